package p

import (
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
)

// The library calls only functions of its own type again.

func notPolledResults(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) (any, int, error) {
	resp, err := c.DescribeTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied ends here as success"
		return nil, 0, nil
	}
	return resp, 1, err
}

func notPolledCallback(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) error {
	return retry.Retry(time.Minute, func() *retry.RetryError {
		_, err := c.DescribeTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied is dropped here"
			return nil
		}
		return retry.NonRetryableError(err)
	})
}
