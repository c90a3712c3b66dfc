package lsp

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/lsp/session"
)

// How long a request waits for the analysis of the current text, if the results for an older text are not sufficient.
const (
	comparedLimit      = 250 * time.Millisecond // hover, and completion of a literal that is compared
	maybeComparedLimit = 60 * time.Millisecond  // completion of a literal that may be an element of a list of codes
)

// siteAt returns the site at an offset and its span in the document, or nil. The site may be from the analysis of an
// older text if its expression has not changed.
func (r *request) siteAt(ctx context.Context, doc *session.Document, offset int) (*session.Site, session.Span, error) {
	if file := r.snapshot.Latest(doc.Path); file != nil {
		if site, span, ok := siteIn(file, doc, offset); ok {
			return site, span, nil
		}
		if file.Doc == doc {
			return nil, session.Span{}, nil
		}
	}
	file, err := r.wait(ctx, doc, comparedLimit)
	if err != nil || file == nil {
		return nil, session.Span{}, err
	}
	site, span, _ := siteIn(file, doc, offset)
	return site, span, nil
}

// wait waits for the analysis of a document. It returns nil if the analysis takes longer than limit, or if the document
// changes.
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

// siteIn returns the site of file at an offset of doc, which may be newer. If the literal of the site has changed, the
// result is a copy of the site with the code that the literal contains now.
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

// literalSite returns the site of file whose literal begins where l does, or nil.
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

// literalText returns the value of a literal, or its content if the literal is not valid.
func literalText(text string, l literal) string {
	if l.closed {
		if value, err := strconv.Unquote(text[l.Start:l.End]); err == nil {
			return value
		}
	}
	return text[l.content.Start:l.content.End]
}

// lookup returns the entry of a catalog for a code as it is written in the program, or nil.
func lookup(c *catalog.Catalog, written string) *catalog.Code {
	if code := c.Lookup(written); code != nil {
		return code
	}
	if value, err := strconv.Atoi(written); err == nil {
		return c.LookupValue(value)
	}
	return nil
}
