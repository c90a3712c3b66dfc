package docpage

import (
	"regexp"
	"slices"
	"strings"
)

// A sample is a block of code on a page, which may show an error body.
type sample struct {
	line int
	text string // word for word, each line with its line end
}

// addSample adds the lines from at up to end as a sample, without blank lines around them.
func (p *page) addSample(at, end int) {
	for at < end && p.blank(at) {
		at++
	}
	for end > at && p.blank(end-1) {
		end--
	}
	if at == end {
		return
	}
	p.mark(sampleLine, at, end)
	p.samples = append(p.samples, sample{at, strings.Join(p.lines[at:end], "\n") + "\n"})
}

// readIndented reads an indented code block of Markdown: after a blank line, on a page with Markdown headings.
func readIndented(p *page, at int) int {
	end := at
	for end < len(p.lines) && !p.blank(end) && (strings.HasPrefix(p.lines[end], "    ") || strings.HasPrefix(p.lines[end], "\t")) {
		end++
	}
	if end == at || at > 0 && !p.blank(at-1) || !p.markdown {
		return at
	}
	p.mark(sampleLine, at, end)
	return end
}

// hasHeadings reports whether a page has a Markdown heading.
func (p *page) hasHeadings() bool {
	return slices.ContainsFunc(p.lines, func(line string) bool {
		return strings.HasPrefix(strings.TrimLeft(line, "#"), " ") && strings.HasPrefix(line, "#")
	})
}

// readFence reads a fenced code block of Markdown. Go constants are a table, anything else is a sample.
func readFence(p *page, at int) int {
	line := strings.TrimSpace(p.lines[at])
	mark := "```"
	if strings.HasPrefix(line, "~~~") {
		mark = "~~~"
	} else if !strings.HasPrefix(line, mark) {
		return at
	}
	language := strings.TrimSpace(strings.Trim(line, mark[:1]))
	if strings.Contains(language, "`") {
		return at // inline code
	}
	end := at + 1
	for end < len(p.lines) && !strings.HasPrefix(strings.TrimSpace(p.lines[end]), mark) {
		end++
	}
	p.mark(sampleLine, at, min(end+1, len(p.lines)))
	if end == len(p.lines) {
		p.errorf(at, "the fenced block has no end: is the page cut off?")
		return end
	}
	text := strings.Join(p.lines[at+1:end], "\n")
	if (language == "go" || language == "golang") && strings.Contains(text, "const") {
		readGo(p, at+1, end)
	} else {
		p.addSample(at+1, end)
	}
	return end + 1
}

// maxBody is the maximum number of lines of an error body outside of a code block.
const maxBody = 200

// readBody reads an error body in the text: a protobuf message, a JSON object, or the members of a JSON object without
// the braces.
func readBody(p *page, at int) int {
	line := strings.TrimSpace(p.lines[at])
	switch {
	case strings.HasPrefix(line, "{") || strings.HasPrefix(line, "message ") && strings.HasSuffix(line, "{"):
		depth := 0
		for end := at; end < min(len(p.lines), at+maxBody); end++ {
			var ok bool
			if depth, ok = braces(p.lines[end], depth); !ok {
				return at
			}
			if depth == 0 {
				p.addSample(at, end+1)
				return end + 1
			}
		}
	case isMember(line):
		end := at + 1
		for next := end; next < min(len(p.lines), at+maxBody); next++ {
			if isMember(strings.TrimSpace(p.lines[next])) {
				end = next + 1
			} else if !p.blank(next) {
				break
			}
		}
		p.addSample(at, end)
		return end
	}
	return at
}

// braces returns the depth of nested braces after a line, ignoring those in strings. It returns false if they are nested
// too deeply, or if a closing brace has no opening one.
func braces(line string, depth int) (int, bool) {
	quoted := false
	for i := 0; i < len(line); i++ {
		switch {
		case quoted && line[i] == '\\':
			i++
		case line[i] == '"':
			quoted = !quoted
		case quoted:
		case line[i] == '{':
			depth++
		case line[i] == '}':
			depth--
		}
		if depth < 0 || depth > maxDepth {
			return 0, false
		}
	}
	return depth, true
}

// isMember reports whether a line is a member of a JSON object: "key": value.
func isMember(line string) bool {
	key, value, ok := strings.Cut(strings.TrimPrefix(line, `"`), `"`)
	return ok && strings.HasPrefix(line, `"`) && key != "" && !strings.ContainsAny(key, " ,:{}") &&
		strings.HasPrefix(strings.TrimSpace(value), ":")
}

// A wire describes an error body, according to a sample.
type wire struct {
	format, code, message string
	sample                sample
}

// wire finds a sample of an error body: the first with keys for the code and the message, else the first with a key that
// can only be that of an error code. It returns nil if there is none.
func (p *page) wire() *wire {
	member := regexp.MustCompile(`"([A-Za-z][\w.-]*)"\s*:`)
	field := regexp.MustCompile(`(?m)^\s*(?:(?:required|optional|repeated)\s+)?[\w.]+\s+(\w+)\s*=\s*[0-9]+`)
	var codeOnly *wire
	for _, s := range p.samples {
		w := &wire{format: "json", sample: s}
		keys := member
		if strings.HasPrefix(strings.TrimSpace(s.text), "message ") {
			w.format, keys = "protobuf", field
		}
		for _, m := range keys.FindAllStringSubmatch(s.text, -1) {
			switch key := normalizeKey(m[1]); {
			case w.code == "" && slices.Contains(codeKeys(), key):
				w.code = m[1]
			case w.message == "" && slices.Contains(messageKeys(), key):
				w.message = m[1]
			}
		}
		switch {
		case w.code != "" && w.message != "":
			return w
		case codeOnly == nil && w.code != "" && normalizeKey(w.code) != "code":
			codeOnly = w
		}
	}
	return codeOnly
}

// normalizeKey returns a key in the form of codeKeys and messageKeys.
func normalizeKey(key string) string {
	return strings.ToLower(strings.NewReplacer("_", "", "-", "", ".", "").Replace(key))
}

// codeKeys returns the usual keys for the code in an error body.
func codeKeys() []string {
	return []string{"code", "errorcode", "errcode", "errno", "errornum", "errornumber", "retcode", "returncode", "resultcode"}
}

// messageKeys returns the usual keys for the message in an error body.
func messageKeys() []string {
	return []string{"message", "errormessage", "errmessage", "errormsg", "errmsg", "msg", "errordescription", "description", "detail"}
}
