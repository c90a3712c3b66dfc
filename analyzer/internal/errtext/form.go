package errtext

import (
	"slices"
	"strings"

	"github.com/errls/errls/catalog"
)

// hasCodeForm reports whether a text has the form of a code: one word that is made of several, as in NoSuchKey, or with a
// part for the cause, as in InvalidRouteEntry.NotFound, or of capitals with underscores, as in QUOTA_EXCEEDED.
func hasCodeForm(text string) bool {
	if countWords(text) < 2 || slices.Contains(transportTexts, text) {
		return false
	}
	if strings.Contains(text, "_") {
		return isUpperCode(text)
	}
	for part := range strings.SplitSeq(text, ".") {
		letters := strings.TrimFunc(part, func(r rune) bool { return isUpper(r) || isLower(r) || '0' <= r && r <= '9' }) == ""
		if !letters || part == "" || !isUpper(rune(part[0])) || !strings.ContainsFunc(part, isLower) {
			return false
		}
	}
	return true
}

// isUpperCode reports whether a text is made of capitals, digits and single underscores, and begins with a capital.
func isUpperCode(text string) bool {
	for part := range strings.SplitSeq(text, "_") {
		if part == "" || strings.Trim(part, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
			return false
		}
	}
	return isUpper(rune(text[0]))
}

func isUpper(r rune) bool { return 'A' <= r && r <= 'Z' }
func isLower(r rune) bool { return 'a' <= r && r <= 'z' }

// transportTexts are texts with the form of a code that errors of net/http and HTTP/2 contain, and names that SDKs print
// before a value. No error type has them as its code.
var transportTexts = []string{
	"Client.Timeout", "ContentLength", "RoundTripper", "HTTP_1_1_REQUIRED", "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR",
	"FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED", "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL",
	"COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY",
	"StatusCode", "ErrorCode", "RequestID", "RequestId", "HostID", "HostId",
}

// hasCapitals reports whether codes of an SDK begin with a capital.
func (k *sdk) hasCapitals() bool {
	return slices.ContainsFunc(k.cat.Codes, func(c catalog.Code) bool { return c.ID != "" && isUpper(rune(c.ID[0])) })
}

// printsName reports whether a text is a name that the text of an SDK's errors may contain in addition to the code: that
// of an error type, of one of its fields, or of the called method.
func (k *sdk) printsName(text string) bool {
	for _, b := range k.bindings {
		for _, e := range b.Errors {
			if e.Type == text {
				return true
			}
		}
		for _, c := range b.Carriers {
			if _, name, _ := strings.Cut(c.At, "."); name == text {
				return true
			}
		}
	}
	for _, suffix := range []string{"", "Request", "Response", "Input", "Output"} {
		if k.called[strings.TrimSuffix(text, suffix)] {
			return true
		}
	}
	return false
}
