package p

import (
	"errors"
	"slices"
	"strings"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func code(err error) string {
	var te *tunnel.TunnelError
	if errors.As(err, &te) {
		return te.Code
	}
	return ""
}

func isExpected(err error, codes []string) bool {
	for _, c := range codes {
		if strings.Contains(err.Error(), c) {
			return true
		}
	}
	return false
}

func filled(err error, more bool) bool {
	codes := []string{}
	if more {
		codes = append(codes, "OTSTunnelExpired")
	}
	return isExpected(err, codes)
}

var registered = []string{}

func register(code string) { registered = append(registered, code) }

func byRegister(err error) bool { return isExpected(err, registered) }

func codesOf(more bool) []string {
	if more {
		return []string{"OTSTunnelExpired"}
	}
	return []string{}
}

func returned(err error) bool { return isExpected(err, codesOf(false)) }

// The caller decides what it passes.
func handedOn(err error, codes []string) bool { return isExpected(err, codes) }

// A variadic helper may be called without codes.
func isAny(err error, codes ...string) bool {
	return slices.Contains(append(codes, "OTSTunnelExpired"), code(err))
}

func variadic(err error) bool { return isAny(err) }

// The helper also matches something else.
func isThat(err error, codes []string) bool {
	if code(err) == "OTSTunnelExpired" {
		return true
	}
	return slices.Contains(codes, code(err))
}

func that(err error) bool { return isThat(err, []string{}) }

// An empty list means all codes.
func isFiltered(err error, codes []string) bool {
	if len(codes) == 0 {
		return true
	}
	return slices.Contains(codes, code(err))
}

func all(err error) bool { return isFiltered(err, []string{}) }

// The helper tests whether the error has none of these codes.
func isNoneOf(err error, codes []string) bool { return !slices.Contains(codes, code(err)) }

func noneOf(err error) bool { return isNoneOf(err, []string{}) }

// Compared as a whole, the empty code matches an error without a code.
func isOne(err error, codes []string) bool { return slices.Contains(codes, code(err)) }

func whole(err error) bool { return isOne(err, []string{"", "OTSTunnelExpired"}) }

func wholeCondition(err error) bool { return code(err) == "" || code(err) == "OTSTunnelExpired" }

// Lists that are not codes.
func names(name string) bool {
	for _, n := range []string{""} {
		if strings.Contains(name, n) {
			return true
		}
	}
	return slices.Contains([]string{}, name)
}

func retries(do func(ignored []string) error) error { return do([]string{}) }

func hasHead(code, head string) bool { return strings.HasPrefix(code, head) }

func right(err error) bool { return hasHead(code(err), "OTSTunnel") }

func same(a, b string) bool { return a == b }

func eitherWay(err error) bool { return same("OTSTunnelExpired", code(err)) }
