package p

import (
	"errors"
	"slices"
	"strings"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func isExpected(err error, codes []string) bool {
	for _, code := range codes {
		if strings.Contains(err.Error(), code) {
			return true
		}
	}
	return false
}

func isOneOf(err error, codes ...string) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && slices.Contains(codes, te.Code)
}

func oneLine(err error) bool {
	return isExpected(err, []string{"TaskConflict", "UnknownError", "TaskConflict"}) || // want "^\"TaskConflict\" stands twice in this list$"
		isExpected(err, []string{"TaskConflict", "TaskConflict"}) || // want "stands twice"
		isExpected(err, []string{"A.1", "A.1", "A.2", "A.1"}) // want "\"A.1\" stands twice" "\"A.1\" stands twice"
}

func lines(err error) bool {
	return isExpected(err, []string{
		"TaskConflict", // the first
		"UnknownError",
		"TaskConflict",  // want "stands twice"
		"InvalidStatus", // the last
	})
}

func lastLine(err error) bool {
	return isExpected(err, []string{
		"TaskConflict",
		"UnknownError",
		"TaskConflict", // want "stands twice"
	})
}

func someLines(err error) bool {
	return isExpected(err, []string{
		"TaskConflict", "UnknownError", "InvalidStatus",
		"TaskConflict", "Throttling", // want "stands twice"
		"Busy", "UnknownError", // want "stands twice"
	})
}

func closedOnItsLine(err error) bool {
	return isExpected(err, []string{"TaskConflict", "UnknownError",
		"TaskConflict"}) // want "stands twice"
}

// Without a fix: the comment would go.
func comment(err error) bool {
	return isExpected(err, []string{"TaskConflict" /* another */, "TaskConflict"}) // want "stands twice"
}

func arguments(err error) bool {
	return isOneOf(err, "OTSTunnelExpired", tunnel.ErrCodeResourceGone, "OTSTunnelExpired") || // want "stands twice in this call"
		isOneOf(err, tunnel.ErrCodeResourceGone, "OTSResourceGone") // want "\"OTSResourceGone\" stands twice"
}

var gone = []string{
	tunnel.ErrCodeResourceGone,
	tunnel.ErrCodeTunnelExpired,
	tunnel.ErrCodeResourceGone, // want "tunnel.ErrCodeResourceGone stands twice in this list"
}

func isGone(err error) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && slices.Contains(gone, te.Code)
}

func added(err error, more bool) bool {
	codes := []string{"TaskConflict"}
	if more {
		codes = append(codes, "UnknownError", "UnknownError") // want "stands twice in this call"
	}
	return isExpected(err, codes)
}
