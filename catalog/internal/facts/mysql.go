package main

import (
	"go/ast"
	"path/filepath"
	"strconv"
	"strings"
)

// mysqlServer returns the source of MySQL's codes: the constants of a driver, which have the names of MySQL.
func mysqlServer() source {
	return source{
		catalog: "mysql.server",
		file:    "mysql/server.yaml",
		modules: []string{"github.com/ziutek/mymysql"},
		read:    func(dirs []string) ([]code, error) { return readMySQL(dirs[0]) },
	}
}

func readMySQL(dir string) ([]code, error) {
	var codes []code
	err := eachValue(filepath.Join(dir, "mysql", "errors.go"), func(name string, value ast.Expr, _ *ast.ValueSpec) {
		if n, ok := number(value); ok && strings.HasPrefix(name, "ER_") {
			codes = append(codes, code{id: strconv.Itoa(n), name: name})
		}
	})
	return codes, err
}
