package index_test

import (
	"fmt"
	"go/ast"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/internal/index"
)

// TestLoops checks the lines of each loop, and the number of calls of mark inside it.
func TestLoops(t *testing.T) {
	for _, test := range []struct{ body, want string }{
		{`
for {
	mark()
}`, "2-4:1"},
		{`
for range 3 { mark(); mark() }
mark()`, "2-2:2"},
		{`
for {
	for range 2 {
		mark()
	}
	mark()
}`, "2-7:2 3-5:1"},
		{`
again:
	mark()
	if mark() > 0 {
		goto again
	}
	mark()`, "2-6:2"},
		{`
again:
	mark()
	if mark() > 0 { goto again }
	for mark() > 0 {
		goto again
	}
	mark()`, "2-7:3 5-7:1"},
		{`
	goto end
end:
	mark()`, ""},
		{`
_ = func() { for { mark() } }`, ""},
	} {
		p := load(t, "", "func f() {"+test.body+"\n}\nfunc mark() int { return 0 }")
		first := p.Fset.Position(function(t, p, "f").Node.Pos()).Line
		var got []string
		for _, l := range function(t, p, "f").Loops {
			contained, visited := 0, 0
			for _, call := range markedCalls(p.Files[0]) {
				if l.Contains(call) {
					contained++
				}
			}
			l.Inspect(func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok && index.CalledName(call) == "mark" {
					visited++
				}
				return true
			})
			if contained != visited {
				t.Errorf("loops of %s: Contains is true for %d calls, Inspect visits %d", test.body, contained, visited)
			}
			got = append(got, fmt.Sprintf("%d-%d:%d", p.Fset.Position(l.Pos()).Line-first+1, p.Fset.Position(l.End()).Line-first+1, visited))
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("loops of %s: got %s, want %s", test.body, got, test.want)
		}
	}
}

func TestGraph(t *testing.T) {
	p := load(t, "log os", `
func f(n int) {
	if n > 1 {
		mark()
	}
	for n > 2 {
		mark()
		n++
	}
	for {
		mark()
		if n > 3 {
			break
		}
	}
	switch n {
	case 4:
		mark()
		os.Exit(1)
		mark()
	}
	log.Println()
	mark()
	log.Fatal()
	mark()
}

func mark() {}`)
	p.Ends = func(call *ast.CallExpr) bool { return p.IsCallTo(call, "log", "Fatal") }
	fn := function(t, p, "f")
	preds := fn.Predecessors()
	// For each call of mark: the condition of a block that leads to its block, "loop" if its block is the head of a loop,
	// and "outside" if it is outside the first loop; "dead" if it is not reached.
	want := []string{"n > 1 outside", "n > 2", "loop outside", "4 outside", "dead", "outside", "dead"}
	for i, call := range markedCalls(fn.Body) {
		var facts []string
		b, at, ok := fn.Locate(call)
		if !ok {
			facts = append(facts, "dead")
		} else {
			if !index.Contains(b.Nodes[at], call) {
				t.Errorf("call %d: Locate returns another node", i)
			}
			for _, pred := range preds[b] {
				if cond := index.BranchCondition(pred); cond != nil && pred.Succs[0] == b {
					facts = append(facts, exprString(cond))
				}
			}
			if index.IsLoopHead(b) {
				facts = append(facts, "loop")
			}
			if index.OutsideLoop(fn.Loops[0], b) {
				facts = append(facts, "outside")
			}
		}
		if got := strings.Join(facts, " "); got != want[i] {
			t.Errorf("call %d: got %s, want %s", i, got, want[i])
		}
	}
}

func TestUnreachable(t *testing.T) {
	for text, want := range map[string]int{
		"select { case <-c: return }":           1,
		"select { case <-c: return; default: }": 0,
		"if <-c { return }":                     0,
	} {
		p := load(t, "", "func f(c chan bool) { "+text+" }")
		got := 0
		for _, b := range function(t, p, "f").Graph().Blocks {
			if index.Unreachable(b) {
				got++
			}
		}
		if got != want {
			t.Errorf("%s: %d unreachable blocks, want %d", text, got, want)
		}
	}
}

func TestSelects(t *testing.T) {
	for text, want := range map[string]bool{
		"select { case <-c: }":            false,
		"select { case <-c: default: }":   true,
		"select { default: case c <- 1:}": true,
	} {
		p := load(t, "", "func f(c chan int) { "+text+" }")
		if len(p.NonBlocking) != 1 {
			t.Errorf("%s: %d communications, want 1", text, len(p.NonBlocking))
		}
		for _, got := range p.NonBlocking {
			if got != want {
				t.Errorf("%s: NonBlocking = %t", text, got)
			}
		}
	}
}

func TestRangeBlocks(t *testing.T) {
	p := load(t, "", `
func f(c chan int, s []int, m map[int]int, it func(func(int) bool), n int) {
	mark(c); mark(it); mark(s); mark(m); mark(n)
}

func mark(any) {}`)
	want := []bool{true, true, false, false, false}
	for i, call := range markedCalls(p.Files[0]) {
		if got := p.RangeBlocks(call.Args[0]); got != want[i] {
			t.Errorf("RangeBlocks(%s) = %t", exprString(call.Args[0]), got)
		}
	}
}

func TestEndsInJump(t *testing.T) {
	for text, want := range map[string]bool{
		"return":           true,
		"f(); break":       true,
		"continue":         true,
		"goto end":         true,
		"panic(1)":         true,
		"":                 false,
		"f()":              false,
		"if true {return}": false,
	} {
		p := load(t, "", "func f() { for { if true { "+text+" }; break }; goto end; end: }")
		var block *ast.BlockStmt
		ast.Inspect(p.Files[0], func(n ast.Node) bool {
			if s, ok := n.(*ast.IfStmt); ok && block == nil {
				block = s.Body
			}
			return true
		})
		if got := index.EndsInJump(block); got != want {
			t.Errorf("EndsInJump of { %s } = %t", text, got)
		}
	}
}
