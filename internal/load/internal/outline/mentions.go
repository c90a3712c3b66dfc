package outline

import "github.com/errls/errls/internal/load/internal/skim"

// Mentions are the exported names in one file of a program.
type Mentions struct {
	imports   []skim.Import
	words     map[string]bool
	qualified map[qualifiedName]bool // whether the name is that of a type, as far as the source shows
}

// A qualifiedName is a name with the word before the dot in front of it.
type qualifiedName struct{ qualifier, name string }

// NewMentions returns the mentions of a file with the given imports, without any names.
func NewMentions(imports []skim.Import) *Mentions {
	return &Mentions{imports: imports, words: map[string]bool{}, qualified: map[qualifiedName]bool{}}
}

// Imports returns the imports of the file.
func (m *Mentions) Imports() []skim.Import { return m.imports }

// Add adds the names in a text of the file.
func (m *Mentions) Add(text []byte) {
	skim.EachMention(text, func(qualifier, word []byte, start int) {
		if c := word[0]; c < 'A' || c > 'Z' && c < 0x80 { // not exported
			return
		}
		if !m.words[string(word)] {
			m.words[string(word)] = true
		}
		if qualifier == nil {
			return
		}
		q := qualifiedName{string(qualifier), string(word)}
		isType, known := m.qualified[q]
		if !known || !isType && skim.IsTypePosition(text, start, start+len(qualifier)+1+len(word)) {
			m.qualified[q] = skim.IsTypePosition(text, start, start+len(qualifier)+1+len(word))
		}
	})
}
