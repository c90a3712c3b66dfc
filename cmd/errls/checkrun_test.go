package main

import (
	"go/token"
	"slices"
	"testing"

	"github.com/errls/errls/analyzer"
)

// TestFindingsByFile checks that findings are ordered by file name: files that are parsed in parallel get their positions
// in any order.
func TestFindingsByFile(t *testing.T) {
	fset := token.NewFileSet()
	second, first := fset.AddFile("b.go", -1, 10), fset.AddFile("a.go", -1, 10)
	findings := []analyzer.Finding{
		{Code: "3", Pos: second.Pos(2)}, {Code: "4", Pos: second.Pos(5)},
		{Code: "1", Pos: first.Pos(1)}, {Code: "2", Pos: first.Pos(7)},
	}
	sortByFile(fset, findings)
	if !slices.IsSortedFunc(findings, func(a, b analyzer.Finding) int { return int(a.Code[0]) - int(b.Code[0]) }) {
		t.Errorf("findings are in the order %v", findings)
	}
}
