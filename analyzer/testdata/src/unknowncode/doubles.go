package p

import (
	"slices"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

// No fix where the right code is there too: the result would not compile.
func doubleCase(te *tunnel.TunnelError) bool {
	switch te.Code {
	case "OTSTunnelExpired":
		return true
	case "OTSTunnelExpird": // want "did you mean OTSTunnelExpired\\?"
		return true
	}
	return false
}

var doubleKeys = map[string]bool{
	"OTSPermissionDenied": true,
	"OTSPermisionDenied":  true, // want "did you mean OTSPermissionDenied\\?"
}

func inMap(te *tunnel.TunnelError) bool { return doubleKeys[te.Code] }

func twoSlips(te *tunnel.TunnelError) bool {
	switch te.Code {
	case "OTSResourceGon", "OTSResourceGonee": // want `"OTSResourceGon" is not a known` `"OTSResourceGonee" is not a known`
		return true
	}
	return false
}

func withConstant(te *tunnel.TunnelError) bool {
	return slices.Contains([]string{tunnel.ErrCodePermissionDenied, "OTSPermisionDenied"}, te.Code) // want "did you mean OTSPermissionDenied\\?"
}
