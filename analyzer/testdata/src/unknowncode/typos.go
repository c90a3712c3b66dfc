// Package p misspells codes in all the forms in which Go code has them.
package p

import (
	"errors"
	"slices"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel/protocol"
)

func equal(te *tunnel.TunnelError) bool {
	return te.Code == "OTSTunnelExpird" // want `^"OTSTunnelExpird" is not a known Tablestore Tunnel Service code; did you mean OTSTunnelExpired\?$`
}

func reversed(te *tunnel.TunnelError) bool {
	return "OTSPermisionDenied" == te.Code // want "did you mean OTSPermissionDenied\\?"
}

func notEqual(err error) bool {
	te, ok := errors.AsType[*tunnel.TunnelError](err)
	return !ok || te.Code != "OTSResourseGone" // want "did you mean OTSResourceGone\\?"
}

func cases(err error) string {
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return ""
	}
	switch te.Code {
	case "OTSTunnelExists": // want "did you mean OTSTunnelExist\\?"
		return "there"
	case "otsparameterinvalid", "OTSTunnelExpired\t": // want `"otsparameterinvalid" is not a known` `"OTSTunnelExpired\\t" is not a known`
		return "wrong"
	case "OTSTunnelServerUnavaliable": // want "did you mean OTSTunnelServerUnavailable\\?"
		return "busy"
	}
	return te.Code
}

func tagless(err error) bool {
	te, ok := err.(*tunnel.TunnelError)
	switch {
	case ok && te.Code == "0TSPermissionDenied": // want "did you mean OTSPermissionDenied\\?"
		return true
	}
	return false
}

func types(err error) bool {
	switch e := err.(type) {
	case *tunnel.TunnelError:
		return e.Code == `OTSTunelExpired` // want "did you mean OTSTunnelExpired\\?"
	}
	return false
}

func list(te *tunnel.TunnelError) bool {
	return slices.Contains([]string{"OTSTunnelExpired", "OTSPermissionDenid"}, te.Code) // want "did you mean OTSPermissionDenied\\?"
}

var transient = map[string]struct{}{
	"OTSTunnelServerUnavailble": {}, // want "did you mean OTSTunnelServerUnavailable\\?"
	"OTSResourceGone":           {},
}

func set(te *tunnel.TunnelError) bool {
	_, ok := transient[te.Code]
	return ok
}

var words = map[string]string{
	"OTSResourceGon": "gone", // want "did you mean OTSResourceGone\\?"
}

func label(te *tunnel.TunnelError) string { return words[te.Code] }

var codes = []string{
	"OTSParamterInvalid", // want "did you mean OTSParameterInvalid\\?"
}

func global(te *tunnel.TunnelError) bool { return slices.Contains(codes, te.Code) }

func variable(te *tunnel.TunnelError) bool {
	code := te.Code
	return code == "OTSTunnelExpierd" // want "did you mean OTSTunnelExpired\\?"
}

func pointer(e *protocol.Error) bool {
	return e.Code != nil && *e.Code == "OTSTunnelExpird" // want "did you mean OTSTunnelExpired\\?"
}

func accessor(e *protocol.Error) bool {
	return e.GetCode() == "OTSTunnelExpird" // want "did you mean OTSTunnelExpired\\?"
}

type wrapper struct{ *tunnel.TunnelError }

func embedded(w wrapper) bool {
	return w.Code == "OTSTunnelExpird" // want "did you mean OTSTunnelExpired\\?"
}

func made() error {
	return &tunnel.TunnelError{Code: "OTSPermissionDenide"} // want "did you mean OTSPermissionDenied\\?"
}

func stored(te *tunnel.TunnelError) {
	te.Code = "OTSTunnelExpird" // want "did you mean OTSTunnelExpired\\?"
}

func generic[E interface{ *tunnel.TunnelError }](e E) bool {
	return (*tunnel.TunnelError)(e).Code == "OTSTunnelExpird" // want "did you mean OTSTunnelExpired\\?"
}

func or(te *tunnel.TunnelError) bool {
	return te.Code == "OTSTunnelExist" || te.Code == "OTSTunnelExists" // want "did you mean OTSTunnelExist\\?"
}

const denied = "OTSPermisionDenied"

// A constant is declared elsewhere: no fix.
func constant(te *tunnel.TunnelError) bool {
	return te.Code == denied // want `"OTSPermisionDenied" is not a known`
}

func sum(te *tunnel.TunnelError) bool {
	return te.Code == "OTS"+"TunnelExpird" // want "did you mean OTSTunnelExpired\\?"
}

func hidden(te *tunnel.TunnelError) bool {
	var code any = te.Code
	return code == "OTSTunnelExpird" // want "did you mean OTSTunnelExpired\\?"
}

func keys(m map[string]bool, te *tunnel.TunnelError) bool { return m[te.Code] }

func passed(te *tunnel.TunnelError) bool { return keys(map[string]bool{"OTSTunnelExpird": true}, te) } // want "did you mean OTSTunnelExpired\\?"
