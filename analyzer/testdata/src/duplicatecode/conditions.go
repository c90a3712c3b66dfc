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
	return ok && (te.Code == tunnel.ErrCodeResourceGone || te.Code == tunnel.ErrCodeTunnelExpired || te.Code == tunnel.ErrCodeResourceGone) // want "tunnel.ErrCodeResourceGone stands twice in this condition"
}

func lines(err error) bool {
	code := status.Code(err)
	return code == codes.NotFound ||
		code == codes.Unavailable ||
		code == codes.NotFound || // want "codes.NotFound stands twice"
		(code == codes.Unavailable) // want "codes.Unavailable stands twice"
}

func first(err error) bool {
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return false
	}
	return te.Code == "OTSTunnelExpired" || (te.Code == "OTSTunnelExpired" || te.Code == "OTSResourceGone") // want "stands twice"
}

func none(resp *http.Response) bool {
	return resp.StatusCode != 404 && resp.StatusCode != 410 && resp.StatusCode != 404 // want "404 stands twice"
}

func tagless(err error) string {
	te, ok := err.(*tunnel.TunnelError)
	switch {
	case !ok:
		return ""
	case te.Code == "OTSTunnelExpired", te.Code == "OTSResourceGone", te.Code == "OTSTunnelExpired": // want "stands twice in this case"
		return "gone"
	}
	return "?"
}
