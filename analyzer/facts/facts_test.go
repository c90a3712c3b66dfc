package facts_test

import (
	"go/types"
	"testing"

	"github.com/errls/errls/analyzer/facts"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/analyzer/sitestest"
	"github.com/errls/errls/catalog"
)

const source = `package p

import (
	"fmt"
	"log"
	"net/http"
	"os"
	"time"
)

type level int

const (
	low level = iota
	high
)

type sink struct{ lines int }

var out sink

func (s *sink) print(l level, args ...any) {
	s.lines++
	fmt.Fprintln(os.Stderr, args...)
	os.Remove("old.log")
	if l == high {
		os.Exit(1)
	}
}

func Low(args ...any)             { out.print(low, args...) }
func High(args ...any)            { out.print(high, args...) }
func Any(l int, args ...any)      { out.print(level(l), args...) }
func Text(format string, v ...any) { log.Printf(format, v...) }
func Join(args ...any) string     { return fmt.Sprint(args...) }
func Keep(args ...any)            { kept = args }
func Send(args ...any)            { http.Get("https://" + fmt.Sprint(args...)) }

var kept []any

func Pure(n int) int      { return n + 1 }
func Wait(d time.Duration) { time.Sleep(d) }
func Deep(n int)          { helper(n) }
func helper(n int)        { Wait(time.Duration(n) * time.Second) }
func Stop(text string)    { log.Fatal(text) }
func StopDeep()           { Stop("x") }
func StopIf(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
func LogOrStop(err error) {
	log.Print(err)
	if out.lines > 10 {
		os.Exit(1)
	}
}
func Loop(n int) {
	if n > 0 {
		Loop(n - 1)
	}
}
func Even(n int) bool { return n == 0 || Odd(n-1) }
func Odd(n int) bool  { return n != 0 && Even(n-1) }
func Fetch()          { http.Get("https://example.com") }
func Local(n int) int { m := n; m++; return m }
func Field(s *sink)   { s.lines = 0 }
func Literal() int    { f := func() int { return 1 }; return f() }
func unexported()     {}

type Logger interface{ Warn(text string) }
type logger struct{}

func (logger) Warn(text string) { log.Print(text) }

type Client interface{ Call() error }
type client struct{}

func (client) Call() error { _, err := http.Get("https://example.com"); return err }

type Store interface{ Get(key string) string }
`

// TestOf reads the facts of the functions of one package. Functions of which nothing is known are left out.
func TestOf(t *testing.T) {
	in, err := sitestest.New(catalog.Embedded()).Files(map[string][]byte{"p.go": []byte(source)})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]sites.Fact{
		"Low": {Does: sites.DoesLog}, "Text": {Does: sites.DoesLog}, "Logger.Warn": {Does: sites.DoesLog}, "logger.Warn": {Does: sites.DoesLog},
		"Join": {}, "Pure": {}, "Local": {}, "StopIf": {}, "Literal": {},
		"Wait": {Does: sites.DoesWait}, "Deep": {Does: sites.DoesWait},
		"Keep": {Does: sites.DoesChange}, "Field": {Does: sites.DoesChange},
		"Stop": {Ends: true}, "StopDeep": {Ends: true},
	}
	got := facts.Of(&in)
	for name, fact := range want {
		if got[name] == nil || *got[name] != fact {
			t.Errorf("%s: got %v, want %v", name, got[name], fact)
		}
	}
	for name, fact := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s: got %v, want nothing", name, fact)
		}
	}
}

// TestReaderKnowsOthers checks that the facts of functions without a body are used.
func TestReaderKnowsOthers(t *testing.T) {
	in, err := sitestest.New(catalog.Embedded()).Files(map[string][]byte{"p.go": []byte("package p\n\nimport \"net/http\"\n\nfunc F() { http.Get(\"\") }\n")})
	if err != nil {
		t.Fatal(err)
	}
	in.Fact = func(fn *types.Func) *sites.Fact {
		if fn.FullName() == "net/http.Get" {
			return &sites.Fact{Does: sites.DoesWait}
		}
		return nil
	}
	if got := facts.Of(&in)["F"]; got == nil || got.Does != sites.DoesWait {
		t.Errorf("got %v", got)
	}
}
