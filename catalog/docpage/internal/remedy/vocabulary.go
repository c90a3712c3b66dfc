package remedy

import (
	"slices"
	"strings"
)

// An action is the kind of action that a verb names.
type action int

const (
	noAction    action = iota
	retrying           // retry, resend
	trying             // try, send …: with "again" another attempt
	pausing            // wait
	backing            // back off
	using              // use, apply: of a backoff another attempt, of something else a repair
	changing           // correct, change: the object says what is repaired
	cleaning           // delete: of a part of the request, or of an object of the service
	providing          // top up, activate: repairs a state
	increasing         // increase: of a quota it repairs a state
	identifying        // log in, authenticate: repairs the identity of the caller
	asking             // apply for: the object shows what for
	refreshing         // refresh: of a token it repairs the identity
	fetching           // obtain, read: with "again" a refresh
	ensuring           // ensure, make sure: repairs something, which the object shows
	checking           // check, verify: may lead to a repair
	connecting         // reconnect
	slowing            // limit, throttle: of a rate
	neutral            // contact, return, see: has no influence on the next attempt
)

// A form is a form of a verb.
type form struct {
	action     action
	base       bool // also the imperative
	gerund     bool
	participle bool
}

// A vocabulary contains the verbs in all of their forms.
type vocabulary struct {
	forms map[string]form
	pairs map[string]string // two words -> one word
	same  map[string]string // spelling -> the spelling in forms
}

// verbs returns the verbs of each action. The hyphenated ones are two words in a text.
func verbs() map[action]string {
	return map[action]string{
		retrying: `retry resend resubmit reissue repeat reattempt rerun redo`,
		trying:   `try send submit issue make call invoke execute perform run attempt`,
		pausing:  `wait pause sleep hold-off hold-on`,
		backing:  `back-off`,
		using:    `use apply implement employ adopt`,
		changing: `correct fix change modify adjust edit amend replace specify enter provide supply set choose select pick shorten split
			rename rewrite encode reduce decrease lower add include pass trim convert resolve rectify solve update upgrade switch move
			configure swap repair`,
		cleaning: `delete remove drop clear clean`,
		providing: `top-up recharge pay renew purchase buy subscribe activate enable start unlock unfreeze create release resume free restart
			stop close cancel terminate bind unbind mount install open`,
		increasing:  `increase raise extend expand enlarge`,
		identifying: `log-in sign-in authenticate reauthenticate authorize`,
		asking:      `apply-for request ask grant`,
		refreshing:  `refresh regenerate`,
		fetching:    `obtain get fetch read query reload retrieve`,
		ensuring:    `ensure make-sure`,
		checking:    `check verify confirm validate review inspect`,
		connecting:  `reconnect`,
		slowing:     `throttle slow-down`,
		neutral:     `contact return see refer report consult withdraw troubleshoot`,
	}
}

// newVocabulary returns the vocabulary.
func newVocabulary() vocabulary {
	v := vocabulary{
		forms: map[string]form{},
		pairs: map[string]string{"such as": "as", "so that": "because", "as soon": "soon-as", "instead of": "instead-of", "rather than": "instead-of",
			"for example": "for-example", "for instance": "for-example", "in case": "in-case", "as long": "as-long"},
		same: map[string]string{"re-try": "retry", "re-send": "resend", "re-submit": "resubmit", "re-run": "rerun", "re-connect": "reconnect",
			"re-authenticate": "reauthenticate", "login": "log-in", "backoff": "back-off", "backoffs": "back-off", "retries": "retries",
			"kindly": "please", "relogin": "log-in"},
	}
	for a, words := range verbs() {
		for _, base := range strings.Fields(words) {
			v.add(base, a)
		}
	}
	for _, irregular := range []struct{ word, base string }{
		{"got", "get"}, {"obtained", "obtain"}, {"chosen", "choose"}, {"paid", "pay"}, {"bought", "buy"}, {"made-sure", "make-sure"},
		{"sent", "send"}, {"resent", "resend"}, {"made", "make"},
	} {
		v.forms[irregular.word] = form{action: v.forms[irregular.base].action, participle: true}
	}
	return v
}

// add adds the forms of a verb.
func (v *vocabulary) add(base string, a action) {
	head, rest, two := strings.Cut(base, "-")
	join := func(word string) string {
		if !two {
			return word
		}
		v.pairs[word+" "+strings.ReplaceAll(rest, "-", " ")] = word + "-" + rest
		return word + "-" + rest
	}
	v.forms[join(head)] = form{action: a, base: true}
	stem := strings.TrimSuffix(head, "e")
	if slices.Contains([]string{"set", "get", "run", "rerun", "submit", "resubmit", "stop", "drop", "log", "swap", "trim", "top", "split"}, head) {
		stem = head + head[len(head)-1:]
	}
	if head == "see" || head == "free" {
		stem = head
	}
	v.forms[join(stem+"ing")] = form{action: a, gerund: true}
	switch {
	case head == "set" || head == "split" || head == "read":
	case strings.HasSuffix(head, "y") && !strings.HasSuffix(head, "ay") && !strings.HasSuffix(head, "oy"):
		v.forms[join(strings.TrimSuffix(head, "y")+"ied")] = form{action: a, participle: true}
	default:
		v.forms[join(strings.TrimSuffix(stem, "e")+"ed")] = form{action: a, participle: true}
	}
}

// mentionsAttempt reports whether words mention another attempt.
func mentionsAttempt(words []string) bool {
	for i, w := range words {
		switch {
		case strings.HasPrefix(w, "retry") && w != "retry-after", strings.HasPrefix(w, "retri") && !strings.HasPrefix(w, "retriev"), strings.HasPrefix(w, "non-retr"),
			strings.HasPrefix(w, "resend"), strings.HasPrefix(w, "resent"), strings.HasPrefix(w, "resubmi"), strings.HasPrefix(w, "reissu"),
			strings.HasPrefix(w, "repeat"), strings.HasPrefix(w, "reattempt"), strings.HasPrefix(w, "rerun"), strings.HasPrefix(w, "back-off"),
			strings.HasPrefix(w, "backing-off"), w == "again", w == "anew":
			return true
		case (w == "attempt" || w == "attempts") && i > 0 && (words[i-1] == "another" || words[i-1] == "further" || words[i-1] == "next" || words[i-1] == "more"):
			return true
		case w == "later" && i > 0 && (words[i-1] == "try" || words[i-1] == "trying"):
			return true
		}
	}
	return false
}
