package p

import (
	"log"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
)

// The library calls a function again that returns only zero values.

func polledLiteral(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) error {
	wait := &retry.StateChangeConf{
		Target: []string{"there"},
		Refresh: func() (any, string, error) {
			resp, err := c.DescribeTunnel(req)
			if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
				return nil, "", nil
			}
			return resp, "there", err
		},
	}
	_, err := wait.WaitForState()
	return err
}

func polledNamed(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) retry.StateRefreshFunc {
	return func() (any, string, error) {
		resp, err := c.DescribeTunnel(req)
		if err != nil {
			if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
				log.Printf("not readable yet: %v", err)
				return nil, "", nil
			}
			return nil, "", err
		}
		return resp, "there", nil
	}
}

func polledUnnamed(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) func() (any, string, error) {
	return func() (any, string, error) {
		resp, err := c.DescribeTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeParamInvalid {
			return resp, "", nil
		}
		return resp, "there", err
	}
}

func polledField(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) error {
	wait := retry.StateChangeConf{Target: []string{"there"}}
	wait.Refresh = polledUnnamed(c, req)
	_, err := wait.WaitForState()
	return err
}
