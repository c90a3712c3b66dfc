package session

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/errls/errls/catalog"
)

// A Snapshot contains the documents that were open at one point in time, and gives access to the results of analyses of
// these documents, or of older versions. The documents are immutable.
type Snapshot struct {
	session   *Session
	documents map[string]*Document
}

// ErrSuperseded means that a document was changed or closed before its text was analyzed.
var ErrSuperseded = errors.New("the document has changed")

// Document returns the open document with the path, or nil.
func (s *Snapshot) Document(path string) *Document { return s.documents[path] }

// Paths returns the paths of the open documents, in no particular order.
func (s *Snapshot) Paths() []string { return slices.Collect(maps.Keys(s.documents)) }

// Latest returns the results of the last analysis of a document, or nil if there are none. They may be of an older
// text: see File.Doc. Latest does not wait.
func (s *Snapshot) Latest(path string) *File {
	doc := s.documents[path]
	if doc == nil {
		return nil
	}
	return s.session.latest(doc)
}

// Catalog returns the catalog with the id if a site in an open document uses it, or nil. It also finds catalogs that
// are in no catalog.Set: those that were made from the constants of an imported package.
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

// Current waits for the analysis of a document and returns its results. It returns ErrSuperseded if the document
// changes first, and ctx.Err() if ctx is done first.
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
