package session

import (
	"path/filepath"
	"strings"
	"sync"
)

// A Document is one version of a file's text. It is immutable.
type Document struct {
	Path    string // absolute if the document is a file; otherwise its URI
	Version int32  // set by the client; 0 for a file that was read from disk
	Text    string

	once  sync.Once
	lines []int
}

// NewDocument returns a document. It keeps text, which must not share memory with a buffer that is reused.
func NewDocument(path string, version int32, text string) *Document {
	return &Document{Path: path, Version: version, Text: text}
}

// Lines returns the byte offset at which each line begins. A line ends with "\n", "\r\n" or a single "\r".
func (d *Document) Lines() []int {
	d.once.Do(func() { d.lines = lineStarts(d.Text) })
	return d.lines
}

// lineStarts computes the result of Document.Lines.
func lineStarts(text string) []int {
	starts := make([]int, 1, 16+len(text)/32)
	for at := 0; ; {
		i := strings.IndexAny(text[at:], "\r\n")
		if i < 0 {
			return starts
		}
		at += i + 1
		if text[at-1] == '\r' && at < len(text) && text[at] == '\n' {
			at++
		}
		starts = append(starts, at)
	}
}

// dir returns the directory of the package that the document belongs to, or "" if it is not a Go file.
func (d *Document) dir() string {
	if !filepath.IsAbs(d.Path) || !strings.HasSuffix(d.Path, ".go") {
		return ""
	}
	return filepath.Dir(d.Path)
}
