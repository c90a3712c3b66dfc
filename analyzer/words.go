package analyzer

import (
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// label names a site's code for a reader: a number with its name, an enumerator by it.
func label(s *sites.Site) string {
	if s.Entry == nil || s.Catalog.Kind == catalog.KindString {
		return s.Written
	}
	return coded(s.Catalog, s.Entry)
}

// coded names a code of a catalog for a reader.
func coded(c *catalog.Catalog, e *catalog.Code) string {
	if e.Name != "" && c.Kind == catalog.KindInt {
		return e.ID + " (" + e.Name + ")"
	}
	return e.ID
}

// said gives the ground of a judgement: the page's own words where it states it, else the meaning that it is
// inferred from.
func said(c *catalog.Code, basis, meaning string) string {
	if basis != catalog.Stated {
		return "by its meaning " + meaning
	}
	words := c.Remedy.Text
	if words == "" {
		words = firstSentence(c.Description.Text)
	}
	if words == "" {
		return "the page says that " + meaning
	}
	return "the page says: " + strings.TrimSuffix(words, ".")
}

func firstSentence(text string) string {
	if i := strings.Index(text, ". "); i >= 0 {
		return text[:i]
	}
	return text
}

// duty says what a handling class asks for, after "by its meaning".
func duty(h catalog.Handling) string {
	switch h {
	case catalog.FixRequest:
		return "the request has to be mended"
	case catalog.FixCredentials:
		return "the credentials or permissions have to be mended"
	case catalog.FixStateFirst:
		return "the state that it reports has to be mended first"
	case catalog.ContactSupport:
		return "it is a case for the service's support"
	}
	return "it is for the caller to deal with"
}
