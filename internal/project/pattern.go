package project

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"strings"
)

// A pattern is a path with wildcards, split into elements. The element "**" matches any number of elements.
type pattern struct {
	elements []string
	anywhere bool // has no slash, and matches a name at any depth
}

// parsePattern parses a pattern of files and directories below errls.yaml.
func parsePattern(text string) (pattern, error) {
	switch {
	case strings.HasPrefix(text, "!"):
		return pattern{}, errors.New(`a pattern cannot begin with "!"`)
	case strings.HasPrefix(text, "/") || filepath.IsAbs(text):
		return pattern{}, errors.New("a pattern must be relative to the directory of " + Name)
	}
	clean := path.Clean(text) // removes a trailing slash
	p := pattern{elements: strings.Split(clean, "/")}
	if clean == "." {
		return pattern{}, errors.New("a pattern must name files or directories")
	}
	p.anywhere = !strings.Contains(strings.TrimSuffix(text, "/"), "/")
	for _, e := range p.elements {
		if e == ".." {
			return pattern{}, errors.New("a pattern must not contain \"..\"")
		}
		if _, err := path.Match(e, ""); err != nil {
			return pattern{}, fmt.Errorf("invalid pattern %q: syntax error", text)
		}
	}
	return p, nil
}

// excludes reports whether the pattern matches a path relative to errls.yaml, or one of its parent directories.
func (p pattern) excludes(rel string) bool {
	elements := strings.Split(rel, "/")
	for i := range elements {
		if p.anywhere && matchElements(p.elements, elements[i:i+1]) || matchElements(p.elements, elements[:i+1]) {
			return true
		}
	}
	return false
}

// matchElements reports whether a pattern matches a whole path. It backtracks to the last "**" only. That is sufficient,
// and makes the time quadratic at most.
func matchElements(pattern, elements []string) bool {
	i, j := 0, 0
	last, from := -1, 0
	for j < len(elements) {
		switch {
		case i < len(pattern) && pattern[i] == "**":
			last, from = i, j
			i++
		case i < len(pattern) && matchElement(pattern[i], elements[j]):
			i++
			j++
		case last >= 0:
			from++
			i, j = last+1, from
		default:
			return false
		}
	}
	for i < len(pattern) && pattern[i] == "**" {
		i++
	}
	return i == len(pattern)
}

func matchElement(pattern, name string) bool {
	ok, _ := path.Match(pattern, name) // the pattern is valid, because parsePattern has checked it
	return ok
}

// hasMeta reports whether a path is a pattern.
func hasMeta(text string) bool { return strings.ContainsAny(text, `*?[\`) }

// below returns the path of file relative to dir, with slashes, and reports whether file is in dir.
func below(dir, file string) (string, bool) {
	rel, err := filepath.Rel(dir, file)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}
