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
	said := c.Codes[i]
	code := c.whole.Lookup(said.ID)
	if code == nil {
		return // the reader has said why it is not there
	}
	c.texts(at, &said)
	c.statuses(at.to("http"), code.ID, said.HTTP)
	c.judged(at, code)
	c.lifecycle(at, code, &said)
	for j, v := range said.Variants {
		at := at.to("variants", j)
		c.statuses(at.to("http"), code.ID, v.HTTP)
		if why := contradiction(v.Handling, v.Retry); why != "" {
			c.problem(at.to("retry"), "a variant of %q: %s", code.ID, why)
		}
	}
}

func (c *checker) texts(at path, code *catalog.Code) {
	for _, t := range []struct{ key, text string }{
		{"name", code.Name}, {"message", code.Message.Text}, {"description", code.Description.Text},
		{"remedy", code.Remedy.Text}, {"sdk", code.SDK}, {"zh", code.Zh},
	} {
		if strings.TrimSpace(t.text) != t.text {
			c.problem(at.to(t.key), "there is space around the %s of %q", t.key, code.ID)
		}
	}
	for _, list := range []struct {
		key   string
		texts []string
	}{{"steps", code.Steps}, {"quirks", code.Quirks}} {
		for i, s := range list.texts {
			if !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "。") {
				c.problem(at.to(list.key, i), "%q ends without a full stop: the %s of a code are sentences", s, list.key)
			}
		}
	}
}

func (c *checker) statuses(at path, id string, statuses []int) {
	known := c.Set.HTTP()
	for i, status := range statuses {
		switch {
		case slices.Contains(statuses[:i], status):
			c.problem(at.to(i), "the status %d of %q stands twice", status, id)
		case status < 100 || status > 599 || known != nil && known.LookupValue(status) == nil:
			c.problem(at.to(i), "the status %d of %q is none of HTTP", status, id)
		}
	}
}

// judged checks what is said of the handling.
func (c *checker) judged(at path, code *catalog.Code) {
	if why := contradiction(code.Handling, code.Retry); why != "" {
		c.problem(at.to("retry"), "code %q: %s", code.ID, why)
	}
	if code.Backoff != "" && (code.Retry == catalog.RetryNever || code.Retry == catalog.RetryNA) {
		c.problem(at.to("backoff"), "code %q: the page asks for waits between attempts, and the retry class is %s", code.ID, code.Retry)
	}
	if code.Subcodes && c.whole.Kind != catalog.KindString {
		c.problem(at.to("subcodes"), "code %q has kinds of it, and the codes of %s are no texts", code.ID, c.whole.ID)
	}
	if code.By == "sdk" && code.SDK == "" {
		c.problem(at.to("by"), "the SDK handles %q, and nothing says how: add the key sdk", code.ID)
	}
}

// contradiction says why a handling and a retry class cannot both be right; it is empty where they can.
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
	return "the handling " + string(h) + " and the retry class " + string(r) + " contradict each other"
}

// lifecycle checks the codes that a code names.
func (c *checker) lifecycle(at path, code, said *catalog.Code) {
	for i, id := range said.Related {
		at := at.to("related", i)
		switch {
		case id == code.ID:
			c.problem(at, "code %q is related to itself", id)
		case slices.Contains(said.Related[:i], id):
			c.problem(at, "the related code %q stands twice", id)
		default:
			c.refers(at, "related", id)
		}
	}
	if said.ReplacedBy == "" {
		return
	}
	at = at.to("replaced-by")
	if said.ReplacedBy == code.ID {
		c.problem(at, "code %q is replaced by itself", code.ID)
		return
	}
	if code.Deprecated == "" {
		c.problem(at, "code %q is replaced and not deprecated: say why and since when", code.ID)
	}
	c.refers(at, "replaced-by", said.ReplacedBy)
}

// refers looks up a code that another names: one of this catalog, or "catalog.id/code".
func (c *checker) refers(at path, key, id string) {
	if c.whole.Lookup(id) != nil {
		return
	}
	other, code, ok := strings.Cut(id, "/")
	if !ok {
		c.problem(at, "%s names the code %q, which %s does not list", key, id, c.whole.ID)
		return
	}
	target := c.Set.Catalog(other)
	if target == nil {
		c.problem(at, "%s names the catalog %q, which is not there", key, other)
	} else if target.Lookup(code) == nil {
		c.problem(at, "%s names the code %q, which %s does not list", key, code, other)
	}
}

// twins looks for codes that differ only in case or punctuation, and for enumerators with one number.
func (c *checker) twins() {
	seen := map[string]string{}
	values := map[int]string{}
	for i := range c.Codes {
		code := c.whole.Lookup(c.Codes[i].ID)
		if code == nil {
			continue
		}
		look := strings.Map(func(r rune) rune {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return -1
			}
			return unicode.ToLower(r)
		}, code.ID)
		if first, ok := seen[look]; ok {
			c.problem(path{"codes", i, "id"}, "code %q and %q differ only in case or punctuation", code.ID, first)
		}
		seen[look] = code.ID
		if first, ok := values[code.Value]; ok && code.HasValue {
			c.problem(path{"codes", i, "value"}, "code %q has the number of %q", code.ID, first)
		}
		if code.HasValue {
			values[code.Value] = code.ID
		}
	}
}
