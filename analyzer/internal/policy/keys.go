package policy

import (
	"slices"
	"strings"
)

// The keys that gRPC reads in a service config. It ignores all others without a message.
var (
	configKeys     = []string{"methodConfig", "loadBalancingConfig", "loadBalancingPolicy", "retryThrottling", "healthCheckConfig"}
	methodKeys     = []string{"name", "waitForReady", "timeout", "maxRequestMessageBytes", "maxResponseMessageBytes", "retryPolicy"}
	nameKeys       = []string{"service", "method"}
	policyKeys     = []string{"maxAttempts", "initialBackoff", "maxBackoff", "backoffMultiplier", "retryableStatusCodes"}
	throttlingKeys = []string{"maxTokens", "tokenRatio"}
)

// findMisspelled adds a problem for each key of an object that nearly equals one of the keys that gRPC reads there. If
// the keys are required, gRPC rejects the config.
func (c *configReader) findMisspelled(v *jsonValue, keys []string, required bool) {
	if v.open {
		return
	}
	for i := range v.members {
		k := &v.members[i]
		for _, name := range keys {
			if isMisspelling(v, k, keys, name) {
				add := c.addIgnoredKey
				if required {
					add = func(k *jsonMember, message string) { c.addProblem(k.start, k.end, message) }
				}
				add(k, "gRPC ignores the key "+k.name+"; did you mean "+name+"?")
				break
			}
		}
	}
}

// misspelled reports whether an object has a key that findMisspelled takes for name, or may have keys that are not known.
func (c *configReader) misspelled(v *jsonValue, name string) bool {
	if v.open {
		return true
	}
	keys := slices.Concat(configKeys, methodKeys, nameKeys, policyKeys, throttlingKeys)
	return slices.ContainsFunc(v.members, func(k jsonMember) bool { return isMisspelling(v, &k, keys, name) })
}

// isMisspelling reports whether key k of an object is name with a small mistake. It is not if it is one of the keys, in
// any case, or if the object has the right key too.
func isMisspelling(v *jsonValue, k *jsonMember, keys []string, name string) bool {
	for _, key := range keys {
		if strings.EqualFold(key, k.name) {
			return false
		}
	}
	has := slices.ContainsFunc(v.members, func(other jsonMember) bool { return strings.EqualFold(other.name, name) })
	return !has && resembles(k.name, name)
}

// resembles reports whether two different keys are nearly equal: without regard to case, underscores and hyphens, in the
// plural, or except for one letter in six.
func resembles(written, name string) bool {
	a, b := plain(written), plain(name)
	return a == b || a == b+"s" || a == strings.TrimSuffix(b, "y")+"ies" || distance(a, b) <= len(b)/6
}

// distance returns the smallest number of letters to insert, remove or replace that turns a into b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			next := min(row[j], row[j+1]) + 1
			if a[i] == b[j] {
				next = min(next, diagonal)
			} else {
				next = min(next, diagonal+1)
			}
			diagonal, row[j+1] = row[j+1], next
		}
	}
	return row[len(b)]
}

// plain returns a key in lower case, without underscores and hyphens.
func plain(key string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == ' ' {
			return -1
		}
		return r
	}, strings.ToLower(key))
}

// checkReadsSomething adds a problem if an object that is passed to gRPC has keys, but none that gRPC reads.
func (c *configReader) checkReadsSomething(v *jsonValue) {
	if v.open {
		return
	}
	bare := 0
	for i := range v.members {
		name := v.members[i].name
		same := func(key string) bool { return strings.EqualFold(key, name) }
		if slices.ContainsFunc(configKeys, same) {
			return
		}
		if slices.ContainsFunc(policyKeys, same) {
			bare++
		}
	}
	switch {
	case bare > 1:
		c.addIgnoredKey(&v.members[0], "gRPC ignores this retryPolicy; put it into an entry of methodConfig, as the value of retryPolicy")
		c.readBarePolicy(v)
	case len(v.members) > 0:
		c.addIgnoredKey(&v.members[0], "gRPC reads nothing in this service config: it has none of the keys "+strings.Join(configKeys, ", "))
	}
}

// readBarePolicy reads a retryPolicy where gRPC ignores it.
func (c *configReader) readBarePolicy(v *jsonValue) {
	first := len(c.Problems)
	c.readRetryPolicy(&jsonMember{value: v}, false)
	for i := first; i < len(c.Problems); i++ {
		c.Problems[i].Refused = false
	}
}
