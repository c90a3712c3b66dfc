package policy

import (
	"strconv"
	"strings"

	"github.com/errls/errls/analyzer/sites"
)

// readConfig reads the whole config. gRPC rejects all of it if a value is of the wrong kind or a policy fails its
// checks.
func (c *configReader) readConfig(v *jsonValue) {
	if v.kind == 'n' || !c.checkKind(v, '{', "a service config") {
		return
	}
	c.findMisspelled(v, configKeys, false)
	for _, name := range []string{"retryPolicy", "hedgingPolicy"} {
		if k := v.key(name); k != nil {
			c.addIgnoredKey(k, "gRPC ignores "+name+" here; put it into an entry of methodConfig")
			if k.value.kind == '{' {
				c.readCodes(k.value)
			}
		}
	}
	if k := v.key("serviceConfig"); k != nil && c.Call != nil && k.value.key("methodConfig") != nil {
		// DNS records have this key around the config of each client.
		c.addIgnoredKey(k, "gRPC ignores serviceConfig; write its content without it")
	}
	if c.Call != nil && len(c.Problems) == 0 {
		c.checkReadsSomething(v)
	}
	if k := v.key("loadBalancingPolicy"); k != nil {
		c.checkKind(k.value, '"', "loadBalancingPolicy")
	}
	if k := v.key("healthCheckConfig"); k != nil && c.checkKind(k.value, '{', "healthCheckConfig") {
		if s := k.value.key("serviceName"); s != nil {
			c.checkKind(s.value, '"', "serviceName")
		}
	}
	methods := v.key("methodConfig")
	if methods != nil && c.checkKind(methods.value, '[', "methodConfig") {
		for _, entry := range methods.value.items {
			if entry.kind != 'n' && c.checkKind(entry, '{', "an entry of methodConfig") {
				c.readMethodConfig(entry)
			}
		}
	}
	if k := v.key("retryThrottling"); k != nil && c.checkKind(k.value, '{', "retryThrottling") {
		c.readThrottling(k, methods != nil)
	}
}

// readMethodConfig reads one entry of methodConfig.
func (c *configReader) readMethodConfig(v *jsonValue) {
	c.findMisspelled(v, methodKeys, false)
	hasNames, applies := c.readNames(v)
	if k := v.key("waitForReady"); k != nil {
		c.checkKind(k.value, 't', "waitForReady")
	}
	if k := v.key("timeout"); k != nil {
		c.readDuration(k.value, "timeout")
	}
	for _, name := range []string{"maxRequestMessageBytes", "maxResponseMessageBytes"} {
		if k := v.key(name); k != nil {
			c.checkInteger(k.value, name)
		}
	}
	if k := v.key("hedgingPolicy"); k != nil {
		c.addIgnoredKey(k, "gRPC for Go does not support hedging and ignores hedgingPolicy")
	}
	k := v.key("retryPolicy")
	if k == nil || !c.checkKind(k.value, '{', "retryPolicy") {
		return
	}
	if !applies {
		c.addIgnoredKey(k, "gRPC ignores this retryPolicy, because its entry of methodConfig has no name")
	}
	c.readRetryPolicy(k, hasNames)
}

// readNames reads the names of the methods to which an entry applies. It reports whether the entry has the key, without
// which gRPC does not check the values of the entry, and whether the entry applies to a method.
func (c *configReader) readNames(v *jsonValue) (hasKey, applies bool) {
	k := v.key("name")
	if k == nil || !c.checkKind(k.value, '[', "name") {
		return k != nil, k != nil || c.misspelled(v, "name")
	}
	for _, n := range k.value.items {
		if n.kind != 'n' && !c.checkKind(n, '{', "a name") { // null is a name without a service
			continue
		}
		c.findMisspelled(n, nameKeys, false)
		service, method, known := "", "", !n.open
		if s := n.key("service"); s != nil {
			known = known && !s.value.unknown
			if c.checkKind(s.value, '"', "service") {
				service = s.value.text()
			}
		}
		if m := n.key("method"); m != nil {
			known = known && !m.value.unknown
			if c.checkKind(m.value, '"', "method") {
				method = m.value.text()
			}
		}
		if !known {
			continue
		}
		path := service + "/" + method
		switch {
		case service == "" && method != "":
			c.addProblem(n.start, n.end, "a name with a method must have a service")
		case c.paths[path]:
			c.addProblem(n.start, n.end, "this name appears twice")
		}
		c.paths[path] = true
	}
	return true, len(k.value.items) > 0
}

// readRetryPolicy reads a retryPolicy. If check is true, all of its keys are required, and the ranges of the values are
// checked.
func (c *configReader) readRetryPolicy(policy *jsonMember, check bool) {
	v := policy.value
	c.findMisspelled(v, policyKeys, check)
	required := func(name string) *jsonMember {
		k := v.key(name)
		if k == nil && check && !c.misspelled(v, name) {
			c.addProblem(policy.start, policy.end, "the retryPolicy has no "+name)
		}
		return k
	}
	if k := required("maxAttempts"); k != nil && c.checkInteger(k.value, "maxAttempts") && check {
		if n, err := strconv.Atoi(k.value.raw); err == nil && n <= 1 {
			c.addProblem(k.value.start, k.value.end, "maxAttempts must be greater than 1")
		}
	}
	for _, name := range []string{"initialBackoff", "maxBackoff"} {
		if k := required(name); k != nil {
			if d, ok := c.readDuration(k.value, name); ok && d <= 0 && check {
				c.addProblem(k.value.start, k.value.end, name+" must be greater than 0")
			}
		}
	}
	if k := required("backoffMultiplier"); k != nil {
		c.checkPositive(k.value, "backoffMultiplier", check)
	}
	if k := required("retryableStatusCodes"); k != nil && k.value.kind == '[' && len(k.value.items) == 0 && check {
		c.addProblem(k.value.start, k.value.end, "retryableStatusCodes must contain a code")
	}
	c.readCodes(v)
}

// readCodes reads the codes of a policy.
func (c *configReader) readCodes(policy *jsonValue) {
	k := policy.key("retryableStatusCodes")
	if k == nil || !c.checkKind(k.value, '[', "retryableStatusCodes") {
		return
	}
	list := &sites.List{Node: c.exprAt(k.value.start, k.value.end, k.value.raw), Match: sites.Exact}
	for _, item := range k.value.items {
		c.addCode(list, item)
	}
}

// readThrottling reads retryThrottling. As in gRPC, the ranges of its values are checked only if checkRanges is set,
// that is, if the config has a methodConfig.
func (c *configReader) readThrottling(k *jsonMember, checkRanges bool) {
	c.findMisspelled(k.value, throttlingKeys, checkRanges)
	tokens, ratio := k.value.key("maxTokens"), k.value.key("tokenRatio")
	if tokens == nil && checkRanges && !c.misspelled(k.value, "maxTokens") {
		c.addProblem(k.start, k.end, "retryThrottling has no maxTokens")
	}
	if tokens != nil && c.checkKind(tokens.value, '0', "maxTokens") && checkRanges {
		if n, err := strconv.ParseFloat(tokens.value.raw, 64); err == nil && (n <= 0 || n > 1000) {
			c.addProblem(tokens.value.start, tokens.value.end, "maxTokens must be greater than 0 and at most 1000")
		}
	}
	if ratio == nil && checkRanges && !c.misspelled(k.value, "tokenRatio") {
		c.addProblem(k.start, k.end, "retryThrottling has no tokenRatio")
	}
	if ratio != nil {
		c.checkPositive(ratio.value, "tokenRatio", checkRanges)
	}
}

// checkPositive adds a problem if a value is not a number or, with checkRange, if it is not greater than 0.
func (c *configReader) checkPositive(v *jsonValue, name string, checkRange bool) {
	if !c.checkKind(v, '0', name) {
		return
	}
	switch n, err := strconv.ParseFloat(v.raw, 64); {
	case err != nil:
		c.addProblem(v.start, v.end, name+" is too large")
	case n <= 0 && checkRange:
		c.addProblem(v.start, v.end, name+" must be greater than 0")
	}
}

// checkInteger reports whether a value is an integer that fits a Go int, and adds a problem if it is not.
func (c *configReader) checkInteger(v *jsonValue, name string) bool {
	if !c.checkKind(v, '0', name) {
		return false
	}
	if _, err := strconv.ParseInt(v.raw, 10, 64); err != nil {
		c.addProblem(v.start, v.end, name+" must be a whole number")
		return false
	}
	return true
}

// maxSeconds is the longest duration of Protocol Buffers, in whole seconds.
const maxSeconds = 315_576_000_000

// readDuration returns a duration in seconds. Protocol Buffers write durations in JSON as a number of seconds with an s
// ("1.5s"). Ok is false if it is not one; this adds a problem.
func (c *configReader) readDuration(v *jsonValue, name string) (seconds float64, ok bool) {
	if !c.checkKind(v, '"', name) {
		return 0, false
	}
	text, s := strings.CutSuffix(v.text(), "s")
	digits := strings.TrimLeft(text, "+-")
	whole, part, dot := strings.Cut(digits, ".")
	good := s && digits != "" && (whole != "" || part != "") && len(part) <= 9 && strings.Trim(whole+part, "0123456789") == ""
	if !good || dot && strings.Contains(part, ".") {
		c.addProblem(v.start, v.end, name+` must be a number of seconds with an s, such as "0.5s"`)
		return 0, false
	}
	if part == "" {
		text = strings.TrimSuffix(text, ".")
	}
	n, err := strconv.ParseFloat(text, 64)
	if err == nil && n >= maxSeconds+1 {
		c.addProblem(v.start, v.end, name+" is too long")
		return 0, false
	}
	return n, err == nil
}
