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
	targets  []target // what it names; nothing for all rules
	mistakes []mistake
	covers   []span // where it silences
	removal  Edit   // takes it out of the source
	broken   bool   // its file does not parse
}

// A form is whose comment it is.
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
	used bool // it has silenced a finding
}

func (t *target) end() token.Pos { return t.pos + token.Pos(len(t.name)) }

// A mistake is a place in a comment that keeps it, or a part of it, from silencing.
type mistake struct {
	pos, end token.Pos
	message  string
}

// A span is a part of a file; its end is exclusive.
type span struct{ from, to token.Pos }

// inert reports whether the comment is so mistaken that it silences nothing.
func (by *silencer) inert() bool { return by.form != formNolint && len(by.targets) == 0 }

// silences reports whether the comment silences a finding, and takes note of it.
func (by *silencer) silences(f Finding) bool {
	if by.inert() || !by.reaches(f.Pos) {
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

func (by *silencer) reaches(pos token.Pos) bool {
	for _, s := range by.covers {
		if s.from <= pos && pos < s.to {
			return true
		}
	}
	return false
}

// names reports whether what the comment names is a rule. Letters may be of any case; staticcheck's names are
// patterns.
func (by *silencer) names(written, rule string) bool {
	if by.form == formErrls {
		return strings.EqualFold(written, rule)
	}
	pattern := strings.TrimPrefix(strings.ToLower(written), "errls/")
	matched, err := path.Match(pattern, rule)
	return matched && err == nil
}

// parseSilencer reads one comment. It returns nil for one that has nothing to do with silencing.
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
		by.fault("this comment silences nothing: there is a space between // and errls:ignore")
		return by
	}
	return nil
}

// parseErrls reads what follows "//errls:".
func parseErrls(c *ast.Comment, rest string) *silencer {
	by := &silencer{form: formErrls, comment: c}
	word, arguments := cutSpace(rest)
	if word != "ignore" {
		by.fault(fmt.Sprintf("there is no comment %q; a finding is silenced by //errls:ignore rule reason", "//errls:"+word))
		return by
	}
	list, reason := cutSpace(arguments)
	if strings.TrimLeft(reason, "/ \t") == "" {
		by.fault("this comment silences nothing: it has to name a rule and say why: //errls:ignore rule reason")
		return by
	}
	at := c.Pos() + token.Pos(len(c.Text)-len(arguments))
	for name := range strings.SplitSeq(list, ",") {
		t := target{name: name, pos: at}
		if problem := unnamed(name); problem != "" {
			by.mistakes = append(by.mistakes, mistake{t.pos, max(t.end(), t.pos+1), problem})
		} else {
			t.name = strings.ToLower(name)
			by.targets = append(by.targets, t)
		}
		at += token.Pos(len(name) + 1)
	}
	return by
}

// unnamed says what is wrong with the name of a rule. There is none for all rules: whoever reads the comment could
// not tell which finding its reason speaks of, and it would silence the next one too, of whatever kind.
func unnamed(name string) string {
	switch _, known := findRule(rules(), strings.ToLower(name)); {
	case known:
		return ""
	case name == "":
		return "the name of a rule is missing here; names have a comma between them, and no space"
	case strings.EqualFold(name, "all") || strings.Contains(name, "*"):
		return fmt.Sprintf("%q names no rule: a comment has to name the rules that its reason is for", name)
	}
	return fmt.Sprintf("there is no rule %q, so that this silences nothing", name)
}

// parseLint reads what follows "//lint:". Like staticcheck it wants a pattern and a reason; what is missing is
// staticcheck's to report, unless it is a rule of errls that the comment names.
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
			by.fault("this comment silences nothing: it has no reason")
		case prefixed && !known && !strings.ContainsAny(name, "*?["):
			by.fault(unnamed(name))
		}
		if len(fields) >= 3 {
			by.targets = append(by.targets, target{name: p})
		}
	}
	return by
}

// isNolint reports whether a comment is one of golangci-lint's that speaks of errls, or of all linters. What is read
// here is what its nolint_filter reads.
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

// fault notes a mistake of the whole comment.
func (by *silencer) fault(message string) {
	by.mistakes = append(by.mistakes, mistake{by.comment.Pos(), by.comment.End(), message})
}

// cutSpace cuts a text at its first space or tab, and drops those that follow.
func cutSpace(s string) (before, after string) {
	i := strings.IndexAny(s, " \t")
	if i < 0 {
		return s, ""
	}
	return s[:i], strings.TrimLeft(s[i:], " \t")
}
