package project

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/catalog"
)

// A config is the parsed content of errls.yaml.
type config struct {
	catalogs []entry
	rules    map[string]analyzer.Severity
	exclude  []pattern
}

// An entry is one item of a list, with its position for later problems.
type entry struct {
	text         string
	line, column int
}

// severities are the valid values of rules.
var severities = []string{"off", "info", "warning", "error"}

// A parser parses one errls.yaml and collects the mistakes in it.
type parser struct {
	path     string
	lines    []string
	config   config
	problems []Problem
}

// parse parses an errls.yaml. It returns its correct parts and the mistakes in it.
func parse(path string, data []byte) (config, []Problem) {
	p := &parser{path: path, lines: strings.Split(string(data), "\n")}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		line, message := catalog.YAMLError(string(data), err)
		p.problems = append(p.problems, Problem{path, line, 1, message})
		return p.config, p.problems
	}
	if len(doc.Content) == 0 || isNull(doc.Content[0]) {
		return p.config, nil // only comments
	}
	p.mapping(doc.Content[0], "errls.yaml", func(key, value *yaml.Node) {
		switch key.Value {
		case "catalogs":
			p.list(value, key.Value, func(e entry) { p.config.catalogs = append(p.config.catalogs, e) })
		case "rules":
			p.rules(value)
		case "exclude":
			p.list(value, key.Value, p.excludes)
		default:
			p.errorf(key, "unknown key %q: want catalogs, rules or exclude", key.Value)
		}
	})
	return p.config, p.problems
}

func (p *parser) rules(n *yaml.Node) {
	p.config.rules = map[string]analyzer.Severity{}
	names := analyzer.Names()
	p.mapping(n, "rules", func(key, value *yaml.Node) {
		switch {
		case !slices.Contains(names, key.Value):
			p.errorf(key, "unknown rule %q; the rules are %s", key.Value, strings.Join(names, ", "))
		case value.Kind != yaml.ScalarNode || !slices.Contains(severities, value.Value):
			p.errorf(value, "invalid severity of rule %s: want off, info, warning or error, got %s", key.Value, kindOf(value))
		default:
			p.config.rules[key.Value] = analyzer.Severity(value.Value)
		}
	})
}

func (p *parser) excludes(e entry) {
	excluded, err := parsePattern(e.text)
	if err != nil {
		p.problems = append(p.problems, Problem{p.path, e.line, e.column, err.Error()})
		return
	}
	p.config.exclude = append(p.config.exclude, excluded)
}

// mapping calls each for the keys of a mapping. It reports duplicate keys and ignores their values.
func (p *parser) mapping(n *yaml.Node, what string, each func(key, value *yaml.Node)) {
	if isNull(n) {
		return // a key whose whole value is commented out
	}
	if n.Kind != yaml.MappingNode {
		p.errorf(n, "%s must be a mapping, not %s", what, kindOf(n))
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		switch {
		case key.Kind != yaml.ScalarNode || key.Tag == "!!merge":
			p.errorf(key, "a key of %s must be a string", what)
		case seen[key.Value]:
			p.errorf(key, "duplicate key %q in %s", key.Value, what)
		default:
			seen[key.Value] = true
			each(key, n.Content[i+1])
		}
	}
}

// list calls each for the items of a list of strings.
func (p *parser) list(n *yaml.Node, what string, each func(entry)) {
	if isNull(n) {
		return
	}
	if n.Kind != yaml.SequenceNode {
		p.errorf(n, "%s must be a list, not %s", what, kindOf(n))
		return
	}
	for _, item := range n.Content {
		if item.Kind != yaml.ScalarNode || item.Tag != "!!str" || item.Value == "" {
			p.errorf(item, "an item of %s must be a path or a pattern, not %s", what, kindOf(item))
			continue
		}
		each(entry{item.Value, item.Line, p.column(item)})
	}
}

func (p *parser) errorf(n *yaml.Node, format string, args ...any) {
	p.problems = append(p.problems, Problem{p.path, n.Line, p.column(n), fmt.Sprintf(format, args...)})
}

func (p *parser) column(n *yaml.Node) int { return byteColumn(p.lines, n.Line, n.Column) }

// byteColumn converts a 1-based column in characters to a column in bytes.
func byteColumn(lines []string, line, column int) int {
	if line < 1 || line > len(lines) {
		return column
	}
	at := 0
	for range column - 1 {
		_, size := utf8.DecodeRuneInString(lines[line-1][at:])
		if size == 0 {
			break
		}
		at += size
	}
	return at + 1
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// kindOf describes a node for error messages.
func kindOf(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Kind == yaml.AliasNode:
		return "an alias"
	case isNull(n) || n.Value == "":
		return "nothing"
	case n.Tag != "!!str":
		return n.Value
	}
	return fmt.Sprintf("%q", n.Value)
}
