package p

import (
	"errors"
	"net/http"
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

func needRetry(err error, codes []string) bool { return isExpected(err, codes) }

// Once each.
func once(err error) bool {
	return isExpected(err, []string{"TaskConflict", "UnknownError"})
}

// Two lists, two conditions, two helpers.
func twoLists(err error) bool {
	return isExpected(err, []string{"TaskConflict"}) || isExpected(err, []string{"TaskConflict", "UnknownError"}) ||
		needRetry(err, []string{"TaskConflict"})
}

func twoConditions(err error) bool {
	te, ok := err.(*tunnel.TunnelError)
	if !ok {
		return false
	}
	if te.Code == "OTSTunnelExpired" || te.Code == "OTSResourceGone" {
		return true
	}
	return te.Code == "OTSTunnelExist" || te.Code == "OTSResourceGone"
}

func twoErrors(a, b *tunnel.TunnelError) bool {
	return a.Code == "OTSTunnelExpired" || b.Code == "OTSTunnelExpired"
}

func twoCases(err error) string {
	te, ok := err.(*tunnel.TunnelError)
	switch {
	case !ok:
		return ""
	case te.Code == "OTSTunnelExpired":
		return "gone"
	case te.Code == "OTSTunnelExpired" && te.Message != "":
		return "?"
	}
	return ""
}

// With another condition each time.
func withMore(resp *http.Response) bool {
	return resp.StatusCode == 404 && resp.Request == nil || resp.StatusCode == 404 && resp.Body == nil
}

// Not equal.
func letterCase(err error) bool {
	return isExpected(err, []string{"Task.Conflict", "TaskConflict", "taskConflict"})
}

// Not codes of errors.
func names(name, other string) bool {
	return slices.Contains([]string{"one", "two", "one"}, name) || other == "a" || other == "b" || other == "a"
}

func fields() []string { return []string{"id", "name", "id"} }

// Tested before the loop and in it.
func apart(do func() error) error {
	err := do()
	var te *tunnel.TunnelError
	for errors.As(err, &te) && te.Code == "OTSTunnelServerUnavailable" {
		err = do()
		if errors.As(err, &te) && te.Code == "OTSTunnelServerUnavailable" {
			break
		}
	}
	return err
}

// One list in two places.
var gone = []string{"OTSResourceGone", "OTSTunnelExpired"}

func both(a, b *tunnel.TunnelError) bool {
	return slices.Contains(gone, a.Code) || slices.Contains(gone, b.Code)
}
