package nosdk

import "strings"

// Nothing here imports the SDK: the error may have lost its type long ago.
func gone(err error) bool {
	return strings.Contains(err.Error(), "OTSTunnelExpired") || strings.Contains(err.Error(), "code = Unavailable")
}
