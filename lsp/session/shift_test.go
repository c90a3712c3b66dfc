package session

import (
	"strings"
	"testing"
)

func TestShift(t *testing.T) {
	for _, test := range []struct{ from, to string }{
		{"abc", "abc"}, {"", ""}, {"", "x"}, {"x", ""}, {"abcdef", "abXYef"}, {"aaa", "aaaa"}, {"aaaa", "aaa"},
		{strings.Repeat("line\n", 400), strings.Repeat("line\n", 200) + "new" + strings.Repeat("line\n", 200)},
	} {
		s := NewShift(NewDocument("", 1, test.from), NewDocument("", 2, test.to))
		for offset := range len(test.to) {
			old, ok := s.Old(offset)
			if !ok {
				continue
			}
			// The text before the offset is the same in both versions, or the text after it.
			if test.from[:old] != test.to[:offset] && test.from[old:] != test.to[offset:] {
				t.Errorf("%q to %q: offset %d is mapped to %d", test.from, test.to, offset, old)
			}
		}
		for start := range len(test.from) {
			for end := start; end <= min(len(test.from), start+3); end++ {
				span, ok := s.New(Span{start, end})
				if ok && test.to[span.Start:span.End] != test.from[start:end] {
					t.Errorf("%q to %q: span %d-%d is mapped to %v", test.from, test.to, start, end, span)
				}
			}
		}
	}
}

func TestShiftOfAnEdit(t *testing.T) {
	s := NewShift(NewDocument("", 1, `if a == "x" { f() }`), NewDocument("", 2, `if a == "xyz" { f() }`))
	if old, ok := s.Old(8); !ok || old != 8 {
		t.Errorf("before the edit: %d %v", old, ok)
	}
	if _, ok := s.Old(11); ok {
		t.Error("an offset inside the edit is mapped")
	}
	if old := s.Near(11); old != 10 {
		t.Errorf("near the edit: %d", old)
	}
	if old, ok := s.Old(16); !ok || old != 14 {
		t.Errorf("after the edit: %d %v", old, ok)
	}
	if _, ok := s.New(Span{8, 11}); ok {
		t.Error("an edited span is mapped")
	}
	if span, ok := s.New(Span{14, 17}); !ok || span != (Span{16, 19}) {
		t.Errorf("after the edit: %v %v", span, ok)
	}
}
