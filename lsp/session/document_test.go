package session

import (
	"slices"
	"testing"
)

func TestLines(t *testing.T) {
	for text, want := range map[string][]int{
		"": {0}, "a": {0}, "a\n": {0, 2}, "a\nb": {0, 2}, "\n\n": {0, 1, 2}, "a\r\nb\r\n": {0, 3, 6},
		"a\rb": {0, 2}, "\r\r\n\n\r": {0, 1, 3, 4, 5},
	} {
		if got := NewDocument("", 0, text).Lines(); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
