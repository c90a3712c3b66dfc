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

// Ignore describes the comments that suppress findings, as if they were a rule. Mistakes in such comments are reported
// under this name. No rule has it.
func Ignore() Rule {
	return Rule{
		Name: "ignore", Title: "report comments for suppressing findings that have a mistake or suppress nothing",
		Page: ignorePage, Severity: Warning, URL: rule{name: "ignore"}.url(),
	}
}

// suppressions are the comments of a package that suppress findings, by file. The comments of a file are read when
// they are first needed: most files have neither such comments nor findings.
type suppressions struct {
	fset  *token.FileSet
	files map[*token.File]*ast.File
	read  map[*token.File][]*suppression
}

func newSuppressions(found *sites.Result) *suppressions {
	s := &suppressions{fset: found.Fset, files: map[*token.File]*ast.File{}, read: map[*token.File][]*suppression{}}
	for _, f := range found.Files {
		if tf := found.Fset.File(f.FileStart); tf != nil {
			s.files[tf] = f
		}
	}
	return s
}

// of returns the suppressions of one file, in the order of the source.
func (s *suppressions) of(tf *token.File) []*suppression {
	list, known := s.read[tf]
	if f := s.files[tf]; f != nil && !known {
		list = readSuppressions(tf, f)
		s.read[tf] = list
	}
	return list
}

// filter returns the findings that no comment suppresses. Comments of golangci-lint count only if nolint is true.
// golangci-lint applies them itself, and must see what they suppress to report those that suppress nothing.
func (s *suppressions) filter(findings []Finding, nolint bool) []Finding {
	return slices.DeleteFunc(findings, func(f Finding) bool {
		suppressed := false
		for _, sup := range s.of(s.fset.File(f.Pos)) {
			if (nolint || sup.form != formNolint) && sup.suppresses(f) {
				suppressed = true // no break: the other comments must be marked as used too
			}
		}
		return suppressed
	})
}

// mistakes returns findings for the mistakes in comments.
func (s *suppressions) mistakes(included func(*token.File) bool) []Finding {
	var out []Finding
	s.each(included, func(sup *suppression) {
		for _, m := range sup.mistakes {
			out = append(out, sup.finding(m.pos, m.end, m.message))
		}
	})
	return out
}

// unused returns findings for the rules that a comment of errls names, and whose findings it does not suppress. It
// ignores a comment that names a rule which has not run, and files that do not parse: a finding may be missing there.
func (s *suppressions) unused(ran []rule, included func(*token.File) bool) []Finding {
	var out []Finding
	s.each(included, func(sup *suppression) {
		if sup.form != formErrls || sup.hasNoEffect() || sup.broken {
			return
		}
		var idle []*target
		for i := range sup.targets {
			if _, runs := findRule(ran, sup.targets[i].name); !runs {
				return
			}
			if !sup.targets[i].used {
				idle = append(idle, &sup.targets[i])
			}
		}
		if len(idle) == len(sup.targets) {
			f := sup.finding(sup.comment.Pos(), sup.comment.End(), "this comment has no effect: "+nothingReported(idle))
			f.Fixes = []Fix{{Message: "Remove the comment", Edits: []Edit{sup.removal}}}
			out = append(out, f)
			return
		}
		for _, t := range idle {
			out = append(out, sup.finding(t.pos, t.end(), t.name+" has no effect in this comment: it reports nothing here"))
		}
	})
	return out
}

// nothingReported says that the rules of targets report nothing.
func nothingReported(targets []*target) string {
	if len(targets) == 1 {
		return targets[0].name + " reports nothing here"
	}
	var names []string
	for _, t := range targets {
		names = append(names, t.name)
	}
	return strings.Join(names, ", ") + " report nothing here"
}

// each calls visit for the suppressions of the included files. The order of the files is not specified.
func (s *suppressions) each(included func(*token.File) bool, visit func(*suppression)) {
	for tf := range s.files {
		if included(tf) {
			for _, sup := range s.of(tf) {
				visit(sup)
			}
		}
	}
}

// finding returns a finding about the comment.
func (sup *suppression) finding(pos, end token.Pos, message string) Finding {
	about := Ignore()
	return Finding{Rule: about.Name, Severity: about.Severity, Pos: pos, End: end, Message: message, URL: about.URL}
}

// CommentLine returns the start of the line above which a comment that suppresses a finding can be inserted: the
// finding's own line, or the first line of the literal around it. It returns token.NoPos if the finding is not in
// a file of the package.
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
