package catalog

import (
	"slices"
	"strings"
)

// Effects says what the functions of a package do. A function that is in no list may do anything.
type Effects struct {
	Package string
	Name    string // package name
	Module  string // empty for the standard library
	Version string

	// Each list has the names of functions and of methods (Type.Method). Type.* and * stand for all that no list names.
	Logs    []string // write to a log
	Waits   []string // wait
	Acts    []string // do something that is no recovery, such as counting or writing to a stream
	Nothing []string // change nothing, or only release what the program holds
	Ends    []string // do not return

	// Failures are types whose values say that a function failed, when it returns one that is not nil.
	Failures []string
	// Transactions are types of database transactions. An error that ends the transaction ends it for all later calls.
	Transactions []string

	Declares string // as in Binding; empty for the standard library
	Imports  []string
}

// Source returns Go source that declares what code needs from the package.
func (e *Effects) Source() string { return source(e.Name, e.Imports, nil, "", e.Declares) }

// A FuncEffect is what one function does.
type FuncEffect int

// What a function does.
const (
	DoesAnything FuncEffect = iota // it is not listed
	DoesLog
	DoesWait
	DoesAct
	DoesNothing
	DoesEnd
)

// Of returns what a function does, by its name: "Func" or "Type.Method".
func (e *Effects) Of(name string) FuncEffect {
	owner, _, method := strings.Cut(name, ".")
	if does, ok := e.listed(name); ok {
		return does
	}
	if method {
		if does, ok := e.listed(owner + ".*"); ok {
			return does
		}
	}
	does, _ := e.listed("*")
	return does
}

// listed returns what the list says that contains a name; ok is false if none does.
func (e *Effects) listed(name string) (does FuncEffect, ok bool) {
	lists := [...][]string{DoesLog: e.Logs, DoesWait: e.Waits, DoesAct: e.Acts, DoesNothing: e.Nothing, DoesEnd: e.Ends}
	for does, list := range lists {
		if slices.Contains(list, name) {
			return FuncEffect(does), true
		}
	}
	return DoesAnything, false
}

// Effects returns what the functions of the package with the import path do, or nil if nothing is known of them.
func (s *Set) Effects(path string) *Effects {
	i, ok := slices.BinarySearchFunc(embeddedEffects, path, func(e Effects, path string) int { return strings.Compare(e.Package, path) })
	if !ok {
		return nil
	}
	return &embeddedEffects[i]
}

// AllEffects returns what is known of the functions of packages, sorted by package.
func (s *Set) AllEffects() []Effects { return embeddedEffects }
