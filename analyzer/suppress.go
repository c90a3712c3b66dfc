package analyzer

import (
	_ "embed"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
)

//go:embed ignore.md
var ignorePage string

// Ignore describes the comments that silence findings, in the form of a rule: what is wrong with such a comment is
// reported under this name, which no rule has.
func Ignore() Rule {
	return Rule{
		Name: "ignore", Title: "report comments that silence findings and are mistaken, or silence nothing",
		Page: ignorePage, Severity: Warning, URL: rule{name: "ignore"}.url(),
	}
}

// silencers are the comments of a package that silence findings, file by file. A file is read when it is first asked
// for: most have neither such comments nor findings.
type silencers struct {
	fset  *token.FileSet
	files map[*token.File]*ast.File
	read  map[*token.File][]*silencer
}

func newSilencers(found *sites.Result) *silencers {
	s := &silencers{fset: found.Fset, files: map[*token.File]*ast.File{}, read: map[*token.File][]*silencer{}}
	for _, f := range found.Files {
		if tf := found.Fset.File(f.FileStart); tf != nil {
			s.files[tf] = f
		}
	}
	return s
}

// of returns the silencers of one file, in the order of the source.
func (s *silencers) of(tf *token.File) []*silencer {
	list, known := s.read[tf]
	if f := s.files[tf]; f != nil && !known {
		list = readSilencers(tf, f)
		s.read[tf] = list
	}
	return list
}

// heard returns the findings that no comment silences. Without nolint those of golangci-lint are left to it: it also
// reports the ones that silence nothing, and has to see what they silence.
func (s *silencers) heard(findings []Finding, nolint bool) []Finding {
	return slices.DeleteFunc(findings, func(f Finding) bool {
		silenced := false
		for _, by := range s.of(s.fset.File(f.Pos)) {
			if (nolint || by.form != formNolint) && by.silences(f) {
				silenced = true // the others are told too that they are of use
			}
		}
		return silenced
	})
}

// mistakes reports the comments that silence nothing because of how they are written.
func (s *silencers) mistakes(judged func(*token.File) bool) []Finding {
	var out []Finding
	s.each(judged, func(by *silencer) {
		for _, m := range by.mistakes {
			out = append(out, by.finding(m.pos, m.end, m.message))
		}
	})
	return out
}

// unused reports the names of rules in comments of errls that silence nothing, where all rules ran that the comment
// names. Where a file is not whole, nothing can be said of what is not found in it.
func (s *silencers) unused(ran []rule, judged func(*token.File) bool) []Finding {
	var out []Finding
	s.each(judged, func(by *silencer) {
		if by.form != formErrls || by.inert() || by.broken {
			return
		}
		var idle []*target
		for i := range by.targets {
			if _, runs := findRule(ran, by.targets[i].name); !runs {
				return
			}
			if !by.targets[i].used {
				idle = append(idle, &by.targets[i])
			}
		}
		if len(idle) == len(by.targets) {
			f := by.finding(by.comment.Pos(), by.comment.End(), "this comment silences nothing: "+names(idle)+" reports nothing here")
			f.Fixes = []Fix{{Message: "Remove the comment", Edits: []Edit{by.removal}}}
			out = append(out, f)
			return
		}
		for _, t := range idle {
			out = append(out, by.finding(t.pos, t.end(), t.name+" reports nothing here that this comment could silence"))
		}
	})
	return out
}

func names(targets []*target) string {
	var list []string
	for _, t := range targets {
		list = append(list, t.name)
	}
	return strings.Join(list, ", ")
}

// each visits the silencers of the judged files, in no order of the files.
func (s *silencers) each(judged func(*token.File) bool, visit func(*silencer)) {
	for tf := range s.files {
		if judged(tf) {
			for _, by := range s.of(tf) {
				visit(by)
			}
		}
	}
}

// finding makes a finding about the comment.
func (by *silencer) finding(pos, end token.Pos, message string) Finding {
	about := Ignore()
	return Finding{Rule: about.Name, Severity: about.Severity, Pos: pos, End: end, Message: message, URL: about.URL}
}

// CommentLine returns the beginning of the line above which a comment that silences a finding may be put: the
// finding's own, or the first of the literal around it. It is no position where the finding lies in no file of the
// package.
func CommentLine(found *sites.Result, f Finding) token.Pos {
	tf := found.Fset.File(f.Pos)
	i := slices.IndexFunc(found.Files, func(file *ast.File) bool { return found.Fset.File(file.FileStart) == tf })
	if tf == nil || i < 0 {
		return token.NoPos
	}
	var literals []*ast.BasicLit
	ast.Inspect(found.Files[i], func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Pos() < f.Pos {
			literals = append(literals, lit)
		}
		return true
	})
	line := tf.LineStart(tf.PositionFor(f.Pos, false).Line)
	for _, lit := range slices.Backward(literals) { // a literal may begin behind the end of another
		if lit.Pos() < line && line < lit.End() {
			line = tf.LineStart(tf.PositionFor(lit.Pos(), false).Line)
		}
	}
	return line
}
