package load

import (
	"bytes"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/internal/load/internal/skim"
)

// A helper is called in thousands of places, and nothing there need name a service: IsExpected(err, []string{"Gone"}).
// So in a large package the helpers are read first, and then every function is chosen that calls one of them with codes;
// one that calls a predicate, which has its codes in itself, only where it may make another attempt, and one that calls a
// predicate of statuses only where it may poll.

// A helperInfo is a helper as the choice of bodies sees it.
type helperInfo struct {
	*sites.Helper
	method    bool
	takesCode bool // it takes the code of an error, not the error: anything may be held against anything with it
}

// A knownHelpers is what is known of the functions that one package calls.
type knownHelpers struct {
	own            map[string]helperInfo // of the package itself, by name; of a method, by the method's
	imported       func(path string) map[string]helperInfo
	names          func(path string) skim.HelperNames
	isRetryLibrary func(path string) bool
}

// A fileHelpers is what the names in one file mean.
type fileHelpers struct {
	*knownHelpers
	packages      map[string]map[string]helperInfo // helpers of other packages, by the name that the file knows the package by
	methods       map[string]helperInfo            // those of them that are methods
	retryPackages []string                         // the names by which it knows retry libraries
}

// forFile returns what the names in a file mean.
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

// callsHelper reports whether a function calls a helper in a way that can make sites.
func (c *fileHelpers) callsHelper(text []byte) bool {
	predicate, again := false, false
	status, loop := false, false
	before := 0 // where the last word begins
	for i := 0; i < len(text); {
		switch ch := text[i]; {
		case skim.Class[ch]&(skim.ClassLetter|skim.ClassDigit) != 0:
			j := skim.SkipWord(text, i)
			word := text[i:j]
			k, found := c.helperAt(text, before, i, word)
			switch {
			case !found:
				loop = loop || string(word) == "for"
				again = again || loop || bytes.Contains(word, []byte("etry")) || c.inRetryPackage(text, i)
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
	return predicate && again || status && loop
}

// helperAt returns the helper that the word at i names; before is where the word before it begins.
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
	return k, ok && !k.method
}

// inRetryPackage reports whether the word at i is selected from a retry library.
func (c *fileHelpers) inRetryPackage(text []byte, i int) bool {
	if i == 0 || text[i-1] != '.' {
		return false
	}
	return slices.ContainsFunc(c.retryPackages, func(name string) bool { return skim.EndsWithWord(text[:i-1], name) })
}

// passesCodes reports whether a call whose arguments begin at i hands codes to a helper.
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

// mentionsError reports whether the arguments of a call may be taken out of an error.
func mentionsError(args []byte) bool {
	lower := strings.ToLower(string(args))
	return strings.Contains(lower, "err") || strings.Contains(lower, "code")
}

// countArgs counts what stands between the commas of a call.
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
