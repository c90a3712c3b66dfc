package docpage

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A form is the form in which a code is written. Nearly always all codes of a table have the same form.
type form string

const (
	formNone   form = ""              // not a single word
	formInt    form = "number"        // 1010
	formHex    form = "hexadecimal"   // 0x80070005
	formTagged form = "lettered code" // E1001, CTS.0001, ORA-00942
	formUpper  form = "UPPER_CASE"
	formSnake  form = "lower_case"
	formCamel  form = "CamelCase"
	formWord   form = "Word"  // one capitalized word, which may also be the beginning of a sentence
	formLower  form = "word"  // one word in lower case
	formOther  form = "other" // Content-Type
)

// patterns contains compiled regular expressions. There is one for each page.
type patterns struct {
	forms []formPattern
	date  *regexp.Regexp
}

// A formPattern is the regular expression of a form.
type formPattern struct {
	form form
	re   *regexp.Regexp
}

// newPatterns compiles the regular expressions. The form of a word is that of the first expression that matches it.
func newPatterns() *patterns {
	p := &patterns{date: regexp.MustCompile(`(?i)(?:updated|更新)[^0-9\n]{0,24}([0-9]{4}-[0-9]{2}-[0-9]{2})`)}
	for _, f := range []struct {
		form form
		re   string
	}{
		{formInt, `[-+]?[0-9]+`},
		{formHex, `0[xX][0-9a-fA-F]+`},
		{formTagged, `[A-Za-z]{1,12}[-_.:]?[A-Za-z]{0,12}[-_.:]?[0-9]{2,}`},
		{formUpper, `[A-Z][A-Z0-9]+(?:[_.-][A-Z0-9]+)*`},
		{formSnake, `[a-z][a-z0-9]*(?:[_.-][a-z0-9]+)+`},
		{formWord, `[A-Z][a-z]*`},
		{formLower, `[a-z]+`},
		{formCamel, `[A-Za-z][A-Za-z0-9]*(?:[.:/_][A-Za-z][A-Za-z0-9]*)*`},
		{formOther, `[A-Za-z0-9_][\w.:/#-]*`},
	} {
		p.forms = append(p.forms, formPattern{f.form, regexp.MustCompile(`^(?:` + f.re + `)$`)})
	}
	return p
}

// maxCodeLen is the maximum length of a code in bytes.
const maxCodeLen = 160

// formOf returns the form of a code, or formNone if the text cannot be a code.
func (p *patterns) formOf(s string) form {
	if s == "" || len(s) > maxCodeLen || strings.ContainsAny(s, " ,;|") {
		return formNone
	}
	for _, f := range p.forms {
		if f.re.MatchString(s) {
			return f.form
		}
	}
	return formNone
}

// strong reports whether a word of this form is certainly a code, even between the words of a sentence.
func (f form) strong() bool {
	return f == formTagged || f == formUpper || f == formSnake || f == formCamel || f == formHex
}

// oneStatus parses an HTTP status: a number from 100 to 599.
func oneStatus(s string) (int, bool) {
	if len(s) != 3 {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 100 && n <= 599
}

// statuses parses the HTTP statuses of a cell: "400", "400, 403", "HTTP 404 Not Found", "Not Found (404)". It reports
// whether the cell begins with a status, or ends with one in parentheses, and contains no other number.
func statuses(cell string) ([]int, bool) {
	if reason, status, ok := strings.Cut(strings.TrimSuffix(cell, ")"), "("); ok && strings.HasSuffix(cell, ")") && !strings.ContainsFunc(reason, unicode.IsDigit) {
		cell = status
	}
	var list []int
	fields := strings.FieldsFunc(cell, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' })
	for i, f := range fields {
		n, ok := oneStatus(f)
		switch {
		case ok && !slices.Contains(list, n):
			list = append(list, n)
		case ok:
		case strings.ContainsFunc(f, unicode.IsDigit):
			return nil, false
		case i == 0 && !strings.EqualFold(f, "HTTP"):
			return nil, false
		}
	}
	return list, len(list) > 0
}

// noStatus reports whether a cell means that there is no status.
func noStatus(cell string) bool {
	switch strings.ToLower(strings.Trim(cell, " .")) {
	case "", "-", "--", "—", "–", "n/a", "none", "无":
		return true
	}
	return false
}

// isStatusClass reports whether a cell names several statuses without listing them: "4xx", "any".
func isStatusClass(cell string) bool {
	cell = strings.ToLower(cell)
	switch cell {
	case "any", "all", "various", "varies", "other", "others", "multiple", "*":
		return true
	}
	return len(cell) == 3 && cell[0] >= '1' && cell[0] <= '5' && strings.HasSuffix(cell, "xx")
}

// imperatives returns the words with which English instructions begin.
func imperatives() []string {
	return strings.Fields(`add adjust allow apply ask avoid call change check choose click configure confirm connect
		consider contact correct create decrease delete disable do enable ensure enter fix follow get go grant handle
		ignore increase increment log look make modify obtain open pass please provide raise read reauthenticate
		reconnect reduce refer refresh remove rename renew reopen repeat replace resend resolve resubmit restart
		retry return review rotate run see select send set shorten sign specify split stop submit switch troubleshoot try
		update upgrade use verify wait withdraw`)
}

// isImperative reports whether a sentence is an instruction.
func isImperative(verbs []string, sentence string) bool {
	sentence = strings.TrimSpace(sentence)
	for _, lead := range []string{"请", "检查", "确认", "联系", "重试", "稍后", "使用", "修改", "重新", "提交", "返回", "参考", "降低", "减少"} {
		if strings.HasPrefix(sentence, lead) {
			return true
		}
	}
	first, _, _ := strings.Cut(sentence, " ")
	return slices.Contains(verbs, strings.ToLower(strings.Trim(first, ",:;.")))
}
