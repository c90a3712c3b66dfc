package load

import (
	"context"
	"fmt"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load/internal/gofiles"
)

// factsModule has a package with functions of many kinds, and one that imports it and has a site.
const factsModule = `
-- go.mod --
module example.com/m

go 1.26
-- m.go --
package m

import (
	"net/http"

	"example.com/m/lib"
)

func gone(resp *http.Response) bool { lib.Log("x"); return resp.StatusCode == http.StatusNotFound }
-- lib/lib.go --
package lib

import (
	stdlog "log"
	"time"

	"example.com/m/lib/deep"
)

type List[T any] struct{ items []T }

func (l *List[T]) Len() int  { return len(l.items) }
func (l *List[T]) Add(t T)   { l.items = append(l.items, t) }
func First[T any](l []T) T   { return l[0] }
func Log(text string)        { stdlog.Print(text) }
func LogDeep(text string)    { deep.Log(1, text) }
func EndDeep(text string)    { deep.Log(2, text) }
func Sleep()                 { time.Sleep(pause) }
func Twice(f func())         { f(); f() }
func Shadow(time int) int    { return time }
func Switch(k Kind) string {
	switch k {
	case One:
		return "one"
	}
	return "many"
}
func Start() { go Sleep() }

type Kind int

const One Kind = 1

var pause = time.Second

type hidden struct{ n int }

func (h hidden) Exported() int { return h.n }
func New() hidden              { return hidden{} }
-- lib/other.go --
package lib

import "os"

type Reporter interface{ Report(text string) }

func (hidden) Report(text string) { Log(text) }
func Exit()                       { os.Exit(1) }
-- lib/deep/deep.go --
package deep

import (
	"log"
	"os"
)

func Log(level int, text string) {
	log.Print(text)
	if level > 1 {
		os.Exit(1)
	}
}
`

// factsOf returns what is known of the exported functions of the packages that p imports, by name.
func factsOf(p *Package) map[string]sites.Fact {
	found := map[string]sites.Fact{}
	add := func(fn *types.Func) {
		if fact := p.Fact(fn); fact != nil && fn.Exported() && (fact.Ends || fact.Does != sites.DoesAnything) {
			found[sites.HelperName(fn)] = *fact
		}
	}
	for _, imported := range p.Pkg.Imports() {
		if !strings.HasPrefix(imported.Path(), "example.com/m") {
			continue
		}
		for _, name := range imported.Scope().Names() {
			o := imported.Scope().Lookup(name)
			if fn, ok := o.(*types.Func); ok {
				add(fn)
			}
			if n, ok := o.Type().(*types.Named); ok {
				for i := range n.NumMethods() {
					add(n.Method(i))
				}
				if iface, ok := n.Underlying().(*types.Interface); ok {
					for i := range iface.NumMethods() {
						add(iface.Method(i))
					}
				}
			}
		}
	}
	return found
}

// TestModuleFacts compares the facts of quick types with those of exact types.
func TestModuleFacts(t *testing.T) {
	needGo(t)
	want := map[string]sites.Fact{
		"Log": {Does: sites.DoesLog}, "Reporter.Report": {Does: sites.DoesLog},
		"List.Len": {}, "First": {}, "Switch": {}, "Shadow": {}, "New": {},
		"List.Add": {Does: sites.DoesChange},
		"Sleep":    {Does: sites.DoesWait}, "Exit": {Ends: true},
	}
	config := Config{Set: catalog.Embedded(), Dir: unpack(t, factsModule), Patterns: []string{"."}}
	for name, load := range map[string]func(context.Context, Config, func(*Package)) ([]Problem, error){"quick": Quick, "exact": Exact} {
		loaded := 0
		if _, err := load(t.Context(), config, func(p *Package) {
			loaded++
			got := factsOf(p)
			for fn, fact := range want {
				if g, ok := got[fn]; !ok || g != fact {
					t.Errorf("%s: %s: got %v, %t, want %v", name, fn, g, ok, fact)
				}
				delete(got, fn)
			}
			delete(got, "hidden.Exported") // export data has no unexported types
			delete(got, "hidden.Report")
			if len(got) > 0 {
				t.Errorf("%s: also %v", name, got)
			}
		}); err != nil || loaded != 1 {
			t.Errorf("%s: %d packages, %v", name, loaded, err)
		}
	}
}

// BenchmarkModuleFacts reads the facts of 60 functions in one package, each of which calls the next.
func BenchmarkModuleFacts(b *testing.B) {
	dir := unpack(b, "-- go.mod --\nmodule example.com/m\n-- chain/chain.go --\npackage chain\n")
	var src strings.Builder
	src.WriteString("package chain\n\nimport \"log\"\n\nfunc F0(n int) { log.Print(n) }\n")
	for i := range 60 {
		fmt.Fprintf(&src, "func F%d(n int) { if n > %d { F%d(n) } }\n", i+1, i, i)
	}
	if err := os.WriteFile(filepath.Join(dir, "chain", "chain.go"), []byte(src.String()), 0o666); err != nil {
		b.Fatal(err)
	}
	modules, _ := gofiles.FindModules(dir)
	config := Config{Set: demo(), Dir: dir}
	for b.Loop() {
		im := newImporter(config.Set, config.reader(), NewCache(), modules)
		pkg, err := im.Import("example.com/m/chain")
		if err != nil {
			b.Fatal(err)
		}
		for i := range 61 {
			fn := pkg.Scope().Lookup(fmt.Sprintf("F%d", i)).(*types.Func)
			if fact := im.fact(fn); fact == nil || fact.Does != sites.DoesLog {
				b.Fatal(fn.Name(), fact)
			}
		}
	}
}
