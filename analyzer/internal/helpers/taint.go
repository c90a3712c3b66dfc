package helpers

import (
	"github.com/errls/errls/analyzer/internal/bind"
)

// A taint says which parameters a value comes from, and what was done with it on the way.
type taint struct {
	params  uint32 // bit 0 is the receiver, bit i+1 is parameter i
	element bool   // it is an element of a list
	viaCall bool   // it is the result of a call that may return something other than a part of its arguments
	forms   form
	ties    []bind.Tie // the catalogs whose codes the value may contain, if it comes from a bound error type
}

// union returns a taint for a value that comes from t or from o.
func (t taint) union(o taint) taint {
	t.params |= o.params
	t.element = t.element || o.element
	t.viaCall = t.viaCall || o.viaCall
	t.forms |= o.forms
	if len(o.ties) > 0 && !bind.SameTies(t.ties, o.ties) {
		for _, tie := range o.ties {
			t.ties = bind.AppendTie(t.ties[:len(t.ties):len(t.ties)], tie)
		}
	}
	return t
}

// equal reports whether two taints are equal. Ties are only ever added, so comparing their number is enough.
func (t taint) equal(o taint) bool {
	return t.params == o.params && t.element == o.element && t.viaCall == o.viaCall && t.forms == o.forms && len(t.ties) == len(o.ties)
}

// withForm returns t with another form. A text stays a text.
func (t taint) withForm(f form) taint {
	if t.forms != 0 && t.forms != textForm {
		t.forms = f
	}
	return t
}

// A form says what part of an error a value is: a set, if values of several forms may reach it.
type form uint8

const (
	codeForm      form = 1 << iota // the error, or its code unchanged
	dotPrefixForm                  // the code up to a dot
	foldedForm                     // the code in lower or upper case
	textForm                       // the text of the error, or a text in it that is not a code
)
