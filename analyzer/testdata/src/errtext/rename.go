package rename

import stderrors "errors"
import text "strings"
import sdk "github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"

var te = stderrors.New("a name that is taken")

func gone(c sdk.TunnelClient, err error) bool {
	if text.HasPrefix(err.Error(), "OTSTunnelExpired") { // want `"OTSTunnelExpired"`
		return true
	}
	return text.Contains("a", "b") || err == te
}
