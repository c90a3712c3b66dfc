package sites_test

import (
	"go/token"
	"go/types"
	"testing"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/analyzer/sitestest"
)

func TestHelperName(t *testing.T) {
	in, err := sitestest.Source(`package p

type T struct{}
type G[E any] struct{}
type Alias = T

func Func() {}
func (T) Value() {}
func (*T) Pointer() {}
func (Alias) ByAlias() {}
func (*G[E]) Generic() {}
`, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"Func": "Func", "Value": "T.Value", "Pointer": "T.Pointer", "ByAlias": "T.ByAlias", "Generic": "G.Generic",
	}
	for id, o := range in.Info.Defs {
		if fn, ok := o.(*types.Func); ok {
			if got := sites.HelperName(fn); got != want[id.Name] {
				t.Errorf("HelperName of %s = %q, want %q", id.Name, got, want[id.Name])
			}
			delete(want, id.Name)
		}
	}
	for name := range want {
		t.Errorf("%s was not tested", name)
	}
}

func TestParses(t *testing.T) {
	in := sites.Input{Broken: []sites.Span{{Pos: 10, End: 20}, {Pos: 30, End: 31}}}
	for pos, want := range map[token.Pos]bool{9: true, 10: false, 19: false, 20: true, 30: false, 31: true} {
		if got := in.Parses(pos); got != want {
			t.Errorf("Parses(%d) = %t, want %t", pos, got, want)
		}
	}
}
