package wording

import (
	"io"
	"net"
	"strings"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func shouldRetry(err error) bool {
	if te, ok := err.(*tunnel.TunnelError); ok {
		return te.Temporary()
	}
	if err == io.EOF || strings.Contains(err.Error(), io.EOF.Error()) ||
		strings.Contains(err.Error(), "Connection reset by peer") { // want `"Connection reset by peer" is never found: Go prints "connection reset by peer"; use errors.Is with syscall.ECONNRESET$`
		return true
	}
	nErr, ok := err.(net.Error)
	return ok && nErr.Timeout()
}

func lower(err error) bool {
	return strings.Contains(strings.ToLower(err.Error()), "Broken pipe") // want `"Broken pipe" is never found`
}

func upper(err error) bool {
	return strings.Contains(strings.ToUpper(err.Error()), "broken pipe") // want `"broken pipe" is never found: the searched text is converted to lower or upper case; use errors.Is with syscall.EPIPE$`
}

func constant(err error) bool {
	const reset = "Connection reset by peer"
	return strings.HasSuffix(err.Error(), reset) // want `^"Connection reset by peer" is never found: Go prints "connection reset by peer"; use errors.Is with syscall.ECONNRESET$`
}

var brokenPipe = "Broken pipe"

func variable(err error) bool {
	return strings.Contains(err.Error(), brokenPipe) // want `^"Broken pipe" is never found: Go prints "broken pipe"; use errors.Is with syscall.EPIPE$`
}

// The right text, or case does not count.
func right(err error) bool {
	return strings.Contains(err.Error(), "connection reset by peer") || strings.EqualFold(err.Error(), "Broken pipe") ||
		strings.Contains(strings.ToUpper(err.Error()), "BROKEN PIPE")
}

// Both spellings: one is for servers that use it.
func both(err error) bool {
	return strings.Contains(err.Error(), "connection reset by peer") || strings.Contains(err.Error(), "Connection reset by peer")
}

// More than the text of the error, and the text of another program.
func more(err error) bool {
	return strings.Contains(err.Error(), "Connection reset by peer!") || strings.Contains(err.Error(), "Connection Timed Out")
}

// The message of a service may have any spelling.
func message(te *tunnel.TunnelError) bool {
	return strings.Contains(te.Message, "Connection reset by peer")
}
