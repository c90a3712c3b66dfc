package catalog

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
)

// said is what the file of an overlay says: which keys of each code and binding, and where they stand.
type said struct {
	codes    []saidEntry // as Catalog.Codes
	bindings []saidEntry // as Catalog.Go
}

// A saidEntry is the set of keys that an entry of an overlay has, as a bit set over those of its shape.
type saidEntry struct {
	keys  uint64
	place place
}

// A place is where something stands in a file, from 1, columns in characters.
type place struct{ line, column int32 }

// With returns a set that holds these catalogs too: those that stand by themselves are added, and each overlay is laid
// over the catalog that it extends, in their order. The sets and catalogs that are there stay as they are.
//
// What cannot be added is left out and told in the error, a *SyntaxError for each mistake (joined, as errors.Join
// does it); the set holds all the others, and is never nil.
func (s *Set) With(catalogs ...*Catalog) (*Set, error) {
	list := slices.Clone(s.catalogs)
	at := make(map[string]int, len(list)+len(catalogs))
	for i, c := range list {
		at[c.ID] = i
	}
	var errs []error
	for _, c := range catalogs {
		if c.Extends != "" {
			continue
		}
		if i, ok := at[c.ID]; ok {
			errs = append(errs, &SyntaxError{File: c.File, Line: 1, Column: 1, Message: there(list[i])})
			continue
		}
		at[c.ID] = len(list)
		list = append(list, c)
	}
	for _, over := range catalogs {
		if over.Extends == "" {
			continue
		}
		i, ok := at[over.Extends]
		if !ok {
			errs = append(errs, &SyntaxError{File: over.File, Line: 1, Column: 1,
				Message: fmt.Sprintf("there is no catalog %q that could be extended", over.Extends)})
			continue
		}
		merged, err := list[i].overlaid(over)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		list[i] = merged
	}
	return NewSet(list, s.libraries), errors.Join(errs...)
}

// there says that a catalog's id is taken.
func there(c *Catalog) string {
	if c.File == "" {
		return fmt.Sprintf("the catalog %s is compiled in: extend it, or take another id", c.ID)
	}
	return fmt.Sprintf("the catalog %s is defined already, in %s", c.ID, c.File)
}

// An overlayer lays one overlay over a catalog.
type overlayer struct {
	*Catalog // the new one
	over     *Catalog
	at       map[string]int // index of a code in Codes
	pattern  *regexp.Regexp // for ids; nil where there is none
	shift    int            // what the overlay's indexes of sources become larger by
	errs     []error
}

// overlaid returns the catalog with an overlay over it, or the mistakes of the overlay.
func (c *Catalog) overlaid(over *Catalog) (*Catalog, error) {
	merged := *c
	o := &overlayer{Catalog: &merged, over: over, shift: len(c.Sources)}
	o.Sources = slices.Concat(c.Sources, over.Sources)
	o.Overlays = append(slices.Clip(c.Overlays), over.File)
	o.Codes = slices.Clone(c.Codes)
	o.Go = slices.Clone(c.Go)
	o.values = nil
	if over.Pattern != "" {
		o.Pattern = over.Pattern
	}
	if o.Pattern != "" {
		o.pattern = regexp.MustCompile("^(?:" + o.Pattern + ")$") // Parse has tried it
	}
	o.at = make(map[string]int, len(o.Codes))
	for i := range o.Codes {
		o.at[o.Codes[i].ID] = i
	}
	for i := range over.Codes {
		o.code(i)
	}
	o.sortIDs()
	for i := range over.Go {
		o.binding(i)
	}
	return o.Catalog, errors.Join(o.errs...)
}

func (o *overlayer) errorf(at place, format string, args ...any) {
	o.errs = append(o.errs, &SyntaxError{
		File: o.over.File, Line: int(at.line), Column: int(at.column), Message: fmt.Sprintf(format, args...),
	})
}

// code lays one code of the overlay over the catalog's, or adds it.
func (o *overlayer) code(i int) {
	code := o.over.Codes[i]
	from := &entry{Code: &code}
	said := o.over.said.codes[i]
	complain := func(format string, args ...any) { o.errorf(said.place, format, args...) }
	for _, t := range []*Text{&from.Message, &from.Description, &from.Remedy} {
		if t.Text != "" {
			t.Source += o.shift
		}
	}
	at, listed := o.at[from.ID]
	if !listed {
		o.add(&code, said, complain)
		return
	}
	to := &entry{Code: &o.Codes[at]} // a copy of the catalog's
	codeShape.take(said.keys, to, from)
	if !o.Draft && to.lacks() {
		complain("code %q: canonical, handling, retry and by cannot be null", to.ID)
	}
	to.Basis = judgement(complain, to.ID, to.Handling, to.Retry, to.Basis)
	o.complete(complain, to.Code)
}

// add adds a code that the catalog does not list.
func (o *overlayer) add(code *Code, said saidEntry, complain func(string, ...any)) {
	missing := 0
	for _, k := range codeShape.keys {
		if k.required && !o.over.Draft && !codeShape.has(said.keys, k.name) {
			missing++
			complain("code %q is not in %s, so it lacks the key %q", code.ID, o.ID, k.name)
		}
	}
	if !o.over.Draft && missing == 0 && code.lacks() {
		complain("code %q: canonical, handling, retry and by cannot be null", code.ID)
	}
	if code.Retry == "" {
		code.Retry = RetryUnspecified
	}
	if o.pattern != nil && !o.pattern.MatchString(code.ID) {
		complain("code %q does not match the pattern %s of %s: give the overlay a pattern", code.ID, o.Pattern, o.ID)
	}
	if len(o.Codes) >= maxCodes {
		complain("%s would have more than the %d codes that a catalog may have", o.ID, maxCodes)
		return
	}
	code.Extra = true
	o.complete(complain, code)
	o.Codes = append(o.Codes, *code)
}

// lacks reports whether a judgement is missing that only a draft may lack.
func (c *Code) lacks() bool {
	return c.Handling == "" || c.By == "" || len(c.Canonical) == 0 || c.Retry == ""
}

// binding adds a binding of the overlay to that of the same package, or to the others.
func (o *overlayer) binding(i int) {
	from := &bindingEntry{Binding: o.over.Go[i]}
	said := o.over.said.bindings[i]
	from.Constants = slices.Clone(from.Constants)
	for j := range from.Constants {
		k := &from.Constants[j]
		code := o.Lookup(k.Code)
		if code == nil {
			o.errorf(said.place, "constant %s names the code %q, which is not listed", k.Name, k.Code)
			continue
		}
		k.Value = o.goValue(code)
	}
	at := slices.IndexFunc(o.Go, func(b Binding) bool { return b.Package == from.Package })
	if at < 0 {
		if from.Name == "" {
			o.errorf(said.place, "a binding lacks the key %q", "name")
		}
		o.Go = append(o.Go, from.Binding)
		return
	}
	b := o.Go[at]
	to := &bindingEntry{Binding: b}
	bindingShape.take(said.keys, to, from)
	b = to.Binding
	old := o.Go[at]
	b.Errors = union(old.Errors, from.Errors)
	b.Carriers = union(old.Carriers, from.Carriers)
	b.Constants = union(old.Constants, from.Constants)
	b.Clients = union(old.Clients, from.Clients)
	b.Imports = union(old.Imports, from.Imports)
	b.Predicates = slices.Concat(old.Predicates, from.Predicates)
	b.Helpers = union(old.Helpers, from.Helpers)
	b.Rewrites = slices.Concat(old.Rewrites, from.Rewrites)
	b.Handles = slices.Concat(old.Handles, from.Handles)
	b.Declares = old.Declares
	if from.Declares != "" {
		b.Declares += "\n" + from.Declares
	}
	o.Go[at] = b
}

// union returns what is in a, and what is in b alone, in this order.
func union[T comparable](a, b []T) []T {
	all := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(all, x) {
			all = append(all, x)
		}
	}
	return all
}
