package lsp

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// A codec encodes and decodes messages with the functions of package protocol, which implement the unions of LSP.
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

// decode decodes the params of a message and ignores unknown members. T is one of this package's own types: the
// decoders of package protocol rewrite URIs, decode a null range as an empty one, and keep the whole message in memory
// as long as one of its strings.
func decode[T any](params jsonrpc2.RawMessage) (T, error) {
	var v T
	if len(params) == 0 {
		return v, jsonrpc2.NewError(jsonrpc2.InvalidParams, "missing params")
	}
	err := json.Unmarshal(params, &v, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if err != nil {
		return v, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "decoding params: %v", err)
	}
	return v, nil
}
