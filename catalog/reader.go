package catalog

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// A reader walks the nodes of one file and gathers every mistake in it.
type reader struct {
	file string
	errs []error
	ints []int // where lists of numbers are cut from

	kept strings.Builder // where texts are cut from; see keep
}

// keep returns a copy of a text in a block of those that are kept, so that the file itself need not be: more than
// half of it is keys, words and space.
func (r *reader) keep(s string) string {
	const block = 16 << 10
	if r.kept.Cap()-r.kept.Len() < len(s) {
		if len(s) > block/4 {
			return strings.Clone(s)
		}
		r.kept = strings.Builder{}
		r.kept.Grow(block)
	}
	from := r.kept.Len()
	r.kept.WriteString(s)
	return r.kept.String()[from:]
}

func (r *reader) errorf(n *node, format string, args ...any) {
	r.errs = append(r.errs, &SyntaxError{File: r.file, Line: int(n.line), Column: int(n.column), Message: fmt.Sprintf(format, args...)})
}

func (r *reader) err() error { return errors.Join(r.errs...) }

// A shape is the keys that a mapping of a file may have, and what becomes of their values in a T.
type shape[T any] struct {
	what  string // what names such a mapping in messages: "a code"
	keys  []key[T]
	index map[string]int
	many  bool // a file has so many of them that parser.before is worth keeping
}

// A key is one key of a shape.
type key[T any] struct {
	name string
	read func(p *parser, n *node, dst *T)
	// take copies what the key sets from an overlay's T. It is nil for a key that an overlay does not change.
	take     func(dst, src *T)
	required bool
}

func newShape[T any](what string, keys ...key[T]) *shape[T] {
	s := &shape[T]{what: what, keys: keys, index: make(map[string]int, len(keys))}
	for i, k := range keys {
		s.index[k.name] = i
	}
	return s
}

func manyOf[T any](s *shape[T]) *shape[T] {
	s.many = true
	return s
}

// read reads a mapping into dst and returns the set of keys that stand there. Keys that the shape lacks and keys that
// stand twice are errors.
func (s *shape[T]) read(p *parser, n *node, dst *T) (said uint64) {
	if n.kind != mappingNode {
		p.errorf(n, "%s has to be a mapping of keys", s.what)
		return 0
	}
	count := 0
	for k := n.first; k != nil; k = k.next.next {
		i, ok := s.find(p, k.value, count)
		count++
		switch {
		case !ok:
			p.errorf(k, "unknown key %q in %s", k.value, s.what)
		case said&(1<<i) != 0:
			p.errorf(k, "key %q stands twice in %s", k.value, s.what)
		case p.c != nil && p.c.Extends != "" && k.next.kind == nullNode && s.keys[i].take != nil:
			said |= 1 << i // an overlay takes away what the key said
		default:
			said |= 1 << i
			s.keys[i].read(p, k.next, dst)
		}
	}
	return said
}

// find returns the index of a key, the nth of its mapping. The keys of one code stand as those of the code before it,
// mostly, and to compare is faster than to look up.
func (s *shape[T]) find(p *parser, name string, nth int) (int, bool) {
	if !s.many {
		i, ok := s.index[name]
		return i, ok
	}
	if nth < len(p.before) {
		if i := int(p.before[nth]); s.keys[i].name == name {
			return i, true
		}
	}
	i, ok := s.index[name]
	if ok && nth < len(p.before) {
		p.before[nth] = uint8(i)
	}
	return i, ok
}

// readAll is read, where the required keys have to stand.
func (s *shape[T]) readAll(p *parser, n *node, dst *T) {
	before := len(p.errs)
	said := s.read(p, n, dst)
	if n.kind != mappingNode && len(p.errs) > before {
		return
	}
	for i := range s.keys {
		if s.keys[i].required && said&(1<<i) == 0 {
			p.errorf(n, "%s lacks the key %q", s.what, s.keys[i].name)
		}
	}
}

// has reports whether a set of keys has one of those that are named.
func (s *shape[T]) has(said uint64, names ...string) bool {
	for _, name := range names {
		if said&(1<<s.index[name]) != 0 {
			return true
		}
	}
	return false
}

// take copies the keys of a set from an overlay's value.
func (s *shape[T]) take(said uint64, dst, src *T) {
	for i := range s.keys {
		if said&(1<<i) != 0 && s.keys[i].take != nil {
			s.keys[i].take(dst, src)
		}
	}
}

// list calls each with every item of a sequence.
func (r *reader) list(n *node, what string, each func(*node)) {
	if n.kind != listNode {
		r.errorf(n, "%s has to be a list", what)
		return
	}
	for item := n.first; item != nil; item = item.next {
		each(item)
	}
}

// scalar returns the text of a scalar node; anything else, null included, is an error.
func (r *reader) scalar(n *node) (string, bool) {
	if n.kind != scalarNode && n.kind != boolNode {
		r.errorf(n, "a text has to stand here")
		return "", false
	}
	return n.value, true
}

func (r *reader) text(n *node, dst *string) {
	if s, ok := r.scalar(n); ok {
		*dst = r.keep(s)
	}
}

// texts reads a list of texts, or a single one without a list around it.
func (r *reader) texts(n *node, dst *[]string) {
	if n.kind != listNode {
		if s, ok := r.scalar(n); ok {
			*dst = []string{r.keep(s)}
		}
		return
	}
	list := make([]string, 0, n.count())
	for item := n.first; item != nil; item = item.next {
		if s, ok := r.scalar(item); ok {
			list = append(list, r.keep(s))
		}
	}
	*dst = list
}

func (r *reader) number(n *node, dst *int) {
	i, err := strconv.Atoi(n.value)
	if n.kind != scalarNode || err != nil {
		r.errorf(n, "a whole number has to stand here")
		return
	}
	*dst = i
}

// numbers reads a list of numbers, or a single one. The lists are cut from common blocks: a catalog has thousands of
// a single number.
func (r *reader) numbers(n *node, dst *[]int) {
	const block = 256
	count := 1
	if n.kind == listNode {
		count = n.count()
	}
	if cap(r.ints)-len(r.ints) < count {
		r.ints = make([]int, 0, max(block, count))
	}
	from := len(r.ints)
	add := func(n *node) {
		var i int
		r.number(n, &i)
		r.ints = append(r.ints, i)
	}
	if n.kind == listNode {
		r.list(n, "", add)
	} else {
		add(n)
	}
	*dst = r.ints[from:len(r.ints):len(r.ints)]
}

func (r *reader) flag(n *node, dst *bool) {
	if n.kind != boolNode {
		r.errorf(n, "true or false has to stand here")
		return
	}
	*dst = strings.EqualFold(n.value, "true")
}

// Readers of keys for common kinds of fields.

func textKey[T any](name string, field func(*T) *string) key[T] {
	return key[T]{
		name: name,
		read: func(p *parser, n *node, dst *T) { p.text(n, field(dst)) },
		take: func(dst, src *T) { *field(dst) = *field(src) },
	}
}

func textsKey[T any](name string, field func(*T) *[]string) key[T] {
	return key[T]{
		name: name,
		read: func(p *parser, n *node, dst *T) { p.texts(n, field(dst)) },
		take: func(dst, src *T) { *field(dst) = *field(src) },
	}
}

func numberKey[T any](name string, field func(*T) *int) key[T] {
	return key[T]{
		name: name,
		read: func(p *parser, n *node, dst *T) { p.number(n, field(dst)) },
		take: func(dst, src *T) { *field(dst) = *field(src) },
	}
}

func numbersKey[T any](name string, field func(*T) *[]int) key[T] {
	return key[T]{
		name: name,
		read: func(p *parser, n *node, dst *T) { p.numbers(n, field(dst)) },
		take: func(dst, src *T) { *field(dst) = *field(src) },
	}
}

func flagKey[T any](name string, field func(*T) *bool) key[T] {
	return key[T]{
		name: name,
		read: func(p *parser, n *node, dst *T) { p.flag(n, field(dst)) },
		take: func(dst, src *T) { *field(dst) = *field(src) },
	}
}

// wordKey is a key whose value is one of a list of words.
func wordKey[T any, W ~string](name string, words []W, field func(*T) *W) key[T] {
	return key[T]{
		name: name,
		read: func(p *parser, n *node, dst *T) { word(p, n, field(dst), words) },
		take: func(dst, src *T) { *field(dst) = *field(src) },
	}
}

// itemsKey is a key whose value is a list of mappings.
func itemsKey[T, I any](name string, items *shape[I], field func(*T) *[]I) key[T] {
	return key[T]{
		name: name,
		read: func(p *parser, n *node, dst *T) {
			p.list(n, name, func(n *node) {
				var item I
				items.readAll(p, n, &item)
				*field(dst) = append(*field(dst), item)
			})
		},
		take: func(dst, src *T) { *field(dst) = *field(src) },
	}
}

func (k key[T]) must() key[T] {
	k.required = true
	return k
}

// word reads a scalar that has to be one of a list.
func word[W ~string](p *parser, n *node, dst *W, words []W) {
	s, ok := p.scalar(n)
	if !ok {
		return
	}
	for _, w := range words {
		if string(w) == s {
			*dst = w // the list's own copy, so that the file's need not be kept
			return
		}
	}
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = string(w)
	}
	p.errorf(n, "%q is none of %s", s, strings.Join(all, ", "))
}
