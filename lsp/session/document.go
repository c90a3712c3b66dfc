package session

import (
	"path/filepath"
	"strings"
	"sync"
)

// A Document is one version of a file's text. It is immutable.
type Document struct {
	Path    string // absolute; a document that is no file has a name that is no absolute path
	Version int32  // the client's; 0 for a file that is read from disk
	Text    string

	once  sync.Once
	lines []int
}

// NewDocument returns a document. The text must be the caller's own: it is kept.
func NewDocument(path string, version int32, text string) *Document {
	return &Document{Path: path, Version: version, Text: text}
}

// Lines returns the byte offset at which each line begins. A line ends at "\n", "\r\n" or a lone "\r".
func (d *Document) Lines() []int {
	d.once.Do(func() { d.lines = lineStarts(d.Text) })
	return d.lines
}

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

// dir returns the directory that the document is analysed in, or "" where it is no Go file.
func (d *Document) dir() string {
	if !filepath.IsAbs(d.Path) || !strings.HasSuffix(d.Path, ".go") {
		return ""
	}
	return filepath.Dir(d.Path)
}
