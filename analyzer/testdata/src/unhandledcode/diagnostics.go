package p

import (
	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
)

func diagOthers(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) diag.Diagnostics {
	_, err := c.DeleteTunnel(req)
	te, ok := err.(*tunnel.TunnelError)
	if !ok {
		return diag.FromErr(err)
	}
	switch te.Code { // want `^errors with any other code \(OTSParameterInvalid, OTSPermissionDenied\) end here as success; return err after the test$`
	case tunnel.ErrCodeTunnelExpired:
		return diag.Errorf("the tunnel has expired")
	case tunnel.ErrCodeServerUnavailable:
		return diag.FromErr(err)
	}
	return nil
}
