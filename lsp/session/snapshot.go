package session

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/errls/errls/catalog"
)

// A Snapshot is the documents as they were at one moment. It is immutable and may be kept as long as it is
// needed. What analyses have found is looked up through it: an analysis of the very text, or an older one.
type Snapshot struct {
	session   *Session
	documents map[string]*Document
}

// ErrSuperseded says that the document has changed or was closed before its text was analysed.
var ErrSuperseded = errors.New("the document has changed")

// Document returns the open document with the path, or nil.
func (s *Snapshot) Document(path string) *Document { return s.documents[path] }

// Paths returns the paths of the open documents, in no order.
func (s *Snapshot) Paths() []string { return slices.Collect(maps.Keys(s.documents)) }

// Latest returns what was last found in an open file, which may be in an older text: File.Doc says. It is nil
// where no analysis has ended yet. It never waits.
func (s *Snapshot) Latest(path string) *File {
	doc := s.documents[path]
	if doc == nil {
		return nil
	}
	return s.session.latest(doc)
}

// Catalog returns the catalog with the id that a site in an open file belongs to, or nil. It may be one that no set
// holds, drawn from the constants of an imported package.
func (s *Snapshot) Catalog(id string) *catalog.Catalog {
	for path := range s.documents {
		file := s.Latest(path)
		if file == nil {
			continue
		}
		for i := range file.Sites {
			if c := file.Sites[i].Catalog; c.ID == id {
				return c
			}
		}
	}
	return nil
}

// Current waits for the analysis of the document as it stands in the snapshot. It returns ErrSuperseded when
// the document changes first, and ctx's error when that ends first.
func (s *Snapshot) Current(ctx context.Context, path string) (*File, error) {
	doc := s.documents[path]
	if doc == nil || doc.dir() == "" {
		return &File{Doc: doc}, nil
	}
	for {
		file, changed, err := s.session.current(doc)
		if err != nil || file != nil {
			return file, err
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
