package index_test

import (
	"testing"
)

func TestAssignments(t *testing.T) {
	p := load(t, "errors", `
func f(param error, n int) {
	once := 1
	twice := 1; twice = 2
	counter := 0; for counter < 3 { counter++ }
	down := -2; for down < 3 { down++ }
	big := 5; for big < 9 { big++ }
	added := 0; added += 2
	computed := n; computed++
	var addressed int; use(&addressed)
	_, second := pair()
	for ranged := range 3 { use(ranged) }
	var target *E
	if errors.As(param, &target) { use(second, once, twice, target) }
	switch typed := param.(type) { case *E: use(typed) }
}
type E struct{}
func (*E) Error() string { return "" }
func pair() (int, int) { return 0, 0 }
func use(...any) {}`)
	type facts struct {
		only  string // right side of the only assignment
		index int
		start int64 // of a counter; 9 if it is not one
		from  string
	}
	want := map[string]facts{
		"once": {"1", 0, 9, "nil"}, "twice": {"nil", 0, 9, "nil"}, "counter": {"nil", 0, 0, "nil"}, "down": {"nil", 0, -2, "nil"},
		"big": {"nil", 0, 9, "nil"}, "added": {"nil", 0, 9, "nil"}, "computed": {"nil", 0, 9, "nil"}, "addressed": {"nil", 0, 9, "nil"},
		"second": {"pair()", 1, 9, "nil"}, "ranged": {"nil", 0, 9, "nil"}, "param": {"nil", 0, 9, "nil"},
		"target": {"nil", 0, 9, "param"},
	}
	for id, o := range p.Info.Defs {
		w, ok := want[id.Name]
		if !ok || o == nil {
			continue
		}
		delete(want, id.Name)
		a, _ := p.OnlyAssignment(o)
		got := facts{exprString(a.RHS), a.Index, 9, exprString(p.DerivedFrom[o])}
		if p.IsCounter(o) {
			got.start = p.CounterStart(o)
		}
		if got != w {
			t.Errorf("%s: got %v, want %v", id.Name, got, w)
		}
	}
	for name := range want {
		t.Errorf("%s was not tested", name)
	}
	typed := 0
	for _, o := range p.Info.Implicits {
		if o.Name() == "typed" && exprString(p.DerivedFrom[o]) == "param" {
			typed++
		}
	}
	if typed != 1 {
		t.Errorf("%d variables of the type switch are derived from param, want 1", typed)
	}
}
