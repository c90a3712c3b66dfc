package session

// A Shift maps offsets between two versions of a document. It assumes that one part of the text has changed, and that
// the text before and after it is the same.
type Shift struct {
	prefix         int // length of the common prefix, in bytes
	suffix         int // length of the common suffix, in bytes
	oldLen, newLen int
}

// NewShift compares two versions of a document and returns the Shift between them.
func NewShift(from, to *Document) Shift {
	a, b := from.Text, to.Text
	s := Shift{oldLen: len(a), newLen: len(b)}
	if from == to || a == b {
		s.prefix = len(a)
		return s
	}
	s.prefix = commonPrefix(a, b)
	s.suffix = commonSuffix(a[s.prefix:], b[s.prefix:])
	return s
}

// Old returns the offset in the old text that corresponds to an offset in the new text. It returns false if the offset
// is inside the changed part. The beginning and the end of that part are not inside it.
func (s Shift) Old(offset int) (int, bool) {
	switch {
	case offset <= s.prefix:
		return offset, true
	case offset >= s.newLen-s.suffix:
		return offset - s.newLen + s.oldLen, true
	}
	return 0, false
}

// Near returns what Old returns, or the beginning of the changed part if the offset is inside it.
func (s Shift) Near(offset int) int {
	if old, ok := s.Old(offset); ok {
		return old
	}
	return s.prefix
}

// New returns the span in the new text that corresponds to a span in the old text. It returns false if the span has
// changed.
func (s Shift) New(old Span) (Span, bool) {
	switch {
	case old.End <= s.prefix:
		return old, true
	case old.Start >= s.oldLen-s.suffix:
		by := s.newLen - s.oldLen
		return Span{old.Start + by, old.End + by}, true
	}
	return Span{}, false
}

// block is how many bytes are compared at a time. Comparing strings is much faster than comparing single bytes.
const block = 256

// commonPrefix returns the length of the longest common prefix of a and b, in bytes.
func commonPrefix(a, b string) int {
	limit, n := min(len(a), len(b)), 0
	for n+block <= limit && a[n:n+block] == b[n:n+block] {
		n += block
	}
	for n < limit && a[n] == b[n] {
		n++
	}
	return n
}

// commonSuffix returns the length of the longest common suffix of a and b, in bytes.
func commonSuffix(a, b string) int {
	limit, n := min(len(a), len(b)), 0
	for n+block <= limit && a[len(a)-n-block:len(a)-n] == b[len(b)-n-block:len(b)-n] {
		n += block
	}
	for n < limit && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}
