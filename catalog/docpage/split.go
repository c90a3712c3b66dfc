package docpage

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/errls/errls/catalog/docpage/internal/remedy"
)

// boundaries returns, for each row, the offset in its text where the first of two text cells ends. The boundary is
// after a sentence, and is found by the words of the sentences and by texts that several rows share. A guess is a
// warning; a row without any evidence is an error.
func (f *flatTable) boundaries() []int {
	ends := make([]int, len(f.texts))
	switch f.proseCells {
	case 1:
		f.checkMissingColumn()
	case 2:
		s := f.splitter()
		for i, rest := range f.texts {
			end, why := s.split(rest)
			ends[i] = end
			if why == "" {
				f.page.errorf(f.rows[i].line, "cannot find the boundary between %s and %s: insert a | there",
					quote(s.headers[0]), quote(s.headers[1]))
				continue
			}
			if why == separated {
				continue
			}
			f.page.warnf(f.rows[i].line, "%s is read as %s, and the text before it as %s: %s",
				quote(rest[end:]), quote(s.headers[1]), quote(s.headers[0]), why)
		}
		for i, rest := range f.texts {
			if cut := strings.Index(rest, " | "); cut >= 0 {
				f.texts[i] = rest[:cut] + rest[cut+2:]
			}
		}
	}
	return ends
}

// separated is the evidence for a boundary with a | between the cells.
const separated = "separated"

// A splitter finds the boundary between the two text cells of a row.
type splitter struct {
	headers     []string // of the two cells
	verbs       []string
	remedyFirst bool
	remedyLast  bool
	tails       map[string]int // the last sentences of a row -> number of rows that end with them
	heads       map[string]int // the first sentences of a row -> number of rows that begin with them
}

func (f *flatTable) splitter() *splitter {
	at := len(f.before)
	s := &splitter{headers: f.header[at : at+2], verbs: f.page.verbs, tails: map[string]int{}, heads: map[string]int{}}
	s.remedyFirst = f.page.words.rolesOf(s.headers[0])[0] == roleRemedy
	s.remedyLast = f.page.words.rolesOf(s.headers[1])[0] == roleRemedy
	for _, rest := range f.texts {
		for _, b := range sentenceEnds(rest) {
			s.tails[strings.TrimSpace(rest[b:])]++
			s.heads[strings.TrimSpace(rest[:b])]++
		}
	}
	return s
}

// sentenceEnds returns the offsets after the sentences of a text, except the last one.
func sentenceEnds(text string) []int {
	var list []int
	at := 0
	parts := remedy.Sentences(text)
	const maxSentences = 40
	for _, part := range parts[:min(len(parts)-1, maxSentences)] {
		at += strings.Index(text[at:], part) + len(part)
		list = append(list, at)
	}
	return list
}

// split returns the boundary with the most evidence, and the evidence in words. If there is none, why is empty.
func (s *splitter) split(rest string) (end int, why string) {
	if cut := strings.Index(rest, " | "); cut >= 0 {
		return cut, separated
	}
	best := 0
	for _, b := range sentenceEnds(rest) {
		if score, reason := s.score(rest, b); score > best {
			best, end, why = score, b, reason
		}
	}
	return end, why
}

// score rates the boundary at offset b.
func (s *splitter) score(rest string, b int) (score int, why string) {
	head, tail := strings.TrimSpace(rest[:b]), strings.TrimSpace(rest[b:])
	var reasons []string
	if s.remedyLast {
		before := remedy.Sentences(head)
		if isImperative(s.verbs, before[len(before)-1]) {
			score -= 5
		}
		if s.allImperative(tail) {
			score += 3
			first, _, _ := strings.Cut(tail, " ")
			reasons = append(reasons, fmt.Sprintf("it begins with %s, like an instruction", quote(first)))
		}
	}
	if s.remedyFirst {
		if s.allImperative(head) && !s.allImperative(tail) {
			score += 3
			reasons = append(reasons, "an instruction ends there")
		}
	}
	if n := s.tails[tail]; n > 1 {
		score += 4
		reasons = append(reasons, fmt.Sprintf("%d rows end with it", n))
	}
	if n := s.heads[head]; n > 1 {
		score += 4
		reasons = append(reasons, fmt.Sprintf("%d rows begin with the text before it", n))
	}
	return score, strings.Join(reasons, ", and ")
}

// allImperative reports whether all sentences of a text are instructions. Sentences with "If" may follow the first one.
func (s *splitter) allImperative(text string) bool {
	for i, sentence := range remedy.Sentences(text) {
		if !isImperative(s.verbs, sentence) && (i == 0 || !strings.HasPrefix(sentence, "If ")) {
			return false
		}
	}
	return true
}

// checkMissingColumn warns if a table with one text column may have two, one of them without a header: if rows contain
// a description followed by an instruction, or end with the same instruction.
func (f *flatTable) checkMissingColumn() {
	isRemedy := f.page.words.rolesOf(f.header[len(f.before)])[0] == roleRemedy
	tails, first, mixed := map[string]int{}, map[string]int{}, 0
	for i, rest := range f.texts {
		parts := remedy.Sentences(rest)
		tail := parts[len(parts)-1]
		if len(parts) == 1 || !isImperative(f.page.verbs, tail) {
			continue
		}
		if !isImperative(f.page.verbs, parts[0]) {
			mixed++
		}
		if tails[tail]++; tails[tail] == 1 {
			first[tail] = i
		}
	}
	if 2*mixed > len(f.texts) {
		f.page.warnf(f.line, "%d rows contain a description followed by an instruction in column %s: is a column missing in the header?",
			mixed, quote(f.header[len(f.before)]))
		return
	}
	for _, i := range slices.Sorted(maps.Values(first)) {
		parts := remedy.Sentences(f.texts[i])
		if tail := parts[len(parts)-1]; !isRemedy && tails[tail] > 1 {
			f.page.warnf(f.line, "%d rows end with %s: is a column missing in the header?", tails[tail], quote(tail))
		}
	}
}
