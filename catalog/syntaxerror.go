package catalog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A SyntaxError is an error in a catalog file, with the position of the key or value.
type SyntaxError struct {
	File         string
	Line, Column int // 1-based; Column counts characters
	Message      string
	Unreadable   bool // the file is not YAML or exceeds a limit, so that its content was not checked
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// yamlSyntaxError converts an error of the YAML library, which contains at most a line number.
func yamlSyntaxError(file, text string, err error) *SyntaxError {
	line, message := YAMLError(text, err)
	return &SyntaxError{file, line, 1, message, true}
}

// YAMLError splits an error that the YAML library (go.yaml.in/yaml/v3) returned for text into its line (1-based) and
// its message. The line is 1 if the error does not contain one, and never greater than the number of lines of text.
func YAMLError(text string, err error) (line int, message string) {
	message = strings.TrimPrefix(err.Error(), "yaml: ")
	at, rest, ok := strings.Cut(strings.TrimPrefix(message, "line "), ": ")
	line, atoiErr := strconv.Atoi(at)
	if !ok || atoiErr != nil {
		return 1, message
	}
	if slices.Contains(zeroBasedMessages, rest) {
		line++
	}
	return min(line, strings.Count(strings.TrimRight(text, "\r\n"), "\n")+1), rest
}

// zeroBasedMessages are the messages of the library's parser, whose line numbers start at 0. Those of its scanner start
// at 1.
var zeroBasedMessages = []string{
	"did not find expected <document start>",
	"did not find expected node content",
	"did not find expected '-' indicator",
	"did not find expected key",
	"did not find expected ',' or ']'",
	"did not find expected ',' or '}'",
}
