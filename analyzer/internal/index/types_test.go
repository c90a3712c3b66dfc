package index_test

import (
	"go/types"
	"testing"

	"github.com/errls/errls/analyzer/internal/index"
)

func TestLookup(t *testing.T) {
	p := load(t, "", `
type T struct{ Field int; Embedded }
type Embedded struct{ Deep int }
type Alias = T
type Interface interface{ Abstract() }
type Slice = []int
func (T) Value() {}
func (*T) Pointer() {}
func Func() {}
var Variable int`).Types
	for _, name := range []string{"Func", "T.Field", "T.Deep", "T.Value", "T.Pointer", "Alias.Field", "Interface.Abstract"} {
		if index.LookupMember(p, name) == nil {
			t.Errorf("LookupMember(%s) = nil", name)
		}
	}
	for _, name := range []string{"Variable", "T", "T.Missing", "Missing", "Missing.Field", "Slice.Len"} {
		if o := index.LookupMember(p, name); o != nil {
			t.Errorf("LookupMember(%s) = %s", name, o)
		}
	}
	for name, want := range map[string]string{"T": "T", "Alias": "T", "Interface": "Interface", "Slice": "", "Func": "", "Missing": ""} {
		got := ""
		if tn := index.LookupType(p, name); tn != nil {
			got = tn.Name()
		}
		if got != want {
			t.Errorf("LookupType(%s) = %q, want %q", name, got, want)
		}
	}
}

func TestTypes(t *testing.T) {
	p := load(t, "context time", `
type E struct{}
func (*E) Error() string { return "" }
type pointer *int
type text string
type table = map[text]int
var (
	err       error
	e         E
	ep        *E
	ctx       context.Context
	duration  time.Duration
	timer     *time.Timer
	number    float64
	word      text
	codes     table
	ptr       *int
	named     pointer
)`)
	type facts struct{ isError, isErrorInterface, isContext, isTime, isDuration, isMap, isNumber, isString, isPointer bool }
	want := map[string]facts{
		"err": {isError: true, isErrorInterface: true}, "e": {}, "ep": {isError: true, isPointer: true}, "ctx": {isContext: true},
		"duration": {isTime: true, isDuration: true, isNumber: true}, "timer": {isTime: true, isPointer: true},
		"number": {isNumber: true}, "word": {isString: true}, "codes": {isMap: true}, "ptr": {isPointer: true}, "named": {},
	}
	tested := 0
	for id, o := range p.Info.Defs {
		w, ok := want[id.Name]
		if _, variable := o.(*types.Var); !ok || !variable {
			continue
		}
		tested++
		typ := o.Type()
		got := facts{
			index.IsError(typ), p.IsErrorInterface(id), index.IsContext(typ), index.IsTime(typ), index.IsDuration(typ),
			index.IsMap(typ), index.IsNumber(typ), index.IsString(typ), index.IsPointer(typ),
		}
		if got != w {
			t.Errorf("%s: got %+v, want %+v", id.Name, got, w)
		}
	}
	if tested != len(want) {
		t.Errorf("%d of %d variables were tested", tested, len(want))
	}
	for _, typ := range []types.Type{nil, types.Typ[types.Invalid], types.NewPointer(types.Typ[types.Invalid])} {
		if index.IsError(typ) {
			t.Errorf("IsError(%v) = true", typ)
		}
	}
}

func TestExpressions(t *testing.T) {
	p := load(t, "", `
type T struct{ f int }
func f(nil2 any) {
	mark(nil)
	mark((nil))
	mark(nil2)
	mark(T{f: 1})
	mark(&T{})
	mark(string("A"))
	mark(f)
	{
		nil := 1
		mark(nil)
	}
}
func mark(any) {}`)
	want := []struct {
		isNil             bool
		literal, argument string
	}{
		{true, "nil", "nil"}, {true, "nil", "(nil)"}, {false, "nil", "nil2"}, {false, "T{…}", "T{…}"},
		{false, "T{}", "&T{}"}, {false, "nil", `"A"`}, {false, "nil", "f"}, {false, "nil", "nil"},
	}
	for i, call := range markedCalls(p.Files[0]) {
		e := call.Args[0]
		if got := p.IsNil(e); got != want[i].isNil {
			t.Errorf("argument %d: IsNil = %t", i, got)
		}
		literal := "nil"
		if lit := index.LiteralOf(e); lit != nil {
			literal = exprString(lit)
		}
		if literal != want[i].literal {
			t.Errorf("argument %d: LiteralOf = %s, want %s", i, literal, want[i].literal)
		}
		if got := exprString(index.SoleArgument(e)); got != want[i].argument {
			t.Errorf("argument %d: SoleArgument = %s, want %s", i, got, want[i].argument)
		}
	}
}

func TestSwitches(t *testing.T) {
	p := load(t, "", `
func f(n int, err any) {
	switch n { case 1, 2: case 3: default: }
	switch { case n > 1: }
	switch err.(type) { case int: default: }
}`)
	if len(p.Tags) != 3 || len(p.Cases) != 1 || len(p.TypeCases) != 2 {
		t.Fatalf("%d case expressions with a tag, %d tags and %d cases of types; want 3, 1 and 2", len(p.Tags), len(p.Cases), len(p.TypeCases))
	}
	for e, tag := range p.Tags {
		if exprString(tag) != "n" {
			t.Errorf("the tag of %s is %s", exprString(e), exprString(tag))
		}
	}
	for _, e := range p.TypeCases {
		if exprString(e) != "err" {
			t.Errorf("the type of %s is tested, want err", exprString(e))
		}
	}
}
