package lsp

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/lsp/session"
)

// What an answer may cost when no analysis has seen the text yet. Until then, and after it, what an older
// analysis knows is used.
const (
	waitCompared = 250 * time.Millisecond // for a literal that is compared
	waitMaybe    = 60 * time.Millisecond  // for one that may be an element of a list, or no code at all
)

// siteAt returns the site under an offset and its place in the document. The site is of the text as it stands,
// or of an older one where the expression has not changed since.
func (r *request) siteAt(ctx context.Context, doc *session.Document, offset int) (*session.Site, session.Span, error) {
	if file := r.snapshot.Latest(doc.Path); file != nil {
		if site, span, ok := siteIn(file, doc, offset); ok {
			return site, span, nil
		}
		if file.Doc == doc {
			return nil, session.Span{}, nil
		}
	}
	file, err := r.wait(ctx, doc, waitCompared)
	if err != nil || file == nil {
		return nil, session.Span{}, err
	}
	site, span, _ := siteIn(file, doc, offset)
	return site, span, nil
}

// wait returns the analysis of a document, or nil where it is not there in time or never will be.
func (r *request) wait(ctx context.Context, doc *session.Document, limit time.Duration) (*session.File, error) {
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	file, err := r.snapshot.Current(limited, doc.Path)
	switch {
	case err == nil:
		return file, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, session.ErrSuperseded), errors.Is(err, context.DeadlineExceeded):
		return nil, nil
	}
	return nil, err
}

// siteIn looks for the site of an analysis that stands under an offset of the document. Where the literal itself
// has been edited since, the site is the old one with the code that is written now.
func siteIn(file *session.File, doc *session.Document, offset int) (*session.Site, session.Span, bool) {
	shift := session.NewShift(file.Doc, doc)
	if old, ok := shift.Old(offset); ok {
		if site := file.At(old); site != nil {
			if span, ok := shift.New(session.Span{Start: site.Start, End: site.End}); ok {
				return site, span, true
			}
		}
	}
	if file.Doc == doc {
		return nil, session.Span{}, false
	}
	l, ok := literalAt(doc.Text, offset)
	if !ok {
		return nil, session.Span{}, false
	}
	site := literalSite(file, shift, l)
	if site == nil {
		return nil, session.Span{}, false
	}
	edited := *site
	edited.Written = literalText(doc.Text, l)
	edited.Entry = lookup(site.Catalog, edited.Written)
	return &edited, l.Span, true
}

// literalSite returns the site of an analysis whose literal begins where l does.
func literalSite(file *session.File, shift session.Shift, l literal) *session.Site {
	old, ok := shift.Old(l.Start)
	if !ok {
		return nil
	}
	for i := range file.Sites {
		if s := &file.Sites[i]; s.Start == old && s.Literal {
			return s
		}
	}
	return nil
}

// literalText returns the value of a literal; of one that is no valid Go, its bytes.
func literalText(text string, l literal) string {
	if l.closed {
		if value, err := strconv.Unquote(text[l.Start:l.End]); err == nil {
			return value
		}
	}
	return text[l.content.Start:l.content.End]
}

// lookup returns a catalog's entry for a code as a program writes it, or nil.
func lookup(c *catalog.Catalog, written string) *catalog.Code {
	if code := c.Lookup(written); code != nil {
		return code
	}
	if value, err := strconv.Atoi(written); err == nil {
		return c.LookupValue(value)
	}
	return nil
}
