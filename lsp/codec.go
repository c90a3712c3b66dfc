package lsp

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// A codec encodes results with the protocol's own encoders, which know its unions.
type codec struct{}

// Marshal implements jsonrpc2.Codec.
func (codec) Marshal(v any) ([]byte, error) {
	if raw, ok := v.(jsonrpc2.RawMessage); ok && raw != nil {
		return raw, nil
	}
	return protocol.Marshal(v)
}

// Unmarshal implements jsonrpc2.Codec.
func (codec) Unmarshal(data []byte, v any) error {
	if raw, ok := v.(*jsonrpc2.RawMessage); ok {
		*raw = append((*raw)[:0], data...)
		return nil
	}
	return protocol.Unmarshal(data, v)
}

// decode reads the params of a message into one of the types of params.go. Those, and not the protocol's, are
// used for what comes in: the protocol's decoders rewrite URIs, take a null range for an empty one and keep the
// whole message alive for one string. Members that are not known are passed over.
func decode[T any](params jsonrpc2.RawMessage) (T, error) {
	var v T
	if len(params) == 0 {
		return v, jsonrpc2.NewError(jsonrpc2.InvalidParams, "params are missing")
	}
	err := json.Unmarshal(params, &v, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if err != nil {
		return v, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "reading params: %v", err)
	}
	return v, nil
}
