package docpage

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// boundaries finds for each row where the first of its two cells of prose ends: behind a sentence, by what the
// sentences say and by what other rows say too. A guess is told; where there is nothing to go by it is an error.
func (f *flatTable) boundaries() []int {
	ends := make([]int, len(f.rests))
	switch f.proseCells {
	case 1:
		f.checkHidden()
	case 2:
		s := f.splitter()
		for i, rest := range f.rests {
			end, why := s.split(rest)
			ends[i] = end
			if why == "" {
				f.page.errorf(f.rows[i].line, "nothing tells where %s ends and %s begins: put a | between them",
					quote(s.headers[0]), quote(s.headers[1]))
				continue
			}
			if why == marked {
				continue
			}
			f.page.warnf(f.rows[i].line, "%s is taken for %s and what stands before it for %s: %s",
				quote(rest[end:]), quote(s.headers[1]), quote(s.headers[0]), why)
		}
		for i, rest := range f.rests {
			if cut := strings.Index(rest, " | "); cut >= 0 {
				f.rests[i] = rest[:cut] + rest[cut+2:]
			}
		}
	}
	return ends
}

// marked is the evidence of a pipe or tab that stands between the cells.
const marked = "marked"

// A splitter knows what the rows of one table have in common.
type splitter struct {
	headers     []string
	verbs       []string
	remedyFirst bool
	remedyLast  bool
	tails       map[string]int // what rows end with, and how many of them
	heads       map[string]int // what rows begin with, whole sentences
}

func (f *flatTable) splitter() *splitter {
	at := len(f.before)
	s := &splitter{headers: f.header[at : at+2], verbs: f.page.verbs, tails: map[string]int{}, heads: map[string]int{}}
	s.remedyFirst = f.page.words.of(s.headers[0])[0] == roleRemedy
	s.remedyLast = f.page.words.of(s.headers[1])[0] == roleRemedy
	for _, rest := range f.rests {
		for _, b := range breaks(rest) {
			s.tails[strings.TrimSpace(rest[b:])]++
			s.heads[strings.TrimSpace(rest[:b])]++
		}
	}
	return s
}

// breaks returns the offsets behind the sentences of a text, without its end.
func breaks(text string) []int {
	var list []int
	at := 0
	parts := sentences(text)
	const most = 40 // sentences of a cell that are looked at
	for _, part := range parts[:min(len(parts)-1, most)] {
		at += strings.Index(text[at:], part) + len(part)
		list = append(list, at)
	}
	return list
}

// split returns the boundary with the most evidence for it, and the evidence in words.
func (s *splitter) split(rest string) (end int, why string) {
	if cut := strings.Index(rest, " | "); cut >= 0 {
		return cut, marked
	}
	best := 0
	for _, b := range breaks(rest) {
		if score, reason := s.judge(rest, b); score > best {
			best, end, why = score, b, reason
		}
	}
	return end, why
}

// judge weighs one boundary.
func (s *splitter) judge(rest string, b int) (score int, why string) {
	head, tail := strings.TrimSpace(rest[:b]), strings.TrimSpace(rest[b:])
	var reasons []string
	if s.remedyLast {
		before := sentences(head)
		if isImperative(s.verbs, before[len(before)-1]) {
			score -= 5
		}
		if s.commands(tail) {
			score += 3
			first, _, _ := strings.Cut(tail, " ")
			reasons = append(reasons, fmt.Sprintf("it begins with %s, as an instruction does", quote(first)))
		}
	}
	if s.remedyFirst {
		if s.commands(head) && !s.commands(tail) {
			score += 3
			reasons = append(reasons, "an instruction ends there")
		}
	}
	if n := s.tails[tail]; n > 1 {
		score += 4
		reasons = append(reasons, fmt.Sprintf("%d rows end so", n))
	}
	if n := s.heads[head]; n > 1 {
		score += 4
		reasons = append(reasons, fmt.Sprintf("%d rows begin so", n))
	}
	return score, strings.Join(reasons, ", and ")
}

// commands reports whether all sentences of a text tell the reader what to do.
func (s *splitter) commands(text string) bool {
	for i, sentence := range sentences(text) {
		if !isImperative(s.verbs, sentence) && (i == 0 || !strings.HasPrefix(sentence, "If ")) {
			return false
		}
	}
	return true
}

// checkHidden tells of two cells that a table with one cell of prose may have, where the header names one: rows that
// say first what is the case and then what to do, or that end with the same instruction.
func (f *flatTable) checkHidden() {
	remedy := f.page.words.of(f.header[len(f.before)])[0] == roleRemedy
	tails, first, mixed := map[string]int{}, map[string]int{}, 0
	for i, rest := range f.rests {
		parts := sentences(rest)
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
	if 2*mixed > len(f.rests) {
		f.page.warnf(f.line, "%d rows say under %s what is the case and then what to do: are these two cells, one of which the header does not name?",
			mixed, quote(f.header[len(f.before)]))
		return
	}
	for _, i := range slices.Sorted(maps.Values(first)) {
		parts := sentences(f.rests[i])
		if tail := parts[len(parts)-1]; !remedy && tails[tail] > 1 {
			f.page.warnf(f.line, "%d rows end with %s: is that a cell of its own, which the header does not name?", tails[tail], quote(tail))
		}
	}
}
