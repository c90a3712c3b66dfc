package load

import "bytes"

// closeBraces closes the braces that stand open where a declaration begins at the start of a line, in the white
// space behind the last code before it, so that every position but those of line ends stays right. It returns nil
// where there is nothing to close, or no room for it.
func closeBraces(src []byte) []byte {
	var closed []byte
	depth := 0
	last := 0 // offset behind the last byte that is neither white space nor comment
	for i := 0; i < len(src); {
		c := src[i]
		if j := skipLiteral(src, i); j > i {
			if c != '/' {
				last = j
			}
			i = j
			continue
		}
		switch c {
		case '{':
			depth++
		case '}':
			depth = max(0, depth-1)
		case 'f', 't', 'v', 'c':
			if depth == 0 || i == 0 || src[i-1] != '\n' || !beginsDecl(src[i:]) {
				break
			}
			room := len(src[last:i]) - len(bytes.TrimLeft(src[last:i], " \t\r\n"))
			if room <= depth { // one byte has to stay a line end
				return nil
			}
			if closed == nil {
				closed = bytes.Clone(src)
			}
			copy(closed[last:], bytes.Repeat([]byte("}"), depth))
			depth = 0
		}
		if i++; c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			last = i
		}
	}
	return closed
}

// beginsDecl reports whether a line begins as a top-level declaration does.
func beginsDecl(line []byte) bool {
	for _, keyword := range []string{"func ", "type ", "var ", "const "} {
		if bytes.HasPrefix(line, []byte(keyword)) {
			return true
		}
	}
	return false
}
