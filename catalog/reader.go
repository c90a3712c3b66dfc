package catalog

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// A reader converts the nodes of one file into Go values and collects the errors.
type reader struct {
	file      string
	errs      []error
	ints      []int           // a block that numbers allocates from
	textBlock strings.Builder // a block that clone allocates from
}

// clone returns a copy of a text. Without the copy, each text would keep the content of the whole file in memory, more
// than half of which is keys, keywords and white space. Copies are allocated in blocks.
func (r *reader) clone(s string) string {
	const block = 16 << 10
	if r.textBlock.Cap()-r.textBlock.Len() < len(s) {
		if len(s) > block/4 {
			return strings.Clone(s)
		}
		r.textBlock = strings.Builder{}
		r.textBlock.Grow(block)
	}
	from := r.textBlock.Len()
	r.textBlock.WriteString(s)
	return r.textBlock.String()[from:]
}

func (r *reader) errorf(n *node, format string, args ...any) {
	r.errs = append(r.errs, &SyntaxError{File: r.file, Line: int(n.line), Column: int(n.column), Message: fmt.Sprintf(format, args...)})
}

func (r *reader) err() error { return errors.Join(r.errs...) }

// A shape defines the keys that a mapping may have, and how their values are stored in a T. Sets of its keys are bit
// sets, with bit i for keys[i].
type shape[T any] struct {
	what     string // the name of such a mapping in error messages: "a code"
	keys     []key[T]
	index    map[string]int // index into keys by name
	keyCache bool           // find uses parser.prevKeys
}

// A key is one key of a shape.
type key[T any] struct {
	name string
	read func(p *parser, n *node, dst *T)
	// copy copies the value of the key from an overlay's T. It is nil if an overlay cannot replace the value.
	copy     func(dst, src *T)
	required bool
}

func newShape[T any](what string, keys ...key[T]) *shape[T] {
	s := &shape[T]{what: what, keys: keys, index: make(map[string]int, len(keys))}
	for i, k := range keys {
		s.index[k.name] = i
	}
	return s
}

// withKeyCache makes find use parser.prevKeys. It is for a shape that a file contains many times.
func withKeyCache[T any](s *shape[T]) *shape[T] {
	s.keyCache = true
	return s
}

// read reads a mapping into dst and returns the set of its keys. Unknown and duplicate keys are errors.
func (s *shape[T]) read(p *parser, n *node, dst *T) (present uint64) {
	if n.kind != mappingNode {
		p.errorf(n, "%s must be a mapping", s.what)
		return 0
	}
	count := 0
	for k := n.first; k != nil; k = k.next.next {
		i, ok := s.find(p, k.value, count)
		count++
		switch {
		case !ok:
			p.errorf(k, "unknown key %q in %s", k.value, s.what)
		case present&(1<<i) != 0:
			p.errorf(k, "duplicate key %q in %s", k.value, s.what)
		case p.c != nil && p.c.Extends != "" && k.next.kind == nullNode && s.keys[i].copy != nil:
			present |= 1 << i // an overlay removes the value
		default:
			present |= 1 << i
			s.keys[i].read(p, k.next, dst)
		}
	}
	return present
}

// find returns the index in s.keys of the nth key of a mapping. With keyCache it first compares the key with the nth
// key of the previous mapping: the codes of a file mostly have the same keys in the same order, and a comparison is
// faster than a map lookup.
func (s *shape[T]) find(p *parser, name string, nth int) (int, bool) {
	if !s.keyCache {
		i, ok := s.index[name]
		return i, ok
	}
	if nth < len(p.prevKeys) {
		if i := int(p.prevKeys[nth]); s.keys[i].name == name {
			return i, true
		}
	}
	i, ok := s.index[name]
	if ok && nth < len(p.prevKeys) {
		p.prevKeys[nth] = uint8(i)
	}
	return i, ok
}

// readAll is like read, but a missing required key is an error.
func (s *shape[T]) readAll(p *parser, n *node, dst *T) {
	before := len(p.errs)
	present := s.read(p, n, dst)
	if n.kind != mappingNode && len(p.errs) > before {
		return
	}
	s.requireAll(p, n, present)
}

// requireAll reports the required keys that a mapping lacks.
func (s *shape[T]) requireAll(p *parser, n *node, present uint64) {
	for i := range s.keys {
		if s.keys[i].required && present&(1<<i) == 0 {
			p.errorf(n, "missing key %q in %s", s.keys[i].name, s.what)
		}
	}
}

// has reports whether a set of keys contains at least one of the names.
func (s *shape[T]) has(keys uint64, names ...string) bool {
	for _, name := range names {
		if keys&(1<<s.index[name]) != 0 {
			return true
		}
	}
	return false
}

// copyKeys copies the values of a set of keys from an overlay's T.
func (s *shape[T]) copyKeys(keys uint64, dst, src *T) {
	for i := range s.keys {
		if keys&(1<<i) != 0 && s.keys[i].copy != nil {
			s.keys[i].copy(dst, src)
		}
	}
}

// list calls each for every item of a list.
func (r *reader) list(n *node, what string, each func(*node)) {
	if n.kind != listNode {
		r.errorf(n, "%s must be a list", what)
		return
	}
	for item := n.first; item != nil; item = item.next {
		each(item)
	}
}

// scalar returns the text of a scalar node. Any other node, including null, is an error.
func (r *reader) scalar(n *node) (string, bool) {
	if n.kind != scalarNode && n.kind != boolNode {
		r.errorf(n, "expected a string")
		return "", false
	}
	return n.value, true
}

func (r *reader) text(n *node, dst *string) {
	if s, ok := r.scalar(n); ok {
		*dst = r.clone(s)
	}
}

// texts reads a list of texts, or a single text.
func (r *reader) texts(n *node, dst *[]string) {
	if n.kind != listNode {
		if s, ok := r.scalar(n); ok {
			*dst = []string{r.clone(s)}
		}
		return
	}
	list := make([]string, 0, n.count())
	for item := n.first; item != nil; item = item.next {
		if s, ok := r.scalar(item); ok {
			list = append(list, r.clone(s))
		}
	}
	*dst = list
}

func (r *reader) number(n *node, dst *int) {
	i, err := strconv.Atoi(n.value)
	if n.kind != scalarNode || err != nil {
		r.errorf(n, "expected an integer")
		return
	}
	*dst = i
}

// numbers reads a list of numbers, or a single number. The slices are allocated in blocks, because a catalog has
// thousands of them with one number each.
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
		r.errorf(n, "expected true or false")
		return
	}
	*dst = strings.EqualFold(n.value, "true")
}

// The following functions return keys for common types of fields.

func textKey[T any](name string, field func(*T) *string) key[T] {
	return key[T]{
		name: name,
		read: func(p *parser, n *node, dst *T) { p.text(n, field(dst)) },
		copy: func(dst, src *T) { *field(dst) = *field(src) },
	}
}

func textsKey[T any](name string, field func(*T) *[]string) key[T] {
	return key[T]{
		name: name,
		read: func(p *parser, n *node, dst *T) { p.texts(n, field(dst)) },
		copy: func(dst, src *T) { *field(dst) = *field(src) },
	}
}

func numberKey[T any](name string, field func(*T) *int) key[T] {
	return key[T]{
		name: name,
		read: func(p *parser, n *node, dst *T) { p.number(n, field(dst)) },
		copy: func(dst, src *T) { *field(dst) = *field(src) },
	}
}

func numbersKey[T any](name string, field func(*T) *[]int) key[T] {
	return key[T]{
		name: name,
		read: func(p *parser, n *node, dst *T) { p.numbers(n, field(dst)) },
		copy: func(dst, src *T) { *field(dst) = *field(src) },
	}
}

func flagKey[T any](name string, field func(*T) *bool) key[T] {
	return key[T]{
		name: name,
		read: func(p *parser, n *node, dst *T) { p.flag(n, field(dst)) },
		copy: func(dst, src *T) { *field(dst) = *field(src) },
	}
}

// wordKey returns a key whose value is one of a list of words.
func wordKey[T any, W ~string](name string, words []W, field func(*T) *W) key[T] {
	return key[T]{
		name: name,
		read: func(p *parser, n *node, dst *T) { word(p, n, field(dst), words) },
		copy: func(dst, src *T) { *field(dst) = *field(src) },
	}
}

// itemsKey returns a key whose value is a list of mappings.
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
		copy: func(dst, src *T) { *field(dst) = *field(src) },
	}
}

func (k key[T]) asRequired() key[T] {
	k.required = true
	return k
}

// word reads a scalar that must be one of a list of words.
func word[W ~string](p *parser, n *node, dst *W, words []W) {
	s, ok := p.scalar(n)
	if !ok {
		return
	}
	for _, w := range words {
		if string(w) == s {
			*dst = w // not s, which would keep the content of the file in memory
			return
		}
	}
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = string(w)
	}
	p.errorf(n, "%q is not one of %s", s, strings.Join(all, ", "))
}
