// Package x tests errors for codes that no expression names: by predicates, sentinels and classes.
package x

import (
	"errors"
	"slices"
	"strings"
	"time"

	"acme.test/store"
)

func predicate() error {
	err := store.Get("a")
	if store.IsGone(err) { // site tested acme.store 44G01: drops
		return nil
	}
	return err
}

func variable() error {
	err := store.Get("a")
	if store.IsDenied(err) { // site tested acme.store 43D01: drops
		return nil
	}
	return err
}

func predicateOfSeveralCodes() {
	for {
		err := store.Get("a")
		if errors.Is(err, store.ErrBusy) { // site tested acme.store 40B01: retries, retry at 30 waited
			if store.IsAgain(err) {
				time.Sleep(time.Second)
				continue
			}
			return
		}
		return
	}
}

func method() error {
	err := store.Get("a")
	var e *store.Error
	if errors.As(err, &e) && e.Gone() { // site tested acme.store 44G01: drops
		return nil
	}
	return err
}

func field() error {
	err := store.Get("a")
	if e, ok := err.(*store.Error); ok && e.Denied { // site tested acme.store 43D01: drops
		return nil
	}
	return err
}

func equal() error {
	err := store.Get("a")
	if err == store.ErrGone { // site tested acme.store 44G01: drops
		return nil
	}
	return err
}

func cases() error {
	switch err := store.Get("a"); err {
	case store.ErrGone: // site tested acme.store 44G01: drops
		return nil
	case store.ErrBusy: // site tested acme.store 40B01: surfaces
		return err
	default:
		return err
	}
}

var again = []error{store.ErrBusy} // site listed acme.store 40B01: drops

func ranged() error {
	err := store.Get("a")
	for _, e := range again {
		if errors.Is(err, e) {
			return nil
		}
	}
	return err
}

func searched() error {
	err := store.Get("a")
	if slices.Contains([]error{store.ErrGone}, err) { // site listed acme.store 44G01: drops
		return nil
	}
	return err
}

func helper() error {
	err := store.Get("a")
	var e *store.Error
	if errors.As(err, &e) && e.Has("43D01") { // site listed acme.store 43D01: drops
		return nil
	}
	return err
}

func class() error {
	err := store.Get("a")
	var e *store.Error
	if !errors.As(err, &e) {
		return err
	}
	if e.Code[:2] == "40" { // site tested acme.store 40: drops
		return nil
	}
	if strings.HasPrefix(string(e.Code), "40") { // site tested acme.store 40: drops
		return nil
	}
	if e.Code.Class() == "40" { // site tested acme.store 40: drops
		return nil
	}
	if store.IsConflictCode(e.Code) { // site tested acme.store 40: drops
		return nil
	}
	return err
}

func name() error {
	err := store.Get("a")
	var e *store.Error
	if errors.As(err, &e) && e.Name == "denied" { // site tested acme.store 43D01: drops
		return nil
	}
	return err
}

// In another function of the package.

func gone(err error) bool { return store.IsGone(err) } // site tested acme.store 44G01: drops

func wrapped() error {
	err := store.Get("a")
	if gone(err) {
		return nil
	}
	return err
}

// The error stays in the field.

type peer struct{ err error }

func stored(peers []*peer) error {
	for _, p := range peers {
		if errors.Is(p.err, store.ErrGone) { // site tested acme.store 44G01: returns-value
			continue
		}
	}
	return nil
}

func ask() peer { return peer{store.Get("a")} }

func fromCall() error {
	p := ask()
	if errors.Is(p.err, store.ErrGone) { // site tested acme.store 44G01: drops
		return nil
	}
	return p.err
}

// These are no tests of codes.

func twoSentinels() bool { return store.ErrGone == store.ErrBusy } // site mentioned acme.store 44G01: unknown; mentioned acme.store 40B01: unknown

func otherSlice(e *store.Error) bool { return e.Code[2:] == "40" }

func otherLength(e *store.Error) bool { return e.Code[:3] == "40B" }

func returned() error { return store.ErrGone } // site mentioned acme.store 44G01: unknown

func otherText(text string) bool { return strings.HasPrefix(text, "40") }
