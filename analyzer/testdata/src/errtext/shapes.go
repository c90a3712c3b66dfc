package shapes

import (
	"errors"
	"fmt"
	"strings"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func contains(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := c.CreateTunnel(req)
	if err != nil && strings.Contains(err.Error(), "OTSTunnelExpired") { // want `"OTSTunnelExpired" is searched for in the error's text, which may contain it by chance; compare Code of \*tunnel.TunnelError instead$`
		return nil
	}
	return err
}

func prefix(err error) bool {
	return strings.HasPrefix(err.Error(), "OTSTunnelExpired") // want `"OTSTunnelExpired"`
}

func suffix(err error) bool {
	found := strings.HasSuffix(err.Error(), "OTSTunnelExpired") // want `"OTSTunnelExpired"`
	return found
}

func equal(err error) error {
	if err.Error() == "OTSTunnelExpired" { // want `"OTSTunnelExpired"`
		return nil
	} else if err.Error() != "OTSTunnelExist" { // want `"OTSTunnelExist"`
		return err
	}
	return nil
}

func lower(err error) bool {
	return strings.Contains(strings.ToLower(err.Error()), "otstunnelexpired") // want `"otstunnelexpired"`
}

func otherCase(err error) bool {
	return strings.Contains(strings.ToLower(err.Error()), "OTSTunnelExpired") // want `"OTSTunnelExpired" is never found: the searched text is converted to lower or upper case; compare Code of \*tunnel.TunnelError instead$`
}

func fold(err error) bool {
	return strings.EqualFold("otstunnelexpired", err.Error()) // want `"otstunnelexpired"`
}

func printed(err error) bool {
	return strings.Contains(fmt.Sprint(err), "OTSTunnelExpired") // want `"OTSTunnelExpired"`
}

func formatted(err error) bool {
	return strings.Contains(fmt.Sprintf("%v", err), "OTSTunnelExpired") // want `"OTSTunnelExpired"`
}

func negated(err error) error {
	if err == nil || !strings.Contains(err.Error(), "OTSTunnelExpired") { // want `"OTSTunnelExpired"`
		return err
	}
	return nil
}

// The text is in a variable, which the fix would leave unused.
func kept(err error) bool {
	msg := err.Error()
	return strings.Contains(msg, "OTSTunnelExpired") // want `"OTSTunnelExpired"`
}

func indexed(err error) bool {
	return strings.Index(err.Error(), "OTSTunnelExpired") >= 0 // want `"OTSTunnelExpired"`
}

func switched(err error) string {
	switch err.Error() {
	case "OTSTunnelExpired": // want `"OTSTunnelExpired"`
		return "expired"
	}
	switch {
	case strings.Contains(err.Error(), "OTSTunnelExist"): // want `"OTSTunnelExist"`
		return "exists"
	}
	return ""
}

const expired = "OTSTunnelExpired"

func constants(err error) (bool, bool) {
	a := strings.Contains(err.Error(), expired)                     // want `"OTSTunnelExpired"`
	b := strings.Contains(err.Error(), tunnel.ErrCodeTunnelExpired) // want `"OTSTunnelExpired"`
	return a, b
}

func message(err error) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && strings.Contains(te.Message, "OTSTunnelExpired") // want `"OTSTunnelExpired" is searched for in the error's message`
}

func withInit(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	if _, err := c.CreateTunnel(req); err != nil && strings.Contains(err.Error(), "OTSTunnelExpired") { // want `"OTSTunnelExpired"`
		return nil
	}
	return nil
}

func loop(f func() error) {
	for err := f(); err != nil && strings.Contains(err.Error(), "OTSTunnelExpired"); err = f() { // want `"OTSTunnelExpired"`
	}
}

func other(s string) bool { return strings.Contains(fmt.Sprint(s), "x") }
