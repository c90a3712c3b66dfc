package p

import (
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/googleapis/gax-go/v2"
)

func searchedTexts(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) bool {
	_, err := c.CreateTunnel(req)
	text := strings.ToLower(err.Error())
	return strings.Contains(err.Error(), "OTSTunnelExpired") || // site searched alibaba.tablestore.tunnel OTSTunnelExpired: unknown
		strings.HasPrefix(text, "otstunnelexist") || // site searched alibaba.tablestore.tunnel otstunnelexist: unknown
		strings.Contains(err.Error(), "code = NotFound") || // site searched grpc.code code = NotFound: unknown
		strings.Contains(err.Error(), "OTSTunnel") || strings.Contains(err.Error(), "NotFound")
}

func textless(err error) bool { return status.Code(err) == codes.NotFound } // site tested grpc.code NOT_FOUND: returns-value

var retriedCodes = []codes.Code{
	codes.Unavailable, // site configured grpc.code UNAVAILABLE: unknown
	4,                 // site configured grpc.code DEADLINE_EXCEEDED: unknown
}

var (
	textRetryer = gax.OnCodes(retriedCodes, gax.Backoff{})
	textOption  = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"retryPolicy":{"retryableStatusCodes":["ABORTED", 99]}}]}`) // site configured grpc.code ABORTED: unknown; configured grpc.code 99?: unknown
)
