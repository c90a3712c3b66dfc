package paths_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"testing"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/paths"
)

// calls is the state of a recorder: the names of the functions that a path calls, in order.
type calls string

// A recorder records the calls on each path, up to max calls.
type recorder struct {
	max    int
	ends   []calls
	visits int
}

func (r *recorder) Enter(_ *cfg.Block, s calls) calls { return s }

func (r *recorder) Visit(_ *cfg.Block, s calls) bool {
	r.visits++
	return len(s) <= r.max
}

func (r *recorder) Node(b *cfg.Block, i int, s calls) (calls, bool) {
	call, ok := b.Nodes[i].(*ast.ExprStmt)
	if !ok {
		return s, true
	}
	return s + calls(call.X.(*ast.CallExpr).Fun.(*ast.Ident).Name), true
}

func (r *recorder) Branch(b *cfg.Block, cond ast.Expr, s calls) (calls, []*cfg.Block) {
	if len(b.Succs) == 0 {
		r.ends = append(r.ends, s)
	}
	if id, ok := cond.(*ast.Ident); ok && id.Name == "never" {
		return s, b.Succs[1:]
	}
	return s, b.Succs
}

func TestFollow(t *testing.T) {
	for _, c := range []struct {
		body string
		want []calls
	}{
		{"a(); b()", []calls{"ab"}},
		{"if x { a() } else { b() }; c()", []calls{"ac", "bc"}},
		{"if never { a() }; b()", []calls{"b"}},
		{"if x { a(); return }; b()", []calls{"a", "b"}},
		{"for x { }; a()", []calls{"a"}},
		{"for x { a() }; b()", []calls{"aaab", "aab", "ab", "b"}},
		{"if x { a() } else { a() }; b()", []calls{"ab"}},
	} {
		r := &recorder{max: 3}
		paths.NewWalk(r).Follow(graph(t, c.body).Blocks[0], 0, "")
		slices.Sort(r.ends)
		if !slices.Equal(r.ends, c.want) {
			t.Errorf("%s: paths end with the calls %q, want %q", c.body, r.ends, c.want)
		}
	}
}

// TestVisitOnce checks that a block is visited once for each state, however many paths reach it.
func TestVisitOnce(t *testing.T) {
	g := graph(t, "if x { }; if x { }; if x { }; if x { }; a()")
	r := &recorder{max: 3}
	w := paths.NewWalk(r)
	w.Follow(g.Blocks[0], 0, "")
	blocks := map[int32]bool{}
	w.AddBlocks(blocks)
	if r.visits != len(blocks) {
		t.Errorf("%d visits of %d blocks in one state", r.visits, len(blocks))
	}
	if !w.Visited(g.Blocks[0]) {
		t.Error("the first block is not visited")
	}
	if len(r.ends) != 1 {
		t.Errorf("the end is reached %d times in one state", len(r.ends))
	}
}

func graph(t *testing.T, body string) *cfg.CFG {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "p.go", "package p\n\nfunc f() { "+body+" }\n", parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return cfg.New(f.Decls[0].(*ast.FuncDecl).Body, func(*ast.CallExpr) bool { return true })
}
