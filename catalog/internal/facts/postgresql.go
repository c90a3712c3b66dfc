package main

import (
	"go/ast"
	"path/filepath"
	"strings"
)

// sqlstate returns the source of PostgreSQL's codes: the table of a driver with the names of all conditions, and its list
// of classes.
func sqlstate() source {
	return source{
		catalog: "postgresql.sqlstate",
		file:    "postgresql/sqlstate.yaml",
		modules: []string{"github.com/lib/pq"},
		read:    func(dirs []string) ([]code, error) { return readSQLState(dirs[0]) },
	}
}

func readSQLState(dir string) ([]code, error) {
	var codes []code
	err := eachValue(filepath.Join(dir, "pqerror", "codes.go"), func(name string, value ast.Expr, spec *ast.ValueSpec) {
		if args := called(value, "Class"); len(args) == 1 && spec.Comment != nil {
			if id, ok := text(args[0]); ok {
				codes = append(codes, code{id: id, name: strings.TrimSpace(spec.Comment.Text()), class: true})
			}
			return
		}
		table, ok := value.(*ast.CompositeLit)
		if !ok || name != "errorCodeNames" {
			return
		}
		for _, e := range table.Elts {
			e, ok := e.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			id, isText := text(e.Key)
			condition, hasName := text(e.Value)
			if isText && hasName {
				codes = append(codes, code{id: id, name: condition})
			}
		}
	})
	return codes, err
}
