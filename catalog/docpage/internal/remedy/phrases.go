package remedy

import (
	"regexp"
	"strings"

	"github.com/errls/errls/catalog"
)

// A phrase is a regular expression for a part of a sentence, and the handling that it states.
type phrase struct {
	re       *regexp.Regexp
	handling catalog.Handling
}

// detailPhrase refers to another text for what to do.
const detailPhrase = `\bfor (?:the )?specific causes?, see\b|\bsee .* for (?:the )?details\b`

// newPhrases returns the phrases that state a handling without another attempt, the strongest first. A phrase that only
// suggests something is not included: after "check whether the tracker exists" there may or may not be a new request.
func newPhrases() []phrase {
	var list []phrase
	for _, p := range []struct {
		text     string
		handling catalog.Handling
	}{
		{`return (?:an|the) error\b`, catalog.ReturnToCaller},
		{`^(?:please )?(?:check|grant|obtain|apply-for|verify|ask .* for) .*\b(?:permissions?|credentials?|access ?keys?|signature|secret ?(?:key|id))\b`, catalog.FixCredentials},
		{`^(?:please )?(?:check|verify|make-sure|ensure) .*\b(?:is|are) (?:correct|valid|correctly set|properly set)`, catalog.FixRequest},
		{`^(?:please )?(?:check|verify) the (?:request |message )?body\b`, catalog.FixRequest},
		{`^(?:please )?(?:change|modify|correct|set|specify|enter|use) (?:its|the|a|an) (?:correct |valid |different )?(?:value|parameter|request|format)\b`,
			catalog.FixRequest},
		{`^(?:please )?(?:change|modify) its value\b|^(?:delete|remove) the \w+ parameter\b`, catalog.FixRequest},
		{`^(?:please )?delete .*\b(?:unnecessary|unused|existing)\b|\b(?:increase|raise) .*\bquota\b`, catalog.FixStateFirst},
		{`\bcontact (?:[\w&]+ ){0,3}(?:support|service|personnel|us|administrator)\b|submit a (?:service )?ticket`, catalog.ContactSupport},
		{detailPhrase, catalog.InspectDetail},
	} {
		list = append(list, phrase{regexp.MustCompile(p.text), p.handling})
	}
	return list
}

// A hanPhrase is a regular expression for a Chinese sentence, and what it states.
type hanPhrase struct {
	re       *regexp.Regexp
	handling catalog.Handling
	retry    catalog.Retry
}

// newHanPhrases returns the Chinese phrases, the strongest first.
func newHanPhrases() []hanPhrase {
	var list []hanPhrase
	for _, p := range []struct {
		text     string
		handling catalog.Handling
		retry    catalog.Retry
	}{
		{`请勿重试|不要重试|不可重试`, "", catalog.RetryNever},
		{`指数退避`, catalog.RetryBackoff, catalog.RetryWithBackoff},
		{`重新连接`, catalog.Reconnect, catalog.RetryAfterRecovery},
		{`稍后.{0,4}(?:重试|再试)|请重试`, catalog.RetryBackoff, catalog.RetryWithBackoff},
		{`返回错误`, catalog.ReturnToCaller, ""},
		{`检查.*(?:权限|密钥|签名)`, catalog.FixCredentials, ""},
		{`检查.*(?:参数|格式|是否正确)`, catalog.FixRequest, ""},
		{`联系.*(?:支持|客服|人员)|提交工单`, catalog.ContactSupport, ""},
	} {
		list = append(list, hanPhrase{regexp.MustCompile(p.text), p.handling, p.retry})
	}
	return list
}

// readHan reads a Chinese sentence. A conditional one states nothing.
func (r *Reader) readHan(s *summary, sentence string) {
	if strings.Contains(sentence, "如果") || strings.Contains(sentence, "例如") {
		return
	}
	for _, p := range r.han {
		if !p.re.MatchString(sentence) {
			continue
		}
		switch {
		case p.handling == "":
			s.never = true
		case s.Handling != "" || s.never:
		case p.retry == "":
			s.handle(p.handling)
		default:
			s.Handling, s.Retry, s.fixed = p.handling, p.retry, true
			s.Exponential = strings.Contains(sentence, "指数退避")
		}
	}
}
