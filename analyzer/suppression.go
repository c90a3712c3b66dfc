package analyzer

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"strings"
)

// A suppression is one comment that suppresses findings, or tries to.
type suppression struct {
	form     form
	comment  *ast.Comment
	group    *ast.CommentGroup
	targets  []target // the rules that it names; empty for all rules
	mistakes []mistake
	covers   []span // where it suppresses findings
	removal  Edit   // removes it from the source
	broken   bool   // its file does not parse
}

// A form says which tool's syntax a comment has.
type form int

const (
	formErrls    form = iota // errls' own: "//errls:ignore RULE REASON"
	formLint                 // staticcheck's, for what follows: "//lint:ignore pattern reason"
	formLintFile             // staticcheck's, for the file: "//lint:file-ignore pattern reason"
	formNolint               // golangci-lint's: "//nolint", "//nolint:errls // reason"
)

// A target is one rule that a comment names, or a pattern of rules.
type target struct {
	name string
	pos  token.Pos
	used bool // the comment has suppressed a finding of it
}

func (t *target) end() token.Pos { return t.pos + token.Pos(len(t.name)) }

// A mistake is a part of a comment because of which the comment, or this part, has no effect.
type mistake struct {
	pos, end token.Pos
	message  string
}

// A span is a part of a file; its end is exclusive.
type span struct{ from, to token.Pos }

// hasNoEffect reports whether the comment has no effect because of its mistakes.
func (sup *suppression) hasNoEffect() bool { return sup.form != formNolint && len(sup.targets) == 0 }

// suppresses reports whether the comment suppresses a finding, and marks the rules that it names for it as used.
func (sup *suppression) suppresses(f Finding) bool {
	if sup.hasNoEffect() || !sup.reaches(f.Pos) {
		return false
	}
	if sup.form == formNolint {
		return true
	}
	suppressed := false
	for i := range sup.targets {
		if t := &sup.targets[i]; sup.names(t.name, f.Rule) {
			t.used, suppressed = true, true
		}
	}
	return suppressed
}

// reaches reports whether a position is in a part of the file where the comment suppresses findings.
func (sup *suppression) reaches(pos token.Pos) bool {
	for _, s := range sup.covers {
		if s.from <= pos && pos < s.to {
			return true
		}
	}
	return false
}

// names reports whether a name in the comment matches a rule. The case of letters is ignored. In a comment of
// staticcheck the name is a pattern.
func (sup *suppression) names(written, rule string) bool {
	if sup.form == formErrls {
		return strings.EqualFold(written, rule)
	}
	pattern := strings.TrimPrefix(strings.ToLower(written), "errls/")
	matched, err := path.Match(pattern, rule)
	return matched && err == nil
}

// parseSuppression parses one comment. It returns nil for a comment that is not meant to suppress findings.
func parseSuppression(c *ast.Comment) *suppression {
	if rest, ok := strings.CutPrefix(c.Text, "//errls:"); ok {
		return parseErrls(c, rest)
	}
	if rest, ok := strings.CutPrefix(c.Text, "//lint:"); ok {
		return parseLint(c, rest)
	}
	if isNolint(c.Text) {
		return &suppression{form: formNolint, comment: c}
	}
	if rest, ok := strings.CutPrefix(c.Text, "//"); ok && strings.HasPrefix(strings.TrimLeft(rest, " \t"), "errls:ignore ") {
		sup := &suppression{form: formErrls, comment: c}
		sup.addMistake("this comment has no effect: remove the space between // and errls:ignore")
		return sup
	}
	return nil
}

// parseErrls parses what follows "//errls:".
func parseErrls(c *ast.Comment, rest string) *suppression {
	sup := &suppression{form: formErrls, comment: c}
	word, arguments := cutSpace(rest)
	if word != "ignore" {
		sup.addMistake(fmt.Sprintf("unknown comment %q; to suppress a finding, write //errls:ignore RULE REASON", "//errls:"+word))
		return sup
	}
	list, reason := cutSpace(arguments)
	if strings.TrimLeft(reason, "/ \t") == "" {
		sup.addMistake("this comment has no effect: name a rule and give a reason, as in //errls:ignore RULE REASON")
		return sup
	}
	at := c.Pos() + token.Pos(len(c.Text)-len(arguments))
	for name := range strings.SplitSeq(list, ",") {
		t := target{name: name, pos: at}
		if problem := nameProblem(name); problem != "" {
			sup.mistakes = append(sup.mistakes, mistake{t.pos, max(t.end(), t.pos+1), problem})
		} else {
			t.name = strings.ToLower(name)
			sup.targets = append(sup.targets, t)
		}
		at += token.Pos(len(name) + 1)
	}
	return sup
}

// nameProblem says what is wrong with the name of a rule, "" if it is right. There is no name for all rules: it
// would not show which finding the reason is for, and would suppress later findings of any kind.
func nameProblem(name string) string {
	switch _, known := findRule(rules(), strings.ToLower(name)); {
	case known:
		return ""
	case name == "":
		return "the name of a rule is missing; separate names with a comma and no space"
	case strings.EqualFold(name, "all") || strings.Contains(name, "*"):
		return fmt.Sprintf("%q is not a rule; name each rule that the reason is for", name)
	}
	return fmt.Sprintf("unknown rule %q has no effect in this comment", name)
}

// parseLint parses what follows "//lint:". Like staticcheck it requires a pattern and a reason. It leaves it to
// staticcheck to report what is missing, unless the comment names a rule of errls.
func parseLint(c *ast.Comment, rest string) *suppression {
	sup := &suppression{form: formLint, comment: c}
	fields := strings.Split(rest, " ")
	switch fields[0] {
	case "ignore":
	case "file-ignore":
		sup.form = formLintFile
	default:
		return nil
	}
	if len(fields) < 2 {
		return nil
	}
	patterns := strings.Split(fields[1], ",")
	for _, p := range patterns {
		name, prefixed := strings.CutPrefix(strings.ToLower(p), "errls/")
		_, known := findRule(rules(), name)
		switch {
		case len(fields) < 3 && (known || prefixed):
			sup.mistakes = nil
			sup.addMistake("this comment has no effect: give a reason")
		case prefixed && !known && !strings.ContainsAny(name, "*?["):
			sup.addMistake(nameProblem(name))
		}
		if len(fields) >= 3 {
			sup.targets = append(sup.targets, target{name: p})
		}
	}
	return sup
}

// isNolint reports whether a comment is one of golangci-lint's for errls, or for all linters. It accepts what
// golangci-lint's nolint_filter accepts.
func isNolint(text string) bool {
	text = strings.TrimLeft(text, "/ ")
	rest, ok := strings.CutPrefix(text, "nolint")
	if !ok || rest != "" && rest[0] != ' ' && rest[0] != ':' {
		return false
	}
	list, ok := strings.CutPrefix(rest, ":")
	if !ok || strings.HasPrefix(list, "all") {
		return true
	}
	list, _, _ = strings.Cut(list, "//")
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.ToLower(strings.TrimSpace(name)); name == "errls" || name == "all" {
			return true
		}
	}
	return false
}

// addMistake adds a mistake that concerns the whole comment.
func (sup *suppression) addMistake(message string) {
	sup.mistakes = append(sup.mistakes, mistake{sup.comment.Pos(), sup.comment.End(), message})
}

// cutSpace cuts a text at its first run of spaces and tabs.
func cutSpace(s string) (before, after string) {
	i := strings.IndexAny(s, " \t")
	if i < 0 {
		return s, ""
	}
	return s[:i], strings.TrimLeft(s[i:], " \t")
}
