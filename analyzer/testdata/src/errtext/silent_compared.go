// Texts that may equal a code.
package p

import (
	"errors"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

// The program makes an error whose text is the code.
func own(n int) error {
	if n > 0 {
		return errors.New(tunnel.ErrCodeTunnelExpired)
	}
	return nil
}

func askOwn() bool {
	err := own(1)
	return err != nil && err.Error() == tunnel.ErrCodeTunnelExpired
}

// It is not known where the error comes from.
func parameter(err error) bool { return err.Error() == tunnel.ErrCodeTunnelExpired }

func called(call func() error) bool {
	err := call()
	return err != nil && err.Error() == tunnel.ErrCodeTunnelExpired
}

// The code itself is compared.
func code(te *tunnel.TunnelError) bool { return te.Code == tunnel.ErrCodeTunnelExpired }

// The text is prose.
func prose(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) bool {
	_, err := c.DescribeTunnel(req)
	return err != nil && err.Error() == "no such tunnel"
}
