package imports

import (
	"strings"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

// The search is the only use of package strings, and package errors is not imported yet.
func gone(c tunnel.TunnelClient, err error) bool {
	return strings.Contains(err.Error(), "OTSTunnelExpired") // want `"OTSTunnelExpired"`
}
