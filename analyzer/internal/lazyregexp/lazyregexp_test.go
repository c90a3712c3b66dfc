package lazyregexp_test

import (
	"testing"

	"github.com/errls/errls/analyzer/internal/lazyregexp"
)

func TestRegexp(t *testing.T) {
	re := lazyregexp.New(`^a+$`)
	for _, s := range []string{"a", "aa"} {
		if !re.MatchString(s) {
			t.Errorf("%q does not match", s)
		}
	}
	if re.MatchString("ab") {
		t.Error(`"ab" matches`)
	}
}

func TestRegexpIsCompiledOnFirstUse(t *testing.T) {
	re := lazyregexp.New(`(`)
	defer func() {
		if recover() == nil {
			t.Error("an invalid expression does not panic on first use")
		}
	}()
	re.MatchString("")
}
