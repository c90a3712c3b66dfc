package explain

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/errls/errls/catalog"
)

// Markdown explains a code as Markdown. Texts from the catalog are escaped, so that they are shown literally.
func Markdown(ref catalog.Ref, options Options) string {
	p := newPage(ref, options)
	var b strings.Builder
	p.markdownHead(&b)
	p.markdownQuotes(&b)
	if len(p.steps) > 0 {
		b.WriteString("\nSteps:\n")
	}
	for i, step := range p.steps {
		b.WriteString(strconv.Itoa(i+1) + ". " + escape(step) + "\n")
	}
	if len(p.notes) > 0 {
		b.WriteString("\nNotes:\n")
	}
	for _, note := range p.notes {
		b.WriteString("- " + escape(note) + "\n")
	}
	if p.url != "" {
		b.WriteString("\n" + link("More about "+p.code, p.url) + "\n")
	}
	return strings.TrimSpace(b.String()) + "\n"
}

// markdownHead writes the title of the page, the facts and the advice.
func (p page) markdownHead(b *strings.Builder) {
	b.WriteString("**" + codeSpan(p.code) + "**")
	if p.name != "" {
		b.WriteString(" " + escape(p.name))
	}
	b.WriteString(" — " + escape(p.service))
	for _, fact := range p.facts {
		b.WriteString(" · " + escape(fact))
	}
	b.WriteString("\n\n")
	for i, a := range p.advice {
		text := escape(a.text)
		if i == 0 {
			text = "**" + text + "**"
		}
		b.WriteString(text)
		if a.basis != "" {
			b.WriteString(" *" + escape(a.basis) + "*")
		}
		b.WriteString("  \n")
	}
}

func (p page) markdownQuotes(b *strings.Builder) {
	for _, q := range p.quotes {
		b.WriteString("\n" + q.label)
		if q.source != nil {
			b.WriteString(" (" + link(q.source.Title, q.source.URL))
			if q.source.Date != "" {
				b.WriteString(", " + escape(q.source.Date))
			}
			b.WriteString(")")
		}
		b.WriteString(":\n> " + escape(q.text) + "\n")
	}
}

// link returns a link to a web page. For an address that is not an HTTP URL it returns only the title.
func link(title, address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return escape(title)
	}
	target := strings.NewReplacer("<", "%3C", ">", "%3E", "(", "%28", ")", "%29", "\\", "%5C").Replace(u.String())
	return "[" + escape(title) + "](" + target + ")"
}

// codeSpan returns s as a Markdown code span, even if it contains backquotes.
func codeSpan(s string) string {
	s = oneLine(s)
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

// escape returns s as one line of Markdown that is displayed as s. Only characters that would be markup are escaped,
// because some editors show unnecessary backslashes.
func escape(s string) string {
	s = oneLine(s)
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case strings.IndexByte("\\`*[]<>|~", c) >= 0,
			c == '_' && !insideWord(s, i),
			c == '&' && i+1 < len(s) && (isAlnum(s[i+1]) || s[i+1] == '#'),
			i == 0 && strings.IndexByte("#+-=", c) >= 0,
			(c == '.' || c == ')') && i > 0 && allDigits(s[:i]):
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

func insideWord(s string, i int) bool {
	return i > 0 && i+1 < len(s) && isAlnum(s[i-1]) && isAlnum(s[i+1])
}

func isAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func allDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }
