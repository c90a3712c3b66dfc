package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
)

// googleRPC returns the source of the reasons in a google.rpc.ErrorInfo: the enumeration of the domain googleapis.com.
func googleRPC() source {
	return source{
		catalog: "google.rpc",
		file:    "google/rpc.yaml",
		modules: []string{"google.golang.org/genproto/googleapis/api"},
		read: func(dirs []string) ([]code, error) {
			return readReasons(filepath.Join(dirs[0], "error_reason", "error_reason.pb.go"))
		},
	}
}

// readReasons returns the names of the enumeration ErrorReason, without the one that means nothing. The numbers are left out:
// they are not sent.
func readReasons(file string) ([]code, error) {
	const prefix = "ErrorReason_"
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("reading the reasons: %w", err)
	}
	var codes []code
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Names) != 1 {
			return true
		}
		id, ok := strings.CutPrefix(spec.Names[0].Name, prefix)
		if ok && id != "name" && id != "value" && id != "ERROR_REASON_UNSPECIFIED" {
			codes = append(codes, code{id: id})
		}
		return true
	})
	if len(codes) == 0 {
		return nil, fmt.Errorf("%s has no reasons", file)
	}
	return codes, nil
}
