package session

// A Shift maps offsets between two texts of one document: what stands before and behind the part that differs is
// the same in both.
type Shift struct {
	prefix         int // bytes that both begin with
	suffix         int // bytes that both end with
	oldLen, newLen int
}

// NewShift compares two versions of a document.
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

// Old returns where an offset of the new text stands in the old one; false inside the part that differs. An
// offset at the edge of that part belongs to what is the same.
func (s Shift) Old(offset int) (int, bool) {
	switch {
	case offset <= s.prefix:
		return offset, true
	case offset >= s.newLen-s.suffix:
		return offset - s.newLen + s.oldLen, true
	}
	return 0, false
}

// Near returns where an offset of the new text stands in the old one, or the beginning of the part that differs.
func (s Shift) Near(offset int) int {
	if old, ok := s.Old(offset); ok {
		return old
	}
	return s.prefix
}

// New returns where a part of the old text stands in the new one; false where something in it differs.
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

// block is how many bytes are compared at once; comparing strings is much faster than comparing bytes.
const block = 256

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
