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
		func Writer() any { return nil }
		func Errorf(format string, v ...any) {}`,
	"math/rand": `package rand
		func Intn(n int) int { return 0 }`,
	"os": `package os
		var Stderr, Stdin any
		func Exit(code int) {}`,
	"context": `package context
		type Context interface{ Err() error }
		type CancelFunc func()
		func WithCancel() (Context, CancelFunc) { return nil, nil }`,
	"sync": `package sync
		type WaitGroup struct{}
		func (*WaitGroup) Wait() {}
		func (*WaitGroup) Done() {}`,
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
	"encoding/json": `package json
		func Unmarshal(data []byte, v any) error { return nil }`,
	"net/http": `package http
		type Request struct{}
		func NewRequest(url string) (*Request, error) { return nil, nil }`,
	"example.com/lib": `package lib
		import "time"
		func Repair() {}
		func Backoff() {}
		func Rest(d time.Duration) {}
		func Delay(attempt int, err error) time.Duration { return 0 }
		func DelayOf(c *Client) time.Duration { return 0 }
		func RestFor(name string, d time.Duration) {}
		func Close() {}
		func Err() error { return nil }
		func Code(n int) int { return n }
		func Note(text string, v ...any) {}
		func Exec(text string, v ...any) int { return 0 }
		func Wrap(err error, text string) error { return err }
		func Handle(err error, c *Client) error { return err }
		type Client struct{}
		func (*Client) Notef(format string, v ...any) {}
		func (*Client) Info(v ...any) {}
		func (*Client) Rest(d time.Duration) {}
		func (*Client) Close() error { return nil }
		func (*Client) Wrap(err error) error { return err }
		func (*Client) String() string { return "" }
		type Failure struct{}
		func (*Failure) Error() string { return "" }
		func (*Failure) Temporary() bool { return false }`,
}

const header = `package p

import (
	"context"
	"encoding/json"
	"errors"
	"example.com/lib"
	"fmt"
	"io"
	"log"
	"math/rand"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

var (
	group      sync.WaitGroup
	_, cancel  = context.WithCancel()
	failure    *lib.Failure
	stderr     = os.Stderr
	_          = errors.New
	_          = json.Unmarshal
	_          = http.NewRequest
	api        *server
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
	stdLogger  *log.Logger
	global     int
	wait       time.Duration
	channel    chan int
	m          map[string]int
)

type server struct {
	next  int
	hosts []string
}

func request(url string) (*http.Request, error) { return http.NewRequest(url) }

func (s *server) request(url string) (*http.Request, error) { return http.NewRequest(url) }

func (s *server) requestOfNext() (*http.Request, error) { s.next++; return http.NewRequest(s.hosts[s.next]) }

func (s *server) fetch() (string, error) { return "", nil }

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

func callsRest() { lib.Rest(wait) }

func callsMethod() { client.Rest(wait) }
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
		{`fmt.Fprintln(stderr)`, effects.Acted}, // a variable of the package may be set elsewhere
		{`fmt.Fprintln((os.Stderr))`, effects.Logged},
		{`fmt.Fprintln(log.Writer())`, effects.Logged},
		{`fmt.Fprintln(logFile)`, effects.Acted},
		{`fmt.Fprintln(buffer)`, effects.Acted},
		{`io.ReadAll(os.Stdin)`, 0},
		{`io.WriteString(buffer, "a")`, effects.Acted},
		{`io.Copy(buffer, os.Stdin)`, effects.Acted},
		{`io.Copy(io.Discard, os.Stdin)`, 0},
		{`io.Copy((io.Discard), os.Stdin)`, 0},
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
		{`value.Store(1)`, unknown},
		{`group.Wait()`, effects.Waited},
		{`group.Done()`, 0},
		{`cancel()`, 0},
		{`os.Exit(1)`, 0},
		{`var local int; _ = json.Unmarshal(nil, &local)`, 0},
		{`_ = json.Unmarshal(nil, &global)`, effects.Changed},
		{`s := api; _ = json.Unmarshal(nil, &s.next)`, effects.Changed},

		// Logs.
		{`log.Println()`, effects.Logged},
		{`log.Errorf("")`, 0}, // not a function of package log: a report by its signature
		{`stdLogger.Println()`, effects.Logged},

		// Functions of other packages, which are known by their types only.
		{`lib.Repair()`, unknown},
		{`lib.Backoff()`, unknown},
		{`lib.Rest(wait)`, effects.Waited},
		{`lib.RestFor("a", wait)`, unknown},
		{`lib.Delay(1, errors.New("a"))`, effects.Waited},
		{`lib.DelayOf(client)`, unknown},
		{`lib.Close()`, unknown},
		{`lib.Err()`, unknown},
		{`lib.Code(1)`, unknown},
		{`lib.Note("a", 1)`, 0},
		{`lib.Exec("a", 1)`, unknown},
		{`lib.Wrap(failure, "a")`, 0},
		{`lib.Handle(failure, client)`, unknown},
		{`client.Notef("a")`, 0},
		{`client.Info()`, unknown},
		{`client.Rest(wait)`, unknown},
		{`client.Close()`, 0},
		{`client.Wrap(failure)`, unknown},
		{`client.String()`, 0},
		{`failure.Error()`, 0},
		{`failure.Temporary()`, 0},

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

func TestBuildsRequest(t *testing.T) {
	p, calls := load(t, `http.NewRequest("a"); request("a"); api.request("a"); api.requestOfNext(); api.fetch(); global++`)
	for name, want := range map[string][2]bool{ // BuildsRequest and Advances
		"NewRequest": {true, false}, "request": {true, false}, "requestOfNext": {false, true}, "fetch": {false, false},
	} {
		ast.Inspect(function(p, "f").Body, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok && index.CalledName(c) == name {
				if got := [2]bool{calls.BuildsRequest(c), calls.Advances(c)}; got != want {
					t.Errorf("%s: got %t, want %t", name, got, want)
				}
			}
			return true
		})
	}
}

func TestSleeps(t *testing.T) {
	p, calls := load(t, "")
	for name, want := range map[string]bool{
		"sleeps": true, "sleepsDeep": true, "receives": true, "callsRest": true, "callsMethod": true,
		"callsBackoff":  false,
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

func TestDoesNothing(t *testing.T) {
	for call, want := range map[string]bool{
		"time.Now()": true, "fmt.Sprint(global)": true, "time.Sleep(wait)": false, "os.Exit(1)": false, "lib.Code(1)": false,
	} {
		p, calls := load(t, "go func() { "+call+" }()")
		ast.Inspect(function(p, "f").Body, func(n ast.Node) bool {
			if s, ok := n.(*ast.ExprStmt); ok {
				if got := calls.DoesNothing(s.X.(*ast.CallExpr)); got != want {
					t.Errorf("DoesNothing(%s) = %t", call, got)
				}
			}
			return true
		})
	}
}
