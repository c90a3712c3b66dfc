//go:build never

package errls

import (
	_ "github.com/go-json-experiment/json"
	_ "github.com/golangci/plugin-module-register/register"
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/rogpeppe/go-internal/testscript"
	_ "go.lsp.dev/jsonrpc2"
	_ "go.lsp.dev/protocol"
	_ "go.lsp.dev/uri"
	_ "go.yaml.in/yaml/v3"
	_ "golang.org/x/tools/go/analysis"
	_ "golang.org/x/tools/go/cfg"
	_ "golang.org/x/tools/go/packages"
	_ "golang.org/x/tools/go/gcexportdata"
	_ "golang.org/x/tools/go/analysis/unitchecker"
)
