package catalog

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A SyntaxError is a mistake in a catalog file, at the key or value that it is about.
type SyntaxError struct {
	File         string
	Line, Column int // 1-based; Column counts characters
	Message      string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// A reader walks the nodes of one file and gathers every mistake in it.
type reader struct {
	file string
	errs []error
}

// fields says what to do with the value of each key of a mapping.
type fields map[string]func(*yaml.Node)

// document parses data, which has to be one mapping, and returns its node, or nil after an error.
func (r *reader) document(data []byte) *yaml.Node {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		r.errs = append(r.errs, r.notYAML(err))
		return nil
	}
	if len(doc.Content) != 1 {
		r.errs = append(r.errs, &SyntaxError{r.file, 1, 1, "the file is empty"})
		return nil
	}
	return doc.Content[0]
}

// notYAML gives an error of the YAML parser, which says at most the line, a place.
func (r *reader) notYAML(err error) *SyntaxError {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	at, rest, ok := strings.Cut(strings.TrimPrefix(message, "line "), ": ")
	if line, notNumber := strconv.Atoi(at); ok && notNumber == nil {
		return &SyntaxError{r.file, line, 1, rest}
	}
	return &SyntaxError{r.file, 1, 1, message}
}

func (r *reader) errorf(n *yaml.Node, format string, args ...any) {
	r.errs = append(r.errs, &SyntaxError{r.file, n.Line, n.Column, fmt.Sprintf(format, args...)})
}

func (r *reader) err() error { return errors.Join(r.errs...) }

// mapping hands the value of each key of n to its function; what names n in messages. Keys that stand in no
// function, that stand twice, or that are required and missing are errors.
func (r *reader) mapping(n *yaml.Node, what string, f fields, required ...string) {
	if n.Kind != yaml.MappingNode {
		r.errorf(n, "%s has to be a mapping of keys", what)
		return
	}
	seen := make(map[string]bool, len(f))
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		read, ok := f[key.Value]
		switch {
		case !ok:
			r.errorf(key, "unknown key %q in %s", key.Value, what)
		case seen[key.Value]:
			r.errorf(key, "key %q stands twice in %s", key.Value, what)
		default:
			read(n.Content[i+1])
		}
		seen[key.Value] = true
	}
	for _, key := range required {
		if !seen[key] {
			r.errorf(n, "%s lacks the key %q", what, key)
		}
	}
}

// pairs calls each with the keys and values of a mapping whose keys are data.
func (r *reader) pairs(what string, each func(key, value *yaml.Node)) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind != yaml.MappingNode {
			r.errorf(n, "%s has to be a mapping", what)
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			each(n.Content[i], n.Content[i+1])
		}
	}
}

// list calls each with every item of a sequence.
func (r *reader) list(what string, each func(*yaml.Node)) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind != yaml.SequenceNode {
			r.errorf(n, "%s has to be a list", what)
			return
		}
		for _, item := range n.Content {
			each(item)
		}
	}
}

// oneOrMore is list, where a single item may stand without a list around it.
func (r *reader) oneOrMore(each func(*yaml.Node)) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind != yaml.SequenceNode {
			each(n)
			return
		}
		for _, item := range n.Content {
			each(item)
		}
	}
}

// scalar returns the text of a scalar node; anything else, an alias or null included, is an error.
func (r *reader) scalar(n *yaml.Node) (string, bool) {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		r.errorf(n, "a text has to stand here")
		return "", false
	}
	return n.Value, true
}

func (r *reader) text(dst *string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if s, ok := r.scalar(n); ok {
			*dst = s
		}
	}
}

func (r *reader) texts(dst *[]string) func(*yaml.Node) {
	return r.oneOrMore(func(n *yaml.Node) {
		if s, ok := r.scalar(n); ok {
			*dst = append(*dst, s)
		}
	})
}

func (r *reader) number(dst *int) func(*yaml.Node) {
	return func(n *yaml.Node) {
		i, err := strconv.Atoi(n.Value)
		if n.Kind != yaml.ScalarNode || err != nil {
			r.errorf(n, "a whole number has to stand here")
			return
		}
		*dst = i
	}
}

func (r *reader) numbers(dst *[]int) func(*yaml.Node) {
	return r.oneOrMore(func(n *yaml.Node) {
		var i int
		r.number(&i)(n)
		*dst = append(*dst, i)
	})
}

func (r *reader) flag(dst *bool) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" {
			r.errorf(n, "true or false has to stand here")
			return
		}
		*dst = n.Value == "true"
	}
}
