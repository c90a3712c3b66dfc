package catalog

// Learned makes a catalog from codes that were read from the constants of a Go package instead of a page. The codes'
// descriptions are the comments of the constants, and their source is the package. The catalog is not closed, has no
// judgements and does not belong to a Set. Version is the version of the package's module; empty if not known.
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
	c.buildIndexes()
	return c
}

// minLearnedLetters is the minimum number of letters of both codes if one is reported as a typo of a code in a
// learned catalog.
const minLearnedLetters = 6

// certainTypo reports whether written is almost certainly a typo of id, which is a code of a learned catalog. Such a
// catalog contains only the codes that its package names. The service may send others that look alike: a code of the
// whole platform without a dot, or a plural.
func certainTypo(written, id string) bool {
	if countLetters(written) < minLearnedLetters || countLetters(id) < minLearnedLetters {
		return false
	}
	if equalFolded(written, id) {
		return len(written) == len(id)
	}
	if len(written) != len(id) && differByPlural(written, id) {
		return false
	}
	return editDistance([]rune(written), []rune(id), 1) <= 1
}

// differByPlural reports whether one text equals the other plus an s at the end of a word.
func differByPlural(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	for i := range a {
		endsWord := i > 0 && a[i-1] != 's' && (i+1 == len(a) || a[i+1] < 'a' || a[i+1] > 'z')
		if a[i] == 's' && endsWord && a[:i]+a[i+1:] == b {
			return true
		}
	}
	return false
}
