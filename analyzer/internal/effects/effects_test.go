package effects_test

import (
	"go/ast"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sitestest"
)

// imports are the packages that the sources of the tests import.
var imports = map[string]string{
	"errors": `package errors
		func New(text string) error { return nil }`,
	"fmt": `package fmt
		func Println(a ...any) {}
		func Fprintln(w any, a ...any) {}
		func Sprint(a ...any) string { return "" }`,
	"io": `package io
		type Writer interface{ Write(p []byte) (int, error) }
		var Discard Writer
		func Copy(dst Writer, src any) (int64, error) { return 0, nil }
		func WriteString(w Writer, s string) (int, error) { return 0, nil }
		func ReadAll(r any) ([]byte, error) { return nil, nil }`,
	"log": `package log
		type Logger struct{}
		func (*Logger) Println(v ...any) {}
		func Println(v ...any) {}
		func Errorf(format string, v ...any) {}`,
	"math/rand": `package rand
		func Intn(n int) int { return 0 }`,
	"os": `package os
		var Stderr, Stdin any`,
	"sync/atomic": `package atomic
		func AddInt64(addr *int64, delta int64) int64 { return 0 }
		type Int64 struct{}
		func (*Int64) Load() int64 { return 0 }
		func (*Int64) Add(delta int64) int64 { return 0 }
		type Value struct{}
		func (*Value) Store(v any) {}`,
	"time": `package time
		type Duration int64
		const (Nanosecond Duration = 1; Second Duration = 1e9)
		type Time struct{}
		type Timer struct{ C chan Time }
		func Sleep(d Duration) {}
		func After(d Duration) chan Time { return nil }
		func Now() Time { return Time{} }
		func (*Timer) Reset(d Duration) {}`,
	"example.com/lib": `package lib
		func Repair() {}
		func Backoff() {}
		func Close() {}
		func Err() error { return nil }
		func Code(n int) int { return n }
		type Client struct{}
		func (*Client) Printf(format string, v ...any) {}
		func (*Client) Info(v ...any) {}
		func (*Client) Catalog() *Client { return nil }
		func (*Client) Logger() *Client { return nil }`,
}

const header = `package p

import (
	"errors"
	"example.com/lib"
	"fmt"
	"io"
	"log"
	"math/rand"
	"os"
	"sync/atomic"
	"time"
)

var (
	_          = errors.New
	_          = io.ReadAll
	_          = os.Stdin
	_          = fmt.Sprint
	_          = log.Println
	_          = time.Now
	_          = rand.Intn
	n64        int64
	counter    atomic.Int64
	value      atomic.Value
	timer      *time.Timer
	buffer     io.Writer
	logFile    io.Writer
	client     *lib.Client
	logger     *lib.Client
	catalog    *lib.Client
	stdLogger  *log.Logger
	global     int
	wait       time.Duration
	channel    chan int
	m          map[string]int
)

func pure(n int) int { local := n; local = 2; return local }

func writesGlobal() { global = 1 }

func growsWait() { wait = 2 * wait }

func receives() { <-channel }

func tries() { select { case <-channel: default: } }

func waitsInSelect() { select { case <-channel: case channel <- 1: } }

func sends() { channel <- 1 }

func starts() { go pure(1) }

func logs() { log.Println() }

func nested() { logs(); func() { global = 1 }() }

func returnsLiteral() func() { return func() { writesGlobal() } }

func recursive(n int) { if n > 0 { recursive(n - 1) }; log.Println() }

func deep1() { deep2() }

func deep2() { deep3() }

func deep3() { log.Println() }

func sleepsLiteral() func() { return func() { time.Sleep(time.Second) } }

func sleepsDeep() { sleeps() }

func sleeps() { time.Sleep(time.Second) }

func sleepsCounter() { for i := 0; i < 3; i++ { time.Sleep(time.Duration(i)) } }

func callsBackoff() { lib.Backoff() }
`

// load returns the index of the header with a function that makes a call, and the effects of the calls in it.
func load(t *testing.T, call string) (*index.Package, *effects.Calls) {
	t.Helper()
	in, err := sitestest.Source(header+"\nfunc f() { "+call+" }\n", imports)
	if err != nil {
		t.Fatal(err)
	}
	p := index.New(&in)
	return p, effects.New(p, bind.New(&in, p))
}

// function returns the function with a name.
func function(p *index.Package, name string) *index.Function {
	for o, fn := range p.Decls {
		if o.Name() == name {
			return fn
		}
	}
	return nil
}

func TestOfCall(t *testing.T) {
	const unknown = effects.Changed | effects.Waited
	for _, test := range []struct {
		call string
		want effects.Effect
	}{
		// Builtin functions and conversions.
		{`_ = int64(global)`, 0},
		{`_ = len(m)`, 0},
		{`delete(m, "a")`, effects.Changed},
		{`println()`, effects.Logged},

		// Packages of the standard library.
		{`errors.New("a")`, 0},
		{`fmt.Sprint()`, 0},
		{`fmt.Println()`, effects.Logged},
		{`fmt.Fprintln(os.Stderr)`, effects.Logged},
		{`fmt.Fprintln(logFile)`, effects.Logged},
		{`fmt.Fprintln(buffer)`, effects.Acted},
		{`io.ReadAll(os.Stdin)`, 0},
		{`io.WriteString(buffer, "a")`, effects.Acted},
		{`io.Copy(buffer, os.Stdin)`, effects.Acted},
		{`io.Copy(io.Discard, os.Stdin)`, 0},
		{`buffer.Write(nil)`, effects.Acted},
		{`time.Now()`, 0},
		{`time.Sleep(time.Second)`, effects.Waited},
		{`time.Sleep(999 * time.Nanosecond)`, 0},
		{`time.Sleep(1000 * time.Nanosecond)`, effects.Waited},
		{`time.Sleep(wait)`, effects.Waited},
		{`time.Sleep(0)`, 0},
		{`var d time.Duration = 5; time.Sleep(d)`, 0},
		{`d := 5 * time.Second; time.Sleep(d)`, effects.Waited},
		{`var d time.Duration = 0; time.Sleep(d); d = time.Second`, effects.Waited},
		{`n := 5; time.Sleep(time.Duration(n))`, 0},
		{`n := 5; time.Sleep(time.Duration(n) * time.Second)`, effects.Waited},
		{`time.Sleep(time.Duration(global))`, effects.Waited},
		{`time.Sleep(time.Duration(rand.Intn(100)))`, 0},
		{`time.Sleep(time.Duration(rand.Intn(100)) * time.Second)`, effects.Waited},
		{`time.After(0)`, 0},
		{`time.After(wait)`, effects.Waited},
		{`timer.Reset(wait)`, 0},
		{`atomic.AddInt64(&n64, 1)`, effects.Acted},
		{`counter.Add(1)`, effects.Acted},
		{`counter.Load()`, 0},
		{`value.Store(1)`, effects.Changed},

		// Logs.
		{`log.Println()`, effects.Logged},
		{`log.Errorf("")`, unknown},
		{`stdLogger.Println()`, effects.Logged},
		{`client.Printf("")`, effects.Logged},
		{`logger.Info()`, effects.Logged},
		{`client.Logger().Info()`, effects.Logged},
		{`client.Info()`, unknown},
		{`catalog.Info()`, unknown},

		// Functions of other packages.
		{`lib.Repair()`, unknown},
		{`lib.Backoff()`, effects.Waited},
		{`lib.Close()`, 0},
		{`lib.Err()`, 0},
		{`lib.Code(1)`, unknown},

		// Functions of the package.
		{`pure(1)`, 0},
		{`writesGlobal()`, effects.Changed},
		{`growsWait()`, 0},
		{`receives()`, effects.Waited},
		{`tries()`, 0},
		{`waitsInSelect()`, effects.Waited | effects.Changed},
		{`sends()`, effects.Changed},
		{`starts()`, effects.Changed},
		{`logs()`, effects.Logged},
		{`nested()`, effects.Logged | effects.Changed},
		{`returnsLiteral()`, 0},
		{`recursive(1)`, effects.Logged},
		{`deep2()`, effects.Logged},
		{`deep1()`, unknown},
		{`func() { writesGlobal() }()`, effects.Changed},
	} {
		p, calls := load(t, test.call)
		var call *ast.CallExpr
		ast.Inspect(function(p, "f").Body, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok && call == nil {
				call = c
			}
			return call == nil
		})
		if got := calls.OfCall(call, 2); got != test.want {
			t.Errorf("%s: got %s, want %s", test.call, names(got), names(test.want))
		}
	}
}

// names returns the names of the effects that OfCall reports.
func names(e effects.Effect) string {
	var all []string
	for i, name := range []string{"Logged", "Waited", "Changed", "Acted"} {
		if e&(1<<i) != 0 {
			all = append(all, name)
		}
	}
	if len(all) == 0 {
		return "nothing"
	}
	return strings.Join(all, "|")
}

func TestSleeps(t *testing.T) {
	p, calls := load(t, "")
	for name, want := range map[string]bool{
		"sleeps": true, "sleepsDeep": true, "receives": true, "callsBackoff": true,
		"sleepsCounter": false, "sleepsLiteral": false, "logs": false, "writesGlobal": false,
	} {
		if got := calls.Sleeps(function(p, name), 1); got != want {
			t.Errorf("Sleeps(%s) = %t", name, got)
		}
	}
	if calls.Sleeps(function(p, "sleepsDeep"), 0) {
		t.Error("Sleeps follows a call at depth 0")
	}
}

func TestThen(t *testing.T) {
	for _, test := range []struct{ before, next, want effects.Effect }{
		{effects.Logged, effects.Changed, effects.Logged | effects.Changed},
		{effects.NextAttempt, effects.Changed | effects.Acted | effects.Waited, effects.NextAttempt | effects.Waited},
		{effects.NextAttempt | effects.Changed, 0, effects.NextAttempt | effects.Changed},
		{effects.Cleared, effects.Overwritten, effects.Overwritten},
		{0, effects.Overwritten | effects.Cleared, effects.Overwritten | effects.Cleared},
	} {
		if got := test.before.Then(test.next); got != test.want {
			t.Errorf("%b then %b = %b, want %b", test.before, test.next, got, test.want)
		}
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]bool{"Close": true, "cancelAll": true, "Unlock": true, "Open": false, "Stopwatch": false} {
		if got := effects.IsCleanupName(name); got != want {
			t.Errorf("IsCleanupName(%s) = %t", name, got)
		}
	}
	for name, want := range map[string]bool{"Wrap": true, "WithStack": true, "Errorf": true, "newErrorf": true, "wrapErr": true, "New": false, "Error": false} {
		if got := effects.IsWrapName(name); got != want {
			t.Errorf("IsWrapName(%s) = %t", name, got)
		}
	}
	for path, want := range map[string]bool{"strings": true, "os": false, "example.com/strings": false} {
		if got := effects.IsPurePackage(path); got != want {
			t.Errorf("IsPurePackage(%s) = %t", path, got)
		}
	}
}
