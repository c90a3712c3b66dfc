package explain

import (
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
)

// sampleRef returns a code with nearly all fields set, and with texts that need escaping.
func sampleRef() catalog.Ref {
	c := &catalog.Catalog{
		ID: "acme.queue", Title: "Acme *Queue*",
		Sources: []catalog.Source{{Title: "Errors", URL: "https://acme.example/errors", Date: "2024-05-06"}, {Title: "SDK", URL: "javascript:alert(1)"}},
		Codes: []catalog.Code{{
			ID: "Q-Gone", Value: 7, HasValue: true, HTTP: []int{410, 404}, Canonical: []string{"UNAVAILABLE"}, GoError: "io.EOF",
			Description: catalog.Text{Text: "The <b>heartbeat</b> of `q`\n# timed out; see [here](javascript:x)."},
			Remedy:      catalog.Text{Text: "Connect again.", Zh: "重新连接", Source: 1},
			Page:        catalog.Text{Text: "The heart stops beating.", Source: 1},
			Message:     catalog.Text{Text: "gone", Source: 9},
			Handling:    catalog.Reconnect, Retry: catalog.RetryAfterRecovery,
			Basis: catalog.Basis{Handling: catalog.Stated, Retry: catalog.Inferred}, By: "caller", SDK: "it returns the error.",
			Outcome: catalog.Missing, Backoff: "exponential", Subcodes: true, Steps: []string{"Take the ID.", "Connect with it, and wait a little while before you do."},
			Quirks: []string{"1. not a list"}, Zh: "心跳超时",
			Variants: []catalog.Variant{{When: "the status is 404", Handling: catalog.FixRequest, Retry: catalog.RetryNever}},
			Since:    "2.0", Deprecated: "since 3.0", ReplacedBy: "Q-Lost", Related: []string{"Q-Off", "acme.mail/Gone"}, Extra: true, URL: "https://acme.example/gone",
		}},
	}
	return catalog.Ref{Catalog: c, Code: &c.Codes[0]}
}

const sampleMarkdown = "**`Q-Gone`** — Acme \\*Queue\\* · number 7 · HTTP 410 or 404 · gRPC code UNAVAILABLE · in Go io.EOF\n" + `
**Connect again.** *stated*  
Retrying can help after that. The documentation asks for exponential backoff. *inferred*  
The caller handles it. In the SDK: it returns the error.  
It may be expected: the object does not exist.  

Remedy (SDK):
> 重新连接

Meaning ([Errors](https://acme.example/errors), 2024-05-06):
` + "> The \\<b\\>heartbeat\\</b\\> of \\`q\\` # timed out; see \\[here\\](javascript:x).\n" + `
Meaning (SDK):
> The heart stops beating.

Message:
> gone

中文:
> 心跳超时

Steps:
1. Take the ID.
2. Connect with it, and wait a little while before you do.

Notes:
- 1\. not a list
- When the status is 404: Correct the request. Retrying the same call cannot help.
- Codes that begin with Q-Gone. are subcodes of it.
- Introduced: 2.0.
- Deprecated: since 3.0
- The service sends Q-Lost instead.
- Easily confused with: Q-Off, acme.mail/Gone.
- Added from another source: it is not on the page “Errors”.

[More about Q-Gone](https://acme.example/gone)
`

func TestMarkdown(t *testing.T) {
	if got := Markdown(sampleRef(), Options{Lang: "zh-cn"}); got != sampleMarkdown {
		t.Errorf("got\n%s\nwant\n%s", got, sampleMarkdown)
	}
}

// TestIndirect checks that the HTTP status in a service's error is shown without advice.
func TestIndirect(t *testing.T) {
	got := Markdown(sampleRef(), Options{Indirect: true})
	if !strings.Contains(got, "depends on the error's code") || strings.Contains(got, "Connect again.**") || strings.Contains(got, "Steps:") {
		t.Errorf("got\n%s", got)
	}
}

const sampleText = `Q-Gone
  Acme *Queue*, number 7, HTTP 410 or
  404, gRPC code UNAVAILABLE, in Go
  io.EOF

Connect again. (stated)
Retrying can help after that. The
  documentation asks for exponential
  backoff. (inferred)
The caller handles it. In the SDK: it
  returns the error.
It may be expected: the object does not
  exist.

Remedy (SDK):
  Connect again.

Meaning (Errors, 2024-05-06):
  The <b>heartbeat</b> of ` + "`q`" + ` # timed
  out; see [here](javascript:x).

Meaning (SDK):
  The heart stops beating.

Message:
  gone

Steps:
1. Take the ID.
2. Connect with it, and wait a little
   while before you do.

Notes:
- 1. not a list
- When the status is 404: Correct the
  request. Retrying the same call cannot
  help.
- Codes that begin with Q-Gone. are
  subcodes of it.
- Introduced: 2.0.
- Deprecated: since 3.0
- The service sends Q-Lost instead.
- Easily confused with: Q-Off,
  acme.mail/Gone.
- Added from another source: it is not
  on the page “Errors”.

https://acme.example/gone
javascript:alert(1)
https://acme.example/errors
`

func TestText(t *testing.T) {
	if got := Text(sampleRef(), 40, false); got != sampleText {
		t.Errorf("got\n%s\nwant\n%s", got, sampleText)
	}
	if got := Text(sampleRef(), 40, true); got != "\x1b[1mQ-Gone\x1b[0m"+strings.TrimPrefix(sampleText, "Q-Gone") {
		t.Errorf("in color: %q", got)
	}
}

func TestPlainText(t *testing.T) {
	got := PlainText(sampleRef(), Options{Lang: "zh"})
	for _, want := range []string{"心跳超时", "2. Connect with it, and wait a little while before you do.\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// TestBareCode explains a code of which only the id is known.
func TestBareCode(t *testing.T) {
	c := &catalog.Catalog{Title: "T", Codes: []catalog.Code{{ID: "X"}}}
	ref := catalog.Ref{Catalog: c, Code: &c.Codes[0]}
	if got := Markdown(ref, Options{}); got != "**`X`** — T\n" {
		t.Errorf("%q", got)
	}
	if got := Text(ref, 80, false); got != "X\n  T\n\n" {
		t.Errorf("%q", got)
	}
}

func TestEscape(t *testing.T) {
	for s, want := range map[string]string{
		"a_b _c_": `a_b \_c\_`, "a*b": `a\*b`, "`x`": "\\`x\\`", "<a>": `\<a\>`, "x & y &amp; &#1;": `x & y \&amp; \&#1;`,
		"# x": `\# x`, "a # b": "a # b", "- x": `\- x`, "12. x": `12\. x`, "1.5": `1\.5`, "a.b": "a.b", "[x](y)": `\[x\](y)`,
		"a\n\n# b": "a # b", "a\u202eb\x1b[31m\x00": `ab\[31m`, "~x~ |": `\~x\~ \|`, `\`: `\\`, "": "",
	} {
		if got := escape(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestCodeSpan(t *testing.T) {
	for s, want := range map[string]string{"a": "`a`", "a`b": "``a`b``", "`": "`` ` ``", "a\nb": "`a b`"} {
		if got := codeSpan(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestShort(t *testing.T) {
	for _, test := range []struct {
		code catalog.Code
		want string
	}{
		{catalog.Code{ID: "404", Name: "Not Found", Description: catalog.Text{Text: "No such thing."}}, "Not Found"},
		{catalog.Code{ID: "X", Name: "X", Description: catalog.Text{Text: "No such thing. At all."}}, "No such thing"},
		{catalog.Code{ID: "X", Message: catalog.Text{Text: "no\nsuch"}}, "no such"},
		{catalog.Code{ID: "X", Description: catalog.Text{Text: "A text that is much too long for a line"}}, "A text that is much…"},
		{catalog.Code{ID: "X", Description: catalog.Text{Text: "世世世世世世世世世世"}}, "世世世世世世…"},
		{catalog.Code{ID: "X"}, ""},
	} {
		if got := Short(&test.code, 20); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

// TestBackoff checks that growing waits are mentioned only if the documentation asks for them.
func TestBackoff(t *testing.T) {
	for _, test := range []struct{ backoff, want string }{
		{"", "Wait, then retry. (stated)\nRetrying can help after a delay. (stated)\n"},
		{"exponential", "Wait, then retry. (stated)\nRetrying can help after a delay. The documentation asks for exponential backoff. (stated)\n"},
	} {
		code := catalog.Code{
			ID: "Busy", Handling: catalog.RetryBackoff, Retry: catalog.RetryWithBackoff, Backoff: test.backoff,
			Basis: catalog.Basis{Handling: catalog.Stated, Retry: catalog.Stated},
		}
		got := Text(catalog.Ref{Catalog: &catalog.Catalog{Title: "Acme"}, Code: &code}, 200, false)
		if !strings.Contains(got, test.want) {
			t.Errorf("backoff %q: got\n%s\nwant\n%s", test.backoff, got, test.want)
		}
	}
}

// TestFacts checks that a code which only lists facts names the source of the facts, and that other codes do not.
func TestFacts(t *testing.T) {
	cat := &catalog.Catalog{Title: "Acme", Sources: []catalog.Source{{Title: "Acme's page"}, {Title: "Acme SDK 1.2", Date: "2026-11-30", Facts: true}}}
	const want = "Known from: Acme SDK 1.2"
	fact := &catalog.Code{ID: "F", HTTP: []int{404}, Retry: catalog.RetryUnspecified}
	if text := Text(catalog.Ref{Catalog: cat, Code: fact}, 100, false); !strings.Contains(text, want) {
		t.Errorf("%s\nlacks %q", text, want)
	}
	judged := &catalog.Code{ID: "J", Description: catalog.Text{Text: "It failed."}, Handling: catalog.FixRequest, By: "caller"}
	if text := Text(catalog.Ref{Catalog: cat, Code: judged}, 100, false); strings.Contains(text, want) {
		t.Errorf("%s\ncontains %q", text, want)
	}
}
