package main

import (
	"go/ast"
	"path/filepath"
)

// kafkaProtocol returns the source of Kafka's codes: the errors of a client, which says for each whether it is retriable.
func kafkaProtocol() source {
	return source{
		catalog: "kafka.protocol",
		file:    "kafka/protocol.yaml",
		modules: []string{"github.com/twmb/franz-go"},
		read:    func(dirs []string) ([]code, error) { return readKafka(dirs[0]) },
	}
}

func readKafka(dir string) ([]code, error) {
	var codes []code
	err := eachValue(filepath.Join(dir, "pkg", "kerr", "kerr.go"), func(_ string, value ast.Expr, _ *ast.ValueSpec) {
		pointer, ok := value.(*ast.UnaryExpr)
		if !ok {
			return
		}
		made, ok := pointer.X.(*ast.CompositeLit) // &Error{Message, Code, Retriable, Description}
		if !ok || len(made.Elts) != 4 {
			return
		}
		id, isText := text(made.Elts[0])
		n, isNumber := number(made.Elts[1])
		retriable, isIdent := made.Elts[2].(*ast.Ident)
		if isText && isNumber && isIdent {
			codes = append(codes, code{id: id, value: n, hasValue: true, backoff: retriable.Name == "true"})
		}
	})
	return codes, err
}
