package catalog

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
)

// presentKeys contains which keys the codes and bindings of an overlay's file have.
type presentKeys struct {
	codes    []entryKeys // parallel to Catalog.Codes
	bindings []entryKeys // parallel to Catalog.Go
}

// An entryKeys is the set of keys of one code or binding (see shape), and its position in the file.
type entryKeys struct {
	keys uint64
	pos  pos
}

// A pos is a position in a file: 1-based, the column in characters.
type pos struct{ line, column int32 }

// With returns a new set that also contains the given catalogs. First the catalogs that are not overlays are added, then
// each overlay is applied to the catalog that it extends, in order. It does not change s or any catalog.
//
// A catalog with errors is skipped. The errors are joined with errors.Join, each of them a *SyntaxError. The set contains
// all other catalogs and is never nil.
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
			errs = append(errs, &SyntaxError{File: c.File, Line: 1, Column: 1, Message: idTaken(list[i])})
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
				Message: fmt.Sprintf("there is no catalog %q to extend", over.Extends)})
			continue
		}
		merged, err := list[i].withOverlay(over)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		list[i] = merged
	}
	return NewSet(list, s.libraries), errors.Join(errs...)
}

// idTaken returns the message for a second catalog with the id of c.
func idTaken(c *Catalog) string {
	if c.File == "" {
		return fmt.Sprintf("the catalog %s is built in: extend it or choose another id", c.ID)
	}
	return fmt.Sprintf("the catalog %s is already defined in %s", c.ID, c.File)
}

// A merger applies one overlay to a catalog.
type merger struct {
	*Catalog     // the result
	over         *Catalog
	at           map[string]int // index into Codes by id
	pattern      *regexp.Regexp // for ids; nil if the catalog has none
	sourceOffset int            // is added to the overlay's source indexes
	errs         []error
}

// withOverlay returns the catalog with an overlay applied, or the errors of the overlay.
func (c *Catalog) withOverlay(over *Catalog) (*Catalog, error) {
	merged := *c
	o := &merger{Catalog: &merged, over: over, sourceOffset: len(c.Sources)}
	o.Sources = slices.Concat(c.Sources, over.Sources)
	o.Overlays = append(slices.Clip(c.Overlays), over.File)
	o.Codes = slices.Clone(c.Codes)
	o.Go = slices.Clone(c.Go)
	if over.Pattern != "" {
		o.Pattern = over.Pattern
	}
	if o.Pattern != "" {
		o.pattern = regexp.MustCompile("^(?:" + o.Pattern + ")$") // Parse has compiled it too
	}
	o.at = make(map[string]int, len(o.Codes))
	for i := range o.Codes {
		o.at[o.Codes[i].ID] = i
	}
	for i := range over.Codes {
		o.code(i)
	}
	o.buildIndexes()
	for i := range over.Go {
		o.binding(i)
	}
	return o.Catalog, errors.Join(o.errs...)
}

func (o *merger) errorf(at pos, format string, args ...any) {
	o.errs = append(o.errs, &SyntaxError{
		File: o.over.File, Line: int(at.line), Column: int(at.column), Message: fmt.Sprintf(format, args...),
	})
}

// code applies one code of the overlay to that of the catalog, or adds it.
func (o *merger) code(i int) {
	code := o.over.Codes[i]
	from := &entry{Code: &code}
	present := o.over.present.codes[i]
	errorf := func(format string, args ...any) { o.errorf(present.pos, format, args...) }
	for _, t := range []*Text{&from.Message, &from.Description, &from.Remedy, &from.Page} {
		if t.Text != "" {
			t.Source += o.sourceOffset
		}
	}
	at, listed := o.at[from.ID]
	if !listed {
		o.add(&code, present, errorf)
		return
	}
	to := &entry{Code: &o.Codes[at]} // o.Codes is a copy
	complete := !to.isIncomplete()
	codeShape.copyKeys(present.keys, to, from)
	if !o.Draft && complete && to.isIncomplete() {
		errorf("code %q: canonical, handling, retry and by cannot be null", to.ID)
	}
	to.Basis = checkBasis(errorf, to.ID, to.Handling, to.Retry, to.Basis)
	o.finishCode(errorf, to.Code)
}

// add adds a code that the catalog does not list.
func (o *merger) add(code *Code, present entryKeys, errorf func(string, ...any)) {
	missing := 0
	for _, k := range codeShape.keys {
		if k.required && !o.over.Draft && !codeShape.has(present.keys, k.name) {
			missing++
			errorf("code %q is not in %s, so it needs the key %q", code.ID, o.ID, k.name)
		}
	}
	if !o.over.Draft && missing == 0 && code.isIncomplete() {
		errorf("code %q: canonical, handling, retry and by cannot be null", code.ID)
	}
	if code.Retry == "" {
		code.Retry = RetryUnspecified
	}
	if o.pattern != nil && !o.pattern.MatchString(code.ID) {
		errorf("code %q does not match the pattern %s of %s: set pattern in the overlay", code.ID, o.Pattern, o.ID)
	}
	if len(o.Codes) >= maxCodes {
		errorf("%s would have more than %d codes, the limit for a catalog", o.ID, maxCodes)
		return
	}
	code.Extra = true
	o.finishCode(errorf, code)
	o.Codes = append(o.Codes, *code)
}

// isIncomplete reports whether a field is empty that only a draft, and a code that only lists facts, may leave empty.
func (c *Code) isIncomplete() bool {
	return c.Handling == "" || c.By == "" || len(c.Canonical) == 0 || c.Retry == ""
}

// binding merges a binding of the overlay into that of the same package, or adds it.
func (o *merger) binding(i int) {
	from := &bindingEntry{Binding: o.over.Go[i]}
	present := o.over.present.bindings[i]
	from.Constants = slices.Clone(from.Constants)
	for j := range from.Constants {
		k := &from.Constants[j]
		code := o.Lookup(k.Code)
		if code == nil {
			o.errorf(present.pos, "constant %s names the code %q, which is not listed", k.Name, k.Code)
			continue
		}
		k.Value = o.goValue(code)
	}
	at := slices.IndexFunc(o.Go, func(b Binding) bool { return b.Package == from.Package })
	if at < 0 {
		if from.Name == "" {
			o.errorf(present.pos, "missing key %q in a binding", "name")
		}
		o.Go = append(o.Go, from.Binding)
		return
	}
	old := o.Go[at]
	to := &bindingEntry{Binding: old}
	bindingShape.copyKeys(present.keys, to, from)
	b := to.Binding
	b.Errors = union(old.Errors, from.Errors)
	b.Makes = union(old.Makes, from.Makes)
	b.Carriers = slices.Clone(old.Carriers)
	for _, c := range from.Carriers {
		if !slices.ContainsFunc(b.Carriers, func(have Carrier) bool { return have.At == c.At && have.Catalog == c.Catalog }) {
			b.Carriers = append(b.Carriers, c)
		}
	}
	b.Constants = union(old.Constants, from.Constants)
	b.Sentinels = union(old.Sentinels, from.Sentinels)
	b.Clients = union(old.Clients, from.Clients)
	b.Calls = union(old.Calls, from.Calls)
	b.Types = union(old.Types, from.Types)
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

// union returns the elements of a, followed by those of b that are not in a.
func union[T comparable](a, b []T) []T {
	all := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(all, x) {
			all = append(all, x)
		}
	}
	return all
}
