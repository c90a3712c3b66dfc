package docpage

import (
	"regexp"
	"strings"

	"github.com/errls/errls/catalog"
)

// A judgement is the handling and the retry class that a phrase states. Either may be empty.
type judgement struct {
	phrase        string // regular expression for a sentence in lower case
	handling      catalog.Handling
	retry         catalog.Retry
	inDescription bool // the phrase also counts in a description, if there is no remedy
}

// judgements returns the phrases that state what to do, the strongest first. A phrase that only suggests something is
// not included: after "check whether the tracker exists" there may or may not be a new request.
func judgements() []judgement {
	return []judgement{
		{`(?:do|must|should|can) ?not (?:be )?retr(?:y|ied)|don't retry|not retryable|请勿重试|不要重试|不可重试`, "", catalog.RetryNever, false},
		{`retry-after`, catalog.WaitRetryAfter, catalog.RetryServerSays, true},
		{`exponential(?:ly)? back|back ?off|指数退避`, catalog.RetryBackoff, catalog.RetryWithBackoff, false},
		{`corrected by retrying`, catalog.RetryBackoff, catalog.RetryWithBackoff, true},
		{`\breconnect|重新连接`, catalog.Reconnect, catalog.RetryAfterRecovery, false},
		{`\b(?:obtain|get|fetch|read|query)\b.* (?:again|anew)\b|\brefresh .*(?:retry|try again)`, catalog.RefreshThenRetry, catalog.RetryAfterRecovery, false},
		{`\b(?:try|send the request|call) again\b|\bretry (?:later|the (?:request|operation|call))|(?:^|please )retry\b|稍后.{0,4}(?:重试|再试)|请重试`,
			catalog.RetryBackoff, catalog.RetryWithBackoff, false},
		{`return (?:an|the) error\b|返回错误`, catalog.ReturnToCaller, "", false},
		{`^(?:please )?(?:check|grant|obtain|apply for|verify|ask .* for) .*\b(?:permissions?|credentials?|access ?keys?|signature|secret ?(?:key|id))\b|检查.*(?:权限|密钥|签名)`,
			catalog.FixCredentials, "", false},
		{`^(?:please )?(?:check|verify|make sure|ensure) .*\b(?:is|are) (?:correct|valid|correctly set|properly set)|检查.*(?:参数|格式|是否正确)`,
			catalog.FixRequest, "", false},
		{`^(?:please )?(?:check|verify) the (?:request |message )?body\b`, catalog.FixRequest, "", false},
		{`^(?:please )?(?:change|modify|correct|set|specify|enter|use) (?:its|the|a|an) (?:correct |valid |different )?(?:value|parameter|request|format)\b`,
			catalog.FixRequest, "", false},
		{`^(?:please )?(?:change|modify) its value\b|^(?:delete|remove) the \w+ parameter\b`, catalog.FixRequest, "", false},
		{`^(?:please )?delete .*\b(?:unnecessary|unused|existing)\b|\b(?:increase|raise) .*\bquota\b`, catalog.FixStateFirst, "", false},
		{`\bcontact (?:[\w&]+ ){0,3}(?:support|service|personnel|us|administrator)\b|submit a (?:service )?ticket|联系.*(?:支持|客服|人员)|提交工单`,
			catalog.ContactSupport, "", false},
		{`\bfor (?:the )?specific causes?, see\b|\bsee .* for (?:the )?details\b`, catalog.InspectDetail, "", true},
	}
}

// A judge finds judgements in the texts of a page.
type judge struct {
	phrases     []*regexp.Regexp
	table       []judgement
	conditional *regexp.Regexp
	exponential *regexp.Regexp
}

func newJudge() *judge {
	j := &judge{table: judgements()}
	for _, p := range j.table {
		j.phrases = append(j.phrases, regexp.MustCompile(p.phrase))
	}
	j.conditional = regexp.MustCompile(`^if\b|[ (]if\b|\bfor (?:example|instance)\b|\bunless\b|\bwhen\b|如果|例如`)
	j.exponential = regexp.MustCompile(`exponential|指数退避`)
	return j
}

// judge sets the handling and the retry class of a code if its texts state them: the remedy or, without one, the
// description.
func (j *judge) judge(c *catalog.Code) {
	for _, sentence := range sentences(c.Remedy.Text) {
		j.read(c, sentence, false)
	}
	if c.Remedy.Text == "" {
		for _, sentence := range sentences(c.Description.Text) {
			j.read(c, sentence, true)
		}
	}
}

// read sets the handling and the retry class from the first matching phrases of one sentence, unless an earlier sentence
// has set them. Conditional sentences are ignored.
func (j *judge) read(c *catalog.Code, sentence string, isDescription bool) {
	sentence = strings.ToLower(sentence)
	if j.conditional.MatchString(sentence) {
		return
	}
	for i, p := range j.table {
		if isDescription && !p.inDescription || !j.phrases[i].MatchString(sentence) {
			continue
		}
		if c.Handling == "" && p.handling != "" && c.Retry != catalog.RetryNever {
			c.Handling, c.Basis.Handling = p.handling, catalog.Stated
			if p.retry != "" {
				c.Retry, c.Basis.Retry = p.retry, catalog.Stated
			}
			if p.retry == catalog.RetryWithBackoff && j.exponential.MatchString(sentence) {
				c.Backoff = "exponential"
			}
		}
		if p.handling == "" && c.Retry == catalog.RetryUnspecified {
			c.Retry, c.Basis.Retry = p.retry, catalog.Stated
		}
	}
}
