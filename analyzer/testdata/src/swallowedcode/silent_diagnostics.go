package p

import (
	"errors"
	"fmt"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
)

func diagReturned(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) diag.Diagnostics {
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
		return diag.FromErr(err)
	}
	return nil
}

func diagFormatted(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) diag.Diagnostics {
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
		return diag.Errorf("the key may not delete tunnels")
	}
	return diag.FromErr(err)
}

func diagWarning(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) diag.Diagnostics {
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
		return diag.Diagnostics{{Severity: diag.Warning, Summary: "the tunnel stays"}}
	}
	return diag.FromErr(err)
}

func diagAppended(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) diag.Diagnostics {
	var diags diag.Diagnostics
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
		diags = append(diags, diag.Diagnostic{Severity: diag.Warning, Summary: "the tunnel stays"})
	} else if err != nil {
		return append(diags, diag.FromErr(err)...)
	}
	return diags
}

func diagNamedAppended(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) (diags diag.Diagnostics) {
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
		diags = append(diags, diag.Diagnostic{Severity: diag.Error, Summary: te.Message})
		return
	}
	return diag.FromErr(err)
}

func diagInAllCases(cs []tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, c := range cs {
		_, err := c.DeleteTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
			diags = append(diags, diag.FromErr(err)...)
			continue
		}
		if err != nil {
			return diag.FromErr(err)
		}
	}
	return diags
}

// A tunnel that has expired is removed from the state.
func diagRemoved(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest, d resourceData) diag.Diagnostics {
	_, err := c.DescribeTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
		d.SetId("")
		return nil
	}
	return diag.FromErr(err)
}

type resourceData interface{ SetId(string) }

// diagConverted only converts an error that its callers have.
func diagConverted(err error) diag.Diagnostics {
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
		return nil
	}
	return diag.FromErr(err)
}

func diagDeferred(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) (diags diag.Diagnostics) {
	var failed error
	defer func() {
		if failed != nil {
			diags = diag.FromErr(failed)
		}
	}()
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
		failed = fmt.Errorf("not allowed: %w", err)
		return nil
	}
	return diag.FromErr(err)
}

// diagExpected checks that the key may not delete a tunnel.
func diagExpected(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) diag.Diagnostics {
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
		return nil
	}
	if err != nil {
		return diag.FromErr(err)
	}
	return diag.Errorf("the key may delete tunnels")
}

// diagList returns no failure: it has other values.
func diagList(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) []diag.Diagnostic {
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
		return nil
	}
	return diag.FromErr(err)
}
