// Package p matches codes that the caller has to see, and returns success.
package p

import (
	"errors"
	"log"
	"slices"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func byErrorsAs(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := c.CreateTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodeParamInvalid { // want `^OTSParameterInvalid ends here as success; return the error; Tablestore's documentation: "Return an error message."$`
		return nil
	}
	return err
}

func byAsType(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := c.CreateTunnel(req)
	if te, ok := errors.AsType[*tunnel.TunnelError](err); ok && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied ends here as success"
		return nil
	}
	return err
}

func byAssertion(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (string, error) {
	resp, err := c.CreateTunnel(req)
	if err != nil {
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" { // want "OTSPermissionDenied ends here as success"
			return "", nil
		}
		return "", err
	}
	return resp.TunnelId, nil
}

func byAssertionInSteps(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (string, error) {
	resp, err := c.CreateTunnel(req)
	if err != nil {
		te, ok := err.(*tunnel.TunnelError)
		if !ok {
			return "", err
		}
		if te.Code == "OTSPermissionDenied" { // want "OTSPermissionDenied ends here as success"
			return "", nil
		}
		return "", te
	}
	return resp.TunnelId, nil
}

func byTypeSwitch(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	switch e := err.(type) {
	case *tunnel.TunnelError:
		if e.Code == tunnel.ErrCodeTunnelExpired { // want "OTSTunnelExpired ends here as success"
			return nil
		}
	}
	return err
}

func bySwitch(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return err
	}
	switch te.Code {
	case tunnel.ErrCodeTunnelExist, tunnel.ErrCodePermissionDenied: // want "OTSPermissionDenied ends here as success"
		return nil
	case tunnel.ErrCodeTunnelExpired: // want "OTSTunnelExpired ends here as success"
	default:
		return err
	}
	return nil
}

func byTaglessSwitch(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &te):
		return err
	case te.Code == tunnel.ErrCodePermissionDenied: // want "OTSPermissionDenied ends here as success"
		return nil
	}
	return err
}

func byNotEqual(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if !errors.As(err, &te) || te.Code != tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied ends here as success"
		return err
	}
	return nil
}

func byNotEqualIf(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) {
		if te.Code != tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied ends here as success"
			return err
		}
		return nil
	}
	return err
}

func byNotEqualChain(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code != tunnel.ErrCodeTunnelExist && te.Code != tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied ends here as success"
		return err
	}
	return nil
}

func byElse(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return err
	} else if te.Code != tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied ends here as success"
		return err
	} else {
		return nil
	}
}

func byContains(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && slices.Contains([]string{
		"OTSTunnelExist",
		"OTSParameterInvalid", // want "OTSParameterInvalid ends here as success"
	}, te.Code) {
		return nil
	}
	return err
}

var ignored = []string{
	tunnel.ErrCodeTunnelExist,
	tunnel.ErrCodePermissionDenied, // want "OTSPermissionDenied is dropped here; handle or log the error"
}

func byGlobalList(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && slices.Contains(ignored, te.Code) {
		return nil
	}
	return err
}

var skipped = map[string]bool{
	tunnel.ErrCodeTunnelExist:  true,
	tunnel.ErrCodeParamInvalid: true, // want "OTSParameterInvalid is dropped here; handle or log the error"
	"OTSPermissionDenied":      false,
}

func byGlobalMap(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && skipped[te.Code] {
		return nil
	}
	return err
}

func byLocalSet(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	passed := map[string]struct{}{
		"OTSTunnelExist":      {},
		"OTSPermissionDenied": {}, // want "OTSPermissionDenied ends here as success"
	}
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) {
		if _, ok := passed[te.Code]; ok {
			return nil
		}
	}
	return err
}

func byVariable(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) {
		code := te.Code
		if code == "OTSPermissionDenied" { // want "OTSPermissionDenied ends here as success"
			return nil
		}
	}
	return err
}

func reversed(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && tunnel.ErrCodePermissionDenied == te.Code { // want "OTSPermissionDenied ends here as success"
		return nil
	}
	return err
}

func byTypedValue(te *tunnel.TunnelError) error {
	if te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied ends here as success"
		return nil
	}
	return te
}

func orElse(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && (te.Code == "OTSTunnelExist" || te.Code == "OTSParameterInvalid") { // want "OTSParameterInvalid ends here as success"
		return nil
	}
	return err
}

func negated(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && !(te.Code == "OTSParameterInvalid") { // want "OTSParameterInvalid ends here as success"
		return err
	}
	return nil
}

// An item is skipped silently.
func nextItem(c tunnel.TunnelClient, reqs []*tunnel.DeleteTunnelRequest) error {
	for _, req := range reqs {
		_, err := c.DeleteTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied ends here as success"
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func zeroValues(c tunnel.TunnelClient, req *tunnel.ListTunnelRequest) ([]*tunnel.TunnelInfo, int, error) {
	resp, err := c.ListTunnel(req)
	if err != nil {
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied ends here as success"
			return nil, 0, nil
		}
		return nil, 0, err
	}
	return resp.Tunnels, len(resp.Tunnels), nil
}

// The function has no results.
func noResult(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied is dropped here; handle or log the error"
		return
	}
	if err != nil {
		log.Print(err)
	}
}

func inClosure(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) func() error {
	return func() error {
		_, err := c.DeleteTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied ends here as success"
			return nil
		}
		return err
	}
}

type admin struct{ client tunnel.TunnelClient }

func (a *admin) method(req *tunnel.DeleteTunnelRequest) error {
	if _, err := a.client.DeleteTunnel(req); err != nil {
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied ends here as success"
			return nil
		}
		return err
	}
	return nil
}

func generic[T tunnel.TunnelMetaApi](c T, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied ends here as success"
		return nil
	}
	return err
}
