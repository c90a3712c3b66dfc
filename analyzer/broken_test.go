package analyzer_test

import (
	"strings"
	"testing"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/find"
)

// broken are bodies of functions that are incomplete, as while somebody is typing, or have missing types. Each would
// have a finding if it were complete.
var broken = []string{
	`if te.Code == "OTSPermissionDenied" { return nil }`,
	`_, err := c.DeleteTunnel(req); if te, ok := err.(*tunnel.Unknown); ok && te.Code == "OTSPermissionDenied" { return nil }; return err`,
	`_, err := c.DeleteTunnel(req); var te *tunnel.TunnelError; if errors.As(err, &te) && te. == "OTSPermissionDenied" { return nil }; return err`,
	`_, err := c.DeleteTunnel(req); var te *tunnel.TunnelError; if errors.As(err, &te) && te.Code == { return nil }; return err`,
	`_, err := c.DeleteTunnel(req); var te *tunnel.TunnelError; if errors.As(err, &te) && te.Code == "OTSPermissionDenied`,
	`_, err := c.DeleteTunnel(req); var te *tunnel.TunnelError; if errors.As(err, &te) && te.Code == "OTSPermissionDenied" { return wrap(`,
	`_, err := c.DeleteTunnel(req); var te *tunnel.TunnelError; if errors.As(err, &te) && te.Code == "OTSPermissionDenied" { report(err); return nil }; return err`,
	`_, err := c.DeleteTunnel(req); var te *tunnel.TunnelError; if errors.As(err, &te) && te.Code == "OTSPermissionDenied" { missing.Report(te); return nil }; return err`,
	`_, err := c.DeleteTunnel(req); switch te := err.(type) { case *tunnel.TunnelError: switch te.Code { case "OTSPermissionDenied": return`,
	`for { _, err := c.CreateTunnel(nil); if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" { login(); continue }; return err }`,
	`for { _, err := unknown(); if err.Code == "OTSPermissionDenied" { continue }; return err }`,
	`for _, c := range missing { _, err := c.CreateTunnel(nil); if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" { continue }; return err }`,
	`for i := range { _, err := c.DeleteTunnel(req); if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" { continue } }`,
	`goto nowhere; _, err := c.DeleteTunnel(req); if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" { break }; return err`,
	`var te *tunnel.TunnelError; te.Code = ; switch te.Code { case : case "": }; switch te.Code {`,
	`var te *tunnel.TunnelError; return slices.Contains([]string{"OTSTunnelExpird"}, te.Cod)`,
	`var te *tunnel.TunnelErro; return te.Code == "OTSTunnelExpird"`,
	`select { case err := <-: if err.Code == "OTSTunnelExpird" { } }`,
	`func( { te.Code == "OTSTunnelExpird" `,
}

// TestBroken checks that the rules report nothing in incomplete code.
func TestBroken(t *testing.T) {
	loader := sharedLoader
	suite, err := analyzer.New(set, analyzer.Config{})
	if err != nil {
		t.Fatal(err)
	}
	const head = "package p\n\nimport (\n\t\"errors\"\n\t\"slices\"\n\n\t\"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel\"\n)\n\n" +
		"func f(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {\n"
	for _, body := range broken {
		in, ok := loader.Broken("broken.go", []byte(head+strings.ReplaceAll(body, "; ", "\n")+"\n}\n"))
		if !ok {
			continue
		}
		for _, f := range suite.Check(find.Find(in)) {
			t.Errorf("%s\n%s: %s", body, in.Fset.Position(f.Pos), f.Message)
		}
	}
}
