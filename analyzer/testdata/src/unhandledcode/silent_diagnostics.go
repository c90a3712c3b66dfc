package p

import (
	"log"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/gophercloud/gophercloud"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
)

func diagOthersReturned(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) diag.Diagnostics {
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok {
		if te.Code == tunnel.ErrCodeTunnelExpired {
			return nil
		}
		return diag.Errorf("deleting: %s", te.Message)
	}
	return diag.FromErr(err)
}

func diagOthersAppended(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) (diags diag.Diagnostics) {
	if _, err := c.DeleteTunnel(req); err != nil {
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeTunnelExpired {
			return nil
		}
		diags = append(diags, diag.FromErr(err)...)
	}
	return diags
}

func diagOthersWarned(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) diag.Diagnostics {
	var diags diag.Diagnostics
	if _, err := c.DeleteTunnel(req); err != nil {
		te, ok := err.(*tunnel.TunnelError)
		if ok && te.Code == tunnel.ErrCodeTunnelExpired {
			return nil
		}
		diags = append(diags, diag.Diagnostic{Severity: diag.Warning, Summary: "the tunnel stays"})
	}
	return diags
}

// diagFoundFirst deletes what it finds. The type of the error stands for one code, so that others are not of "other types".
func diagFoundFirst(find, remove func() error) diag.Diagnostics {
	err := find()
	if err != nil {
		if missing, ok := err.(gophercloud.ErrDefault404); ok {
			log.Printf("it does not exist: %v", missing)
			return nil
		}
	}
	err = remove()
	if err != nil {
		return diag.FromErr(err)
	}
	return nil
}
