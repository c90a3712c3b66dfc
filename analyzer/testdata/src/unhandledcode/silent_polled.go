package p

import (
	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/resource"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
)

// The library calls a function again that returns only zero values.

func polledLiteral(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) error {
	wait := &retry.StateChangeConf{
		Target: []string{"there"},
		Refresh: func() (any, string, error) {
			resp, err := c.DescribeTunnel(req)
			if err != nil {
				if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
					return nil, "", err
				}
				return nil, "", nil
			}
			return resp, "there", nil
		},
	}
	_, err := wait.WaitForState()
	return err
}

func polledNamed(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) resource.StateRefreshFunc {
	return func() (interface{}, string, error) {
		resp, err := c.DescribeTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok {
			switch te.Code {
			case tunnel.ErrCodeParamInvalid:
				return nil, "", te
			}
			return nil, "", nil
		}
		return resp, "there", err
	}
}

func polledUnnamed(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) func() (any, string, error) {
	return func() (any, string, error) { return polledHelper(c, req) }
}

func polledHelper(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) (result any, state string, err error) {
	resp, err := c.DescribeTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok {
		switch te.Code {
		case tunnel.ErrCodeParamInvalid:
			return nil, "", te
		}
		err = nil
		return
	}
	return resp, "there", err
}

func polledField(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) error {
	wait := retry.StateChangeConf{Target: []string{"there"}}
	wait.Refresh = polledUnnamed(c, req)
	_, err := wait.WaitForState()
	return err
}
