package skim

import "bytes"

// ErrorUse is a set of what a file does with errors that no catalog has to bind, as far as its bytes show.
type ErrorUse uint8

const (
	AsksErrors     ErrorUse = 1 << iota // it may test the type or the value of an error
	MakesErrors                         // it may make an error from another one
	DeclaresErrors                      // it declares an error type
)

// Matters reports whether files that do these things may lose an error, or test one for what it never is.
func (u ErrorUse) Matters() bool {
	return u&AsksErrors != 0 && u&(MakesErrors|DeclaresErrors) != 0
}

// ReadErrorUse returns what a file does with errors.
func ReadErrorUse(src []byte) ErrorUse {
	var u ErrorUse
	if bytes.Contains(src, []byte("%w")) || bytes.Contains(src, []byte("Errorf(")) || bytes.Contains(src, []byte(".Error())")) {
		u |= MakesErrors
	}
	if bytes.Contains(src, []byte(") Error() string")) {
		u |= DeclaresErrors
	}
	if u != 0 && asksErrors(src) {
		u |= AsksErrors
	}
	if comparesValue(src) {
		u |= AsksErrors | MakesErrors
	}
	return u
}

// comparesValue reports whether a file may compare an error with a value that it makes in the comparison, or with an
// error of package context. No error may be equal to these, wherever it comes from.
func comparesValue(src []byte) bool {
	for i := 0; ; {
		at := bytes.Index(src[i:], []byte("errors.Is("))
		if at < 0 {
			break
		}
		i += at + len("errors.Is(")
		line := src[i:]
		if end := bytes.IndexByte(line, '\n'); end >= 0 {
			line = line[:end]
		}
		for _, sign := range []string{", &", "ew(", "Errorf(", "context."} {
			if bytes.Contains(line, []byte(sign)) {
				return true
			}
		}
	}
	for _, sign := range comparedValues {
		if bytes.Contains(src, []byte(sign)) {
			return true
		}
	}
	return false
}

var comparedValues = []string{
	"== errors.New(", "!= errors.New(", "case errors.New(", "== fmt.Errorf(", "!= fmt.Errorf(", "case fmt.Errorf(",
	"== context.", "!= context.", "case context.",
}

// asksErrors reports whether a file may test the type or the value of an error.
func asksErrors(src []byte) bool {
	for _, sign := range []string{".As(", ".AsType[", ".ErrorAs(", "errors.Is(", "os.Is"} {
		if bytes.Contains(src, []byte(sign)) {
			return true
		}
	}
	return hasAssertion(src) || comparesErrors(src)
}

// hasAssertion reports whether a file has a type assertion, or a type switch over something with "rr" in its name.
func hasAssertion(src []byte) bool {
	for i := 0; ; i += 2 {
		at := bytes.Index(src[i:], []byte(".("))
		if at < 0 {
			return false
		}
		i += at
		if !bytes.HasPrefix(src[i:], []byte(".(type)")) || bytes.Contains(src[max(0, i-12):i], []byte("rr")) {
			return true
		}
	}
}

// comparesErrors reports whether a file compares something with a variable that may be an error by its name.
func comparesErrors(src []byte) bool {
	for i := 0; ; i += 2 {
		at := bytes.Index(src[i:], []byte("= "))
		if at < 0 {
			return false
		}
		i += at
		if i == 0 || src[i-1] != '=' && src[i-1] != '!' {
			continue
		}
		name := src[i+2 : min(len(src), i+40)]
		if end := bytes.IndexAny(name, " \n){&|"); end >= 0 {
			name = name[:end]
		}
		if bytes.Contains(name, []byte("rr")) || bytes.HasSuffix(name, []byte("EOF")) {
			return true
		}
	}
}
