package skim

import (
	"bytes"
	"go/token"
)

// IsTypePosition reports whether the name between two offsets of a source is certainly that of a type, by what is around
// it: *p.T, []p.T, name p.T, (…) p.T or &p.T{. It is false for most names of types in other places.
func IsTypePosition(src []byte, start, end int) bool {
	if end < len(src) && src[end] == '.' {
		return false
	}
	before := bytes.TrimRight(src[:start], " \t")
	if len(before) == 0 {
		return false
	}
	spaces := start - len(before)
	switch c := before[len(before)-1]; {
	case c == '*':
		return spaces == 0 && !isOperand(before[:len(before)-1])
	case c == ']':
		return spaces == 0
	case c == ')':
		return spaces > 0
	case c == '&':
		return spaces == 0 && end < len(src) && src[end] == '{' && !bytes.HasSuffix(before, []byte("&&"))
	case Class[c]&(ClassLetter|ClassDigit) != 0:
		word := before[wordStart(before):]
		return spaces > 0 && Class[word[0]]&ClassDigit == 0 && !token.IsKeyword(string(word))
	}
	return false
}

// isOperand reports whether a source ends, without a space after it, with what may be the left operand of a
// multiplication.
func isOperand(src []byte) bool {
	if len(src) == 0 {
		return false
	}
	c := src[len(src)-1]
	return Class[c]&(ClassLetter|ClassDigit) != 0 || c == ')'
}

// wordStart returns the offset of the word with which a source ends.
func wordStart(src []byte) int {
	i := len(src)
	for i > 0 && Class[src[i-1]]&(ClassLetter|ClassDigit) != 0 {
		i--
	}
	return i
}
