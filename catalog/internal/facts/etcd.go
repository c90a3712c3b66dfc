package main

import (
	"go/ast"
	"path/filepath"
	"strings"
	"unicode"
)

// etcdClient returns the source of etcd's errors: the gRPC statuses that the server sends.
func etcdClient() source {
	return source{
		catalog: "etcd.client",
		file:    "etcd/client.yaml",
		modules: []string{"go.etcd.io/etcd/api/v3"},
		read:    func(dirs []string) ([]code, error) { return readEtcd(dirs[0]) },
	}
}

func readEtcd(dir string) ([]code, error) {
	var codes []code
	err := eachValue(filepath.Join(dir, "v3rpc", "rpctypes", "error.go"), func(_ string, value ast.Expr, _ *ast.ValueSpec) {
		args := called(value, "Error")
		if len(args) != 2 {
			return
		}
		grpc, isSelector := args[0].(*ast.SelectorExpr)
		if id, ok := text(args[1]); ok && isSelector {
			codes = append(codes, code{id: id, canonical: canonical(grpc.Sel.Name)})
		}
	})
	return codes, err
}

// canonical returns the name of a gRPC code as the protocol spells it, for the name of its Go constant.
func canonical(constant string) string {
	if constant == "Canceled" {
		return "CANCELLED"
	}
	var b strings.Builder
	for i, r := range constant {
		if i > 0 && unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToUpper(r))
	}
	return b.String()
}
