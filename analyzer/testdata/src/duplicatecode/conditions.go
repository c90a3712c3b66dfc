package p

import (
	"errors"
	"net/http"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func condition(err error) bool {
	te, ok := err.(*tunnel.TunnelError)
	return ok && (te.Code == tunnel.ErrCodeResourceGone || te.Code == tunnel.ErrCodeTunnelExpired || te.Code == tunnel.ErrCodeResourceGone) // want `"OTSResourceGone" appears twice in this condition`
}

func lines(err error) bool {
	code := status.Code(err)
	return code == codes.NotFound ||
		code == codes.Unavailable ||
		code == codes.NotFound || // want "codes.NotFound appears twice"
		(code == codes.Unavailable) // want "codes.Unavailable appears twice"
}

func first(err error) bool {
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return false
	}
	return te.Code == "OTSTunnelExpired" || (te.Code == "OTSTunnelExpired" || te.Code == "OTSResourceGone") // want "appears twice"
}

func none(resp *http.Response) bool {
	return resp.StatusCode != 404 && resp.StatusCode != 410 && resp.StatusCode != 404 // want `404 \(Not Found\) appears twice`
}

func tagless(err error) string {
	te, ok := err.(*tunnel.TunnelError)
	switch {
	case !ok:
		return ""
	case te.Code == "OTSTunnelExpired", te.Code == "OTSResourceGone", te.Code == "OTSTunnelExpired": // want "appears twice in this case"
		return "gone"
	}
	return "?"
}
