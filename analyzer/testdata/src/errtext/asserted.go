package asserted

import (
	"strings"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

// The variable has the error type, and its text is searched.
func own(te *tunnel.TunnelError) bool {
	return strings.Contains(te.Error(), "OTSResourceGone") // want `"OTSResourceGone"`
}

func after(err error) bool {
	if te, ok := err.(*tunnel.TunnelError); ok && te.RequestId != "" {
		return false
	}
	return strings.Contains(err.Error(), "OTSResourceGone") // want `"OTSResourceGone"`
}

func other(s string) bool { return strings.Contains(s, "x") }
