package load

import (
	"bytes"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/internal/load/internal/skim"
)

// A helper may be called in thousands of places, none of which names a service: IsExpected(err, []string{"Gone"}). So
// in a large package the helpers are read first. Then every function that passes codes to a helper is selected. A
// function that calls a predicate, that is, a helper which contains the codes, is selected only if it may retry; and
// one that calls a predicate for HTTP statuses only if it contains a loop.

// A helperInfo is what the selection of bodies uses of a helper.
type helperInfo struct {
	*sites.Helper
	method    bool // it is a method
	takesCode bool // its parameter is the code of an error, or any value, so that it may also compare other things
}

// knownHelpers are the helpers that a package can call.
type knownHelpers struct {
	own            map[string]helperInfo // declared in the package, by the name of the function or method
	imported       func(path string) map[string]helperInfo
	names          func(path string) skim.HelperNames
	isRetryLibrary func(path string) bool
}

// fileHelpers are the helpers that one file can call, by the names that it uses.
type fileHelpers struct {
	*knownHelpers
	packages      map[string]map[string]helperInfo // by the file's name for the package and the name of the helper
	methods       map[string]helperInfo            // the methods in packages, by name
	retryPackages []string                         // the names by which the file refers to retry libraries
}

// forFile returns the helpers that a file can call.
func (c *knownHelpers) forFile(f *file) *fileHelpers {
	cf := &fileHelpers{knownHelpers: c}
	for _, i := range f.Imports {
		if c.isRetryLibrary(i.Path) {
			name := i.Name
			if name == "" {
				name = skim.GuessPackageName(i.Path)
			}
			cf.retryPackages = append(cf.retryPackages, name)
		}
	}
	if !slices.ContainsFunc(f.Decls, func(d skim.Decl) bool { return d.Evidence&skim.HasHelper != 0 }) {
		return cf
	}
	cf.packages, cf.methods = map[string]map[string]helperInfo{}, map[string]helperInfo{}
	for _, h := range f.HelperNames(c.names) {
		helpers := c.imported(h.Path)
		cf.packages[h.Pkg] = helpers
		for name, k := range helpers {
			if k.method {
				cf.methods[name] = k
			}
		}
	}
	return cf
}

// callsHelper reports whether a function with the given text calls a helper in a way that may create sites.
func (c *fileHelpers) callsHelper(text []byte) bool {
	predicate, retries := false, false
	status, loop := false, false
	before := 0 // where the previous word begins
	for i := 0; i < len(text); {
		switch ch := text[i]; {
		case skim.Class[ch]&(skim.ClassLetter|skim.ClassDigit) != 0:
			j := skim.SkipWord(text, i)
			word := text[i:j]
			k, found := c.helperAt(text, before, i, word)
			switch {
			case !found:
				loop = loop || string(word) == "for"
				retries = retries || loop || bytes.Contains(word, []byte("etry")) || c.inRetryPackage(text, i)
			case c.passesCodes(k, text, j):
				return true
			case len(k.Own) > 0:
				predicate = true
			case k.TestsStatus:
				status = true
			}
			before, i = i, j
		case ch == '"' || ch == '\'' || ch == '`' || ch == '/':
			i = max(i+1, skim.SkipLiteral(text, i))
		default:
			i++
		}
	}
	return predicate && retries || status && loop
}

// helperAt returns the helper that the word at i names; before is the offset of the previous word.
func (c *fileHelpers) helperAt(text []byte, before, i int, word []byte) (helperInfo, bool) {
	if i > 0 && text[i-1] == '.' {
		if helpers, ok := c.packages[string(text[before:skim.SkipWord(text, before)])]; ok && skim.SkipWord(text, before) == i-1 {
			k, ok := helpers[string(word)]
			return k, ok
		}
		if k, ok := c.own[string(word)]; ok && k.method {
			return k, true
		}
		k, ok := c.methods[string(word)]
		return k, ok
	}
	k, ok := c.own[string(word)]
	if !ok {
		k, ok = c.packages["."][string(word)]
	}
	return k, ok && !k.method
}

// inRetryPackage reports whether the word at i is selected from a retry library.
func (c *fileHelpers) inRetryPackage(text []byte, i int) bool {
	if i == 0 || text[i-1] != '.' {
		return false
	}
	return slices.ContainsFunc(c.retryPackages, func(name string) bool { return skim.EndsWithWord(text[:i-1], name) })
}

// passesCodes reports whether a call of the helper, with the argument list at i, passes codes.
func (c *fileHelpers) passesCodes(k helperInfo, text []byte, i int) bool {
	if k.Codes < 0 || i >= len(text) || text[i] != '(' {
		return false
	}
	end, ok := skim.SkipBlock(text, i)
	if !ok {
		return false
	}
	args := text[i+1 : end-1]
	if k.takesCode && !mentionsError(args) {
		return false
	}
	return countArgs(args) > k.Codes
}

// mentionsError reports whether the arguments of a call may be an error or its code, according to their names.
func mentionsError(args []byte) bool {
	lower := strings.ToLower(string(args))
	return strings.Contains(lower, "err") || strings.Contains(lower, "code")
}

// countArgs returns the number of arguments in the text of an argument list.
func countArgs(args []byte) int {
	count, empty := 0, true
	for i := 0; i < len(args); {
		switch c := args[i]; c {
		case ',':
			count++
			empty = true
			i++
			continue
		case ' ', '\t', '\n', '\r':
			i++
			continue
		case '(', '[', '{':
			i, _ = skim.SkipBlock(args, i)
		case '/':
			if j := skim.SkipComment(args, i); j > i {
				i = j
				continue
			}
			i++
		default:
			i = max(i+1, skim.SkipLiteral(args, i))
		}
		empty = false
	}
	if !empty {
		count++
	}
	return count
}
