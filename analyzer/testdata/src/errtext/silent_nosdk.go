package nosdk

import "strings"

// The file does not import the SDK: the error may have lost its type.
func gone(err error) bool {
	return strings.Contains(err.Error(), "OTSTunnelExpired") || strings.Contains(err.Error(), "code = Unavailable")
}
