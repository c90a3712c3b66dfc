package analyzer

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"strings"
)

// A silencer is one comment that silences findings, or tries to.
type silencer struct {
	form     form
	comment  *ast.Comment
	group    *ast.CommentGroup
	targets  []target // the rules that it names; empty for all rules
	mistakes []mistake
	covers   []span // where it silences findings
	removal  Edit   // removes it from the source
	broken   bool   // its file does not parse
}

// A form says which tool's syntax a comment has.
type form int

const (
	formErrls    form = iota // errls' own: "//errls:ignore rule reason"
	formLint                 // staticcheck's, for what follows: "//lint:ignore pattern reason"
	formLintFile             // staticcheck's, for the file: "//lint:file-ignore pattern reason"
	formNolint               // golangci-lint's: "//nolint", "//nolint:errls // reason"
)

// A target is one rule that a comment names, or a pattern of rules.
type target struct {
	name string
	pos  token.Pos
	used bool // the comment has silenced a finding of it
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
func (by *silencer) hasNoEffect() bool { return by.form != formNolint && len(by.targets) == 0 }

// silences reports whether the comment silences a finding, and marks the rules that it names for it as used.
func (by *silencer) silences(f Finding) bool {
	if by.hasNoEffect() || !by.reaches(f.Pos) {
		return false
	}
	if by.form == formNolint {
		return true
	}
	silenced := false
	for i := range by.targets {
		if t := &by.targets[i]; by.names(t.name, f.Rule) {
			t.used, silenced = true, true
		}
	}
	return silenced
}

// reaches reports whether a position is in a part of the file where the comment silences findings.
func (by *silencer) reaches(pos token.Pos) bool {
	for _, s := range by.covers {
		if s.from <= pos && pos < s.to {
			return true
		}
	}
	return false
}

// names reports whether a name in the comment matches a rule. The case of letters is ignored. In a comment of staticcheck
// the name is a pattern.
func (by *silencer) names(written, rule string) bool {
	if by.form == formErrls {
		return strings.EqualFold(written, rule)
	}
	pattern := strings.TrimPrefix(strings.ToLower(written), "errls/")
	matched, err := path.Match(pattern, rule)
	return matched && err == nil
}

// parseSilencer parses one comment. It returns nil for a comment that is not meant to silence findings.
func parseSilencer(c *ast.Comment) *silencer {
	if rest, ok := strings.CutPrefix(c.Text, "//errls:"); ok {
		return parseErrls(c, rest)
	}
	if rest, ok := strings.CutPrefix(c.Text, "//lint:"); ok {
		return parseLint(c, rest)
	}
	if isNolint(c.Text) {
		return &silencer{form: formNolint, comment: c}
	}
	if rest, ok := strings.CutPrefix(c.Text, "//"); ok && strings.HasPrefix(strings.TrimLeft(rest, " \t"), "errls:ignore ") {
		by := &silencer{form: formErrls, comment: c}
		by.addMistake("this comment has no effect: remove the space between // and errls:ignore")
		return by
	}
	return nil
}

// parseErrls parses what follows "//errls:".
func parseErrls(c *ast.Comment, rest string) *silencer {
	by := &silencer{form: formErrls, comment: c}
	word, arguments := cutSpace(rest)
	if word != "ignore" {
		by.addMistake(fmt.Sprintf("unknown comment %q; to silence a finding, write //errls:ignore rule reason", "//errls:"+word))
		return by
	}
	list, reason := cutSpace(arguments)
	if strings.TrimLeft(reason, "/ \t") == "" {
		by.addMistake("this comment has no effect: name a rule and give a reason, as in //errls:ignore rule reason")
		return by
	}
	at := c.Pos() + token.Pos(len(c.Text)-len(arguments))
	for name := range strings.SplitSeq(list, ",") {
		t := target{name: name, pos: at}
		if problem := nameProblem(name); problem != "" {
			by.mistakes = append(by.mistakes, mistake{t.pos, max(t.end(), t.pos+1), problem})
		} else {
			t.name = strings.ToLower(name)
			by.targets = append(by.targets, t)
		}
		at += token.Pos(len(name) + 1)
	}
	return by
}

// nameProblem says what is wrong with the name of a rule, "" where it is right. There is no name for all rules: it would
// not show which finding the reason is for, and would silence later findings of any kind.
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

// parseLint parses what follows "//lint:". Like staticcheck it requires a pattern and a reason. It leaves it to staticcheck
// to report what is missing, except where the comment names a rule of errls.
func parseLint(c *ast.Comment, rest string) *silencer {
	by := &silencer{form: formLint, comment: c}
	fields := strings.Split(rest, " ")
	switch fields[0] {
	case "ignore":
	case "file-ignore":
		by.form = formLintFile
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
			by.mistakes = nil
			by.addMistake("this comment has no effect: give a reason")
		case prefixed && !known && !strings.ContainsAny(name, "*?["):
			by.addMistake(nameProblem(name))
		}
		if len(fields) >= 3 {
			by.targets = append(by.targets, target{name: p})
		}
	}
	return by
}

// isNolint reports whether a comment is one of golangci-lint's for errls, or for all linters. It accepts what golangci-lint's
// nolint_filter accepts.
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
func (by *silencer) addMistake(message string) {
	by.mistakes = append(by.mistakes, mistake{by.comment.Pos(), by.comment.End(), message})
}

// cutSpace cuts a text at its first run of spaces and tabs.
func cutSpace(s string) (before, after string) {
	i := strings.IndexAny(s, " \t")
	if i < 0 {
		return s, ""
	}
	return s[:i], strings.TrimLeft(s[i:], " \t")
}
