package lint

import (
	"slices"
	"strings"
	"unicode"

	"github.com/errls/errls/catalog"
)

// code checks one code.
func (c *checker) code(i int) {
	at := path{"codes", i}
	inFile := c.Codes[i]
	code := c.merged.Lookup(inFile.ID)
	if code == nil {
		return // Set.With has rejected it
	}
	c.texts(at, &inFile)
	if page := code.Page; page.Text != "" && (code.Description.Text == "" || code.Description.Source == page.Source) {
		c.problem(at.to("page"), "code %q has the key page, so it needs a description from another source", code.ID)
	}
	c.statuses(at.to("http"), code.ID, inFile.HTTP)
	c.judgements(at, code)
	c.references(at, code, &inFile)
	for j, v := range inFile.Variants {
		at := at.to("variants", j)
		c.statuses(at.to("http"), code.ID, v.HTTP)
		if why := contradiction(v.Handling, v.Retry); why != "" {
			c.problem(at.to("retry"), "a variant of %q: %s", code.ID, why)
		}
	}
}

// texts checks the white space and the periods of a code's texts.
func (c *checker) texts(at path, code *catalog.Code) {
	for _, t := range []struct{ key, text string }{
		{"name", code.Name}, {"message", code.Message.Text}, {"description", code.Description.Text},
		{"remedy", code.Remedy.Text}, {"page", code.Page.Text}, {"sdk", code.SDK}, {"zh", code.Zh},
	} {
		if strings.TrimSpace(t.text) != t.text {
			c.problem(at.to(t.key), "the %s of %q has leading or trailing white space", t.key, code.ID)
		}
	}
	for _, list := range []struct {
		key   string
		texts []string
	}{{"steps", code.Steps}, {"quirks", code.Quirks}} {
		for i, s := range list.texts {
			if !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "。") {
				c.problem(at.to(list.key, i), "%q does not end with a period: the %s of a code must be sentences", s, list.key)
			}
		}
	}
}

// statuses checks that the HTTP statuses of a code exist and are different.
func (c *checker) statuses(at path, id string, statuses []int) {
	known := c.Set.HTTP()
	for i, status := range statuses {
		switch {
		case slices.Contains(statuses[:i], status):
			c.problem(at.to(i), "duplicate status %d of %q", status, id)
		case status < 100 || status > 599 || known != nil && known.LookupValue(status) == nil:
			c.problem(at.to(i), "the status %d of %q is not an HTTP status", status, id)
		}
	}
}

// judgements checks that the judgements of a code agree with each other.
func (c *checker) judgements(at path, code *catalog.Code) {
	if why := contradiction(code.Handling, code.Retry); why != "" {
		c.problem(at.to("retry"), "code %q: %s", code.ID, why)
	}
	if code.Backoff != "" && (code.Retry == catalog.RetryNever || code.Retry == catalog.RetryNA) {
		c.problem(at.to("backoff"), "code %q: a backoff contradicts the retry class %s", code.ID, code.Retry)
	}
	if code.Subcodes && c.merged.Kind != catalog.KindString {
		c.problem(at.to("subcodes"), "code %q has subcodes, but the codes of %s are not strings", code.ID, c.merged.ID)
	}
	if code.Class && (c.merged.Kind != catalog.KindString || code.Subcodes) {
		c.problem(at.to("class"), "code %q is a class: the codes of the catalog must be strings, and it has no subcodes", code.ID)
	}
	if code.By == "sdk" && code.SDK == "" {
		c.problem(at.to("by"), "the SDK handles %q: add the key sdk to say how", code.ID)
	}
}

// contradiction returns a message if a handling and a retry class contradict each other, and "" if they do not.
func contradiction(h catalog.Handling, r catalog.Retry) string {
	allowed := map[catalog.Handling][]catalog.Retry{
		catalog.RetryBackoff:     {catalog.RetryWithBackoff, catalog.RetryServerSays, catalog.RetryUnspecified},
		catalog.WaitRetryAfter:   {catalog.RetryServerSays, catalog.RetryWithBackoff, catalog.RetryUnspecified},
		catalog.RetryHigherLevel: {catalog.RetryHigher, catalog.RetryAfterRecovery, catalog.RetryUnspecified},
		catalog.RefreshThenRetry: {catalog.RetryAfterRecovery, catalog.RetryHigher, catalog.RetryWithBackoff, catalog.RetryUnspecified},
		catalog.Reconnect:        {catalog.RetryAfterRecovery, catalog.RetryWithBackoff, catalog.RetryUnspecified},
		catalog.FixRequest:       {catalog.RetryNever, catalog.RetryAfterRecovery, catalog.RetryServerSays, catalog.RetryUnspecified},
	}[h]
	if allowed == nil || r == "" || slices.Contains(allowed, r) {
		return ""
	}
	return "the handling " + string(h) + " contradicts the retry class " + string(r)
}

// references checks the codes that a code refers to with related and replaced-by. The code is that of the merged
// catalog, inFile that of the file.
func (c *checker) references(at path, code, inFile *catalog.Code) {
	for i, id := range inFile.Related {
		at := at.to("related", i)
		switch {
		case id == code.ID:
			c.problem(at, "code %q is related to itself", id)
		case slices.Contains(inFile.Related[:i], id):
			c.problem(at, "duplicate related code %q", id)
		default:
			c.reference(at, "related", id)
		}
	}
	if inFile.ReplacedBy == "" {
		return
	}
	at = at.to("replaced-by")
	if inFile.ReplacedBy == code.ID {
		c.problem(at, "code %q is replaced by itself", code.ID)
		return
	}
	if code.Deprecated == "" {
		c.problem(at, "code %q has replaced-by, so it needs deprecated: say why and since when", code.ID)
	}
	c.reference(at, "replaced-by", inFile.ReplacedBy)
}

// reference checks that a code exists: one of this catalog, or "catalog.id/code".
func (c *checker) reference(at path, key, id string) {
	if c.merged.Lookup(id) != nil {
		return
	}
	other, code, ok := strings.Cut(id, "/")
	if !ok {
		c.problem(at, "%s names the code %q, which %s does not list", key, id, c.merged.ID)
		return
	}
	target := c.Set.Catalog(other)
	if target == nil {
		c.problem(at, "%s names the catalog %q, which does not exist", key, other)
	} else if target.Lookup(code) == nil {
		c.problem(at, "%s names the code %q, which %s does not list", key, code, other)
	}
}

// similarCodes reports codes that differ only in case or punctuation, and enumerators with the same number. Codes that only
// list facts may be similar: they are as the source code of an SDK has them, and services spell the same word differently.
func (c *checker) similarCodes() {
	seen := map[string]string{}
	values := map[int]string{}
	for i := range c.Codes {
		code := c.merged.Lookup(c.Codes[i].ID)
		if code == nil {
			continue
		}
		folded := strings.Map(func(r rune) rune {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return -1
			}
			return unicode.ToLower(r)
		}, code.ID)
		if first, ok := seen[folded]; ok && !code.ListsFacts() {
			c.problem(path{"codes", i, "id"}, "codes %q and %q differ only in case or punctuation", code.ID, first)
		}
		seen[folded] = code.ID
		if first, ok := values[code.Value]; ok && code.HasValue {
			c.problem(path{"codes", i, "value"}, "code %q has the same number as %q", code.ID, first)
		}
		if code.HasValue {
			values[code.Value] = code.ID
		}
	}
}
