package catalog

// Learned makes a catalog of codes that were read in the constants of a Go package instead of a page. It is open, has
// no judgement on any code, and is part of no Set. Version is that of the package's module, empty where it is not
// known. The codes' descriptions are the constants' own comments: their source is the package.
func Learned(importPath, version string, codes []Code) *Catalog {
	source := Source{Title: importPath, Note: "the exported constants of the package and their comments"}
	if version != "" {
		source.Title += " " + version
	}
	c := &Catalog{
		ID:      importPath,
		Title:   "package " + importPath,
		Kind:    KindString,
		Learned: true,
		Draft:   true,
		Sources: []Source{source},
		Codes:   codes,
	}
	c.sortIDs()
	return c
}

// learnedLetters is how many letters a code has at least that is held for a slip of a learned one.
const learnedLetters = 6

// sure reports whether a code is near enough to one of a learned catalog. Such a catalog holds only what its package
// names, and the service may send more: a code of the whole platform that has a dot less, or a plural.
func (c *Catalog) sure(written, id string) bool {
	if letters(written) < learnedLetters || letters(id) < learnedLetters {
		return false
	}
	if sameLook(written, id) {
		return len(written) == len(id)
	}
	if len(written) != len(id) && plural(written, id) {
		return false
	}
	return distance([]rune(written), []rune(id), 1) <= 1
}

// plural reports whether one text is the other with an s more at the end of a word.
func plural(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	for i := range a {
		ends := i > 0 && a[i-1] != 's' && (i+1 == len(a) || a[i+1] < 'a' || a[i+1] > 'z')
		if a[i] == 's' && ends && a[:i]+a[i+1:] == b {
			return true
		}
	}
	return false
}
