// Package ways has texts that are not compared with a code, or where the type is not available.
package ways

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

// The code is tested, and not the text.
func typed(err error) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && te.Code == tunnel.ErrCodeTunnelExpired
}

// A line of a log.
func lines(file *os.File) (n int) {
	for s := bufio.NewScanner(file); s.Scan(); {
		if strings.Contains(s.Text(), "OTSTunnelExpired") {
			n++
		}
	}
	return n
}

// The text that is searched for is a parameter.
func given(err error, code string) bool { return strings.Contains(err.Error(), code) }

// A name of a file, a word of a user, the environment.
func words(args []string) bool {
	return os.Getenv("OTSTunnelExpired") != "" || len(args) > 0 && args[0] == "OTSTunnelExpired"
}

// Text that is built is not searched.
func message(te *tunnel.TunnelError) string { return fmt.Sprintf("OTSTunnelExpired: %s", te.Message) }

// A part of a code, and more than a code.
func parts(err error) bool {
	return strings.HasPrefix(err.Error(), "OTS") || strings.Contains(err.Error(), "OTSTunnelExpired,OTSTunnelExist")
}

// A text that is split is not searched as a whole.
func split(err error) []string { return strings.Split(err.Error(), "OTSTunnelExpired") }

// The key of a map.
func table(err error) string { return map[string]string{"OTSTunnelExpired": "gone"}[err.Error()] }
