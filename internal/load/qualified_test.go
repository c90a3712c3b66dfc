package load

import (
	"testing"

	"github.com/errls/errls/catalog"
)

// standardErrors binds errors and functions of the standard library, and names of a package outside it.
const standardErrors = `
id: demo.errors
title: Demo
vendor: Demo
kind: string
reviewed: false
loose: true
sources:
  - {key: doc, title: Demo, note: For this test.}
go:
  - package: io
    name: io
    sentinels: {EOF: EOF}
  - package: syscall
    name: syscall
    sentinels: {EAGAIN: EAGAIN, ENOSYS: ENOSYS, ENOENT: ENOENT}
  - package: os
    name: os
    predicates:
      - {at: IsNotExist, codes: [ENOENT]}
      - {at: IsTimeout, codes: [ENOENT, EAGAIN]}
  - package: net
    name: net
    predicates:
      - {at: Error.Timeout, codes: [EAGAIN]}
      - {at: DNSError.IsNotFound, codes: [ENOENT]}
    errors: ['*ParseError', '*AddrError']
    makes:
      - {type: ParseError, code: EAGAIN}
      - {type: AddrError, code: ENOENT}
  - package: example.com/errno
    name: errno
    module: example.com/errno
    version: v1.0.0
    const-type: Errno
    constants: {Again: EAGAIN}
    carriers:
      - Status.Reason
      - {at: Errno.Name, names: true}
codes:
  - {id: EOF, name: end of file, canonical: OUT_OF_RANGE, handling: none, retry: never, basis: inferred, by: caller, outcome: end}
  - {id: EAGAIN, name: try again, canonical: UNAVAILABLE, handling: retry-backoff, retry: backoff, basis: inferred, by: caller}
  - {id: ENOSYS, name: not implemented}
  - {id: ENOENT, name: no such file, canonical: NOT_FOUND, handling: none, retry: never, basis: inferred, by: caller, outcome: missing}
`

// TestQualifiedNames checks which uses of common packages make errls load a package: those with the name of an error that a
// rule may report something about.
func TestQualifiedNames(t *testing.T) {
	errors, err := catalog.Parse("errors.yaml", []byte(standardErrors))
	if err != nil {
		t.Fatal(err)
	}
	set, err := demo().With(errors)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		imports, body string
		loaded        bool
	}{
		{`"syscall"`, `err == syscall.EAGAIN`, true},
		{`sys "syscall"`, `err == sys.EAGAIN`, true},
		{`. "syscall"`, `err == EAGAIN`, true},
		{`_ "syscall"`, `err == syscall.EAGAIN`, false},
		{`sys "syscall"`, `err == syscall.EAGAIN`, false},
		{`"syscall"`, `err == mysyscall.EAGAIN`, false},
		{`"syscall"`, `err == syscall.EAGAINST`, false},
		{`"syscall"`, `err == local.EAGAIN`, false},
		{`"syscall"`, `err == syscall.ENOSYS`, false}, // the catalog says nothing of it
		{`"syscall"`, `err == syscall.ENOENT`, false}, // a state that the caller may have expected
		{`"syscall"`, `syscall.Getpid() == 1`, false},
		{`"syscall"`, `"syscall.EAGAIN" == name`, false},
		{`"io"`, `err == io.EOF`, false},
		{`"os"`, `os.IsNotExist(err)`, false},
		{`"os"`, `os.IsTimeout(err)`, true},
		{`"fmt"`, `os.IsTimeout(err)`, false},
		{`"net"`, `err.(net.Error).Timeout()`, true},
		{`"net"`, `err.(*net.DNSError).IsNotFound`, false},
		{`"net"`, `other.Timeout()`, false},
		{`"net"`, `err.(*net.ParseError) != nil`, true},
		{`"net"`, `err.(*net.AddrError) != nil`, false},
		{`"example.com/errno"`, `err == errno.Again`, true},
		{`"example.com/errno"`, `err == error(errno.Status{})`, true},
		{`"example.com/errno"`, `errno.New(1) == nil`, false},
		{`"fmt"`, `x.Reason == ""`, true}, // the type may come from any import
		{`"fmt"`, `x.Name == ""`, false},
		{`"example.com/other"`, `err == errno.Again`, false},
	} {
		dir := unpack(t, "-- go.mod --\nmodule example.com/m\n-- p/p.go --\npackage p\n\nimport "+test.imports+
			"\n\nfunc f(err error) bool { return "+test.body+" }\n")
		packages, problems := quick(t, Config{Set: set, Dir: dir, Patterns: []string{"./..."}})
		if loaded := len(packages) == 1; loaded != test.loaded || len(problems) > 0 {
			t.Errorf("import %s; %s: loaded %t, want %t; %v", test.imports, test.body, loaded, test.loaded, problems)
		}
	}
}

// TestHelpersWithQualifiedNames checks that the callers of a function are loaded which tests an error by the name of a common
// package.
func TestHelpersWithQualifiedNames(t *testing.T) {
	errors, err := catalog.Parse("errors.yaml", []byte(standardErrors))
	if err != nil {
		t.Fatal(err)
	}
	set, err := demo().With(errors)
	if err != nil {
		t.Fatal(err)
	}
	for body, want := range map[string]int{
		"errors.Is(err, syscall.EAGAIN)": 2, "os.IsTimeout(err)": 2, "err == syscall.EAGAIN": 2, "os.IsNotExist(err)": 0,
	} {
		dir := unpack(t, `
-- go.mod --
module example.com/m
-- own/own.go --
package own

import (
	"errors"
	"os"
	"syscall"
)

func Again(err error) bool { return `+body+` }
-- use/use.go --
package use

import "example.com/m/own"

func f(read func() error) {
	for own.Again(read()) {
	}
}
`)
		packages, problems := quick(t, Config{Set: set, Dir: dir, Patterns: []string{"./..."}})
		if len(packages) != want || len(problems) > 0 {
			t.Errorf("%s: %d packages, want %d; %v", body, len(packages), want, problems)
		}
	}
}
