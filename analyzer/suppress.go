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

// Ignore describes the comments that silence findings, as if they were a rule. Mistakes in such comments are reported
// under this name. No rule has it.
func Ignore() Rule {
	return Rule{
		Name: "ignore", Title: "report comments for silencing findings that have a mistake or silence nothing",
		Page: ignorePage, Severity: Warning, URL: rule{name: "ignore"}.url(),
	}
}

// silencers are the comments of a package that silence findings, by file. The comments of a file are read when they are
// first needed: most files have neither such comments nor findings.
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

// filter returns the findings that no comment silences. Comments of golangci-lint count only if nolint is true.
// golangci-lint applies them itself, and must see what they silence to report those that silence nothing.
func (s *silencers) filter(findings []Finding, nolint bool) []Finding {
	return slices.DeleteFunc(findings, func(f Finding) bool {
		silenced := false
		for _, by := range s.of(s.fset.File(f.Pos)) {
			if (nolint || by.form != formNolint) && by.silences(f) {
				silenced = true // no break: the other comments must be marked as used too
			}
		}
		return silenced
	})
}

// mistakes returns findings for the mistakes in comments.
func (s *silencers) mistakes(included func(*token.File) bool) []Finding {
	var out []Finding
	s.each(included, func(by *silencer) {
		for _, m := range by.mistakes {
			out = append(out, by.finding(m.pos, m.end, m.message))
		}
	})
	return out
}

// unused returns findings for the rules that a comment of errls names, and whose findings it does not silence. It ignores
// a comment that names a rule which has not run, and files that do not parse: a finding may be missing there.
func (s *silencers) unused(ran []rule, included func(*token.File) bool) []Finding {
	var out []Finding
	s.each(included, func(by *silencer) {
		if by.form != formErrls || by.hasNoEffect() || by.broken {
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
			f := by.finding(by.comment.Pos(), by.comment.End(), "this comment has no effect: "+names(idle)+" reports nothing here")
			f.Fixes = []Fix{{Message: "Remove the comment", Edits: []Edit{by.removal}}}
			out = append(out, f)
			return
		}
		for _, t := range idle {
			out = append(out, by.finding(t.pos, t.end(), t.name+" has no effect in this comment: it reports nothing here"))
		}
	})
	return out
}

// names joins the names of targets.
func names(targets []*target) string {
	var list []string
	for _, t := range targets {
		list = append(list, t.name)
	}
	return strings.Join(list, ", ")
}

// each calls visit for the silencers of the included files. The order of the files is not specified.
func (s *silencers) each(included func(*token.File) bool, visit func(*silencer)) {
	for tf := range s.files {
		if included(tf) {
			for _, by := range s.of(tf) {
				visit(by)
			}
		}
	}
}

// finding returns a finding about the comment.
func (by *silencer) finding(pos, end token.Pos, message string) Finding {
	about := Ignore()
	return Finding{Rule: about.Name, Severity: about.Severity, Pos: pos, End: end, Message: message, URL: about.URL}
}

// CommentLine returns the start of the line above which a comment that silences a finding can be inserted: the finding's
// own line, or the first line of the literal around it. It returns token.NoPos where the finding is not in a file of the
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
	for _, lit := range slices.Backward(literals) { // a literal may begin after the end of another on one line
		if lit.Pos() < line && line < lit.End() {
			line = tf.LineStart(tf.PositionFor(lit.Pos(), false).Line)
		}
	}
	return line
}
