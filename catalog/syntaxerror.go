package catalog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A SyntaxError is a mistake in a catalog file, at the key or value that it is about.
type SyntaxError struct {
	File         string
	Line, Column int // 1-based; Column counts characters
	Message      string
	Unreadable   bool // the file is no YAML, or not within bounds: nothing in it was looked at
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// notYAML gives an error of the YAML parser, which says at most the line, a place.
func notYAML(file, text string, err error) *SyntaxError {
	line, message := YAMLError(text, err)
	return &SyntaxError{file, line, 1, message, true}
}

// YAMLError takes an error that the YAML library (go.yaml.in/yaml/v3) has for a text apart: into its line, from 1, and
// its message. The line is 1 where the error names none, and the last one where the text ends too early.
func YAMLError(text string, err error) (line int, message string) {
	message = strings.TrimPrefix(err.Error(), "yaml: ")
	at, rest, ok := strings.Cut(strings.TrimPrefix(message, "line "), ": ")
	line, notNumber := strconv.Atoi(at)
	if !ok || notNumber != nil {
		return 1, message
	}
	if slices.Contains(parserMessages, rest) {
		line++
	}
	return min(line, strings.Count(strings.TrimRight(text, "\r\n"), "\n")+1), rest
}

// parserMessages are those mistakes whose line the library counts from 0, as its parser finds them; for what its
// scanner finds, it counts from 1.
var parserMessages = []string{
	"did not find expected <document start>",
	"did not find expected node content",
	"did not find expected '-' indicator",
	"did not find expected key",
	"did not find expected ',' or ']'",
	"did not find expected ',' or '}'",
}
