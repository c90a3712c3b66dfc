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
	return isExpected(err, []string{"TaskConflict", "UnknownError", "TaskConflict"}) || // want `^"TaskConflict" appears twice in this list$`
		isExpected(err, []string{"TaskConflict", "TaskConflict"}) || // want "appears twice"
		isExpected(err, []string{"A.1", "A.1", "A.2", "A.1"}) // want `"A.1" appears twice` `"A.1" appears twice`
}

func lines(err error) bool {
	return isExpected(err, []string{
		"TaskConflict", // the first
		"UnknownError",
		"TaskConflict",  // want "appears twice"
		"InvalidStatus", // the last
	})
}

func lastLine(err error) bool {
	return isExpected(err, []string{
		"TaskConflict",
		"UnknownError",
		"TaskConflict", // want "appears twice"
	})
}

func someLines(err error) bool {
	return isExpected(err, []string{
		"TaskConflict", "UnknownError", "InvalidStatus",
		"TaskConflict", "Throttling", // want "appears twice"
		"Busy", "UnknownError", // want "appears twice"
	})
}

func closedOnItsLine(err error) bool {
	return isExpected(err, []string{"TaskConflict", "UnknownError",
		"TaskConflict"}) // want "appears twice"
}

// Without a fix: it would remove the comment.
func comment(err error) bool {
	return isExpected(err, []string{"TaskConflict" /* another */, "TaskConflict"}) // want "appears twice"
}

func arguments(err error) bool {
	return isOneOf(err, "OTSTunnelExpired", tunnel.ErrCodeResourceGone, "OTSTunnelExpired") || // want "appears twice in this call"
		isOneOf(err, tunnel.ErrCodeResourceGone, "OTSResourceGone") // want `"OTSResourceGone" appears twice`
}

var gone = []string{
	tunnel.ErrCodeResourceGone,
	tunnel.ErrCodeTunnelExpired,
	tunnel.ErrCodeResourceGone, // want `"OTSResourceGone" appears twice in this list`
}

func isGone(err error) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && slices.Contains(gone, te.Code)
}

func added(err error, more bool) bool {
	codes := []string{"TaskConflict"}
	if more {
		codes = append(codes, "UnknownError", "UnknownError") // want "appears twice in this call"
	}
	return isExpected(err, codes)
}
