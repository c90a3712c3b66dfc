// Codes that are compared with the whole text of an error.
package p

import (
	"log"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func gone(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) error {
	_, err := c.DescribeTunnel(req)
	if err != nil && err.Error() != tunnel.ErrCodeTunnelExpired { // want `"OTSTunnelExpired" is compared with the whole text of the error, which contains more than the code, so the two always differ; compare Code of \*tunnel.TunnelError instead`
		return err
	}
	return nil
}

func byCase(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) {
	_, err := c.DescribeTunnel(req)
	if err == nil {
		return
	}
	switch err.Error() {
	case "OTSTunnelExpired": // want `"OTSTunnelExpired" is compared with the whole text of the error, which contains more than the code, so the two always differ; compare Code of \*tunnel.TunnelError instead`
		log.Print("expired")
	}
}
