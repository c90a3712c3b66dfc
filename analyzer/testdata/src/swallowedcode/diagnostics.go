package p

import (
	"context"
	"errors"
	"log"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
)

// A function that returns diagnostics returns nil for success.

func diagDrops(_ context.Context, c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) diag.Diagnostics {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want `^OTSPermissionDenied ends here as success; return the error; Tablestore's documentation: "Return an error message."$`
		return nil
	}
	return diag.FromErr(err)
}

func diagLogs(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) diag.Diagnostics {
	if _, err := c.DeleteTunnel(req); err != nil {
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeParamInvalid { // want `^OTSParameterInvalid is only logged here; return the error`
			log.Printf("cannot delete: %v", err)
			return nil
		}
		return diag.Errorf("deleting: %s", err)
	}
	return nil
}

func diagSecondResult(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (string, diag.Diagnostics) {
	resp, err := c.CreateTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied { // want `OTSPermissionDenied ends here as success; return the error`
		return "", nil
	}
	if err != nil {
		return "", diag.FromErr(err)
	}
	return resp.TunnelId, nil
}
