package other

import (
	"strings"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel/protocol"
)

type wrapped struct{ text string }

func (w wrapped) Text() string { return w.text }

func search(e *protocol.Error, w wrapped, c tunnel.TunnelClient) bool {
	return strings.Contains(w.Text(), "OTSTunnelExpired") || strings.Contains(e.GetTunnelId(), "OTSTunnelExpired")
}
