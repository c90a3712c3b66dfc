package policy

import (
	"strconv"
	"strings"

	"github.com/errls/errls/analyzer/sites"
)

// root reads the whole config. What is not of the right kind makes gRPC refuse all of it, and so does what its own
// check of a policy does not let pass.
func (c *configReader) root(v *jsonValue) {
	if v.kind == 'n' || !c.is(v, '{', "a service config") {
		return
	}
	for _, name := range []string{"retryPolicy", "hedgingPolicy"} {
		if k := v.key(name); k != nil {
			c.passedOver(k, "gRPC ignores "+name+" here; put it into an entry of methodConfig")
			if k.value.kind == '{' {
				c.codes(k.value)
			}
		}
	}
	if k := v.key("serviceConfig"); k != nil && c.Call != nil && k.value.key("methodConfig") != nil {
		// The records of DNS have such a frame, for each client one.
		c.passedOver(k, "gRPC ignores serviceConfig; write its content without it")
	}
	if k := v.key("loadBalancingPolicy"); k != nil {
		c.is(k.value, '"', "loadBalancingPolicy")
	}
	methods := v.key("methodConfig")
	if methods != nil && c.is(methods.value, '[', "methodConfig") {
		for _, entry := range methods.value.items {
			if entry.kind != 'n' && c.is(entry, '{', "an entry of methodConfig") {
				c.entry(entry)
			}
		}
	}
	if k := v.key("retryThrottling"); k != nil && c.is(k.value, '{', "retryThrottling") {
		c.throttling(k, methods != nil)
	}
}

// entry reads one entry of methodConfig.
func (c *configReader) entry(v *jsonValue) {
	named := c.names(v)
	if k := v.key("waitForReady"); k != nil {
		c.is(k.value, 't', "waitForReady")
	}
	if k := v.key("timeout"); k != nil {
		c.duration(k.value, "timeout")
	}
	for _, name := range []string{"maxRequestMessageBytes", "maxResponseMessageBytes"} {
		if k := v.key(name); k != nil {
			c.integer(k.value, name)
		}
	}
	if k := v.key("hedgingPolicy"); k != nil {
		c.passedOver(k, "gRPC for Go does not support hedging and ignores hedgingPolicy")
	}
	k := v.key("retryPolicy")
	if k == nil || !c.is(k.value, '{', "retryPolicy") {
		return
	}
	if !named {
		c.passedOver(k, "gRPC ignores this retryPolicy, because its entry of methodConfig has no name")
		c.codes(k.value)
		return
	}
	c.policy(k)
}

// names reads which methods an entry is for, and reports whether there are any.
func (c *configReader) names(v *jsonValue) bool {
	k := v.key("name")
	if k == nil || !c.is(k.value, '[', "name") {
		return k != nil
	}
	for _, n := range k.value.items {
		if n.kind == 'n' || !c.is(n, '{', "a name") {
			continue
		}
		service, method := "", ""
		if s := n.key("service"); s != nil && c.is(s.value, '"', "service") {
			service = s.value.text()
		}
		if m := n.key("method"); m != nil && c.is(m.value, '"', "method") {
			method = m.value.text()
		}
		path := service + "/" + method
		switch {
		case service == "" && method != "":
			c.problem(n.start, n.end, "a name with a method must have a service")
		case c.paths[path]:
			c.problem(n.start, n.end, "this name appears twice")
		}
		c.paths[path] = true
	}
	return len(k.value.items) > 0
}

// policy reads a retryPolicy, all of whose keys have to be there.
func (c *configReader) policy(policy *jsonMember) {
	v := policy.value
	if k := c.must(policy, "maxAttempts"); k != nil && c.integer(k.value, "maxAttempts") {
		if n, err := strconv.Atoi(k.value.raw); err == nil && n <= 1 {
			c.problem(k.value.start, k.value.end, "maxAttempts must be greater than 1")
		}
	}
	for _, name := range []string{"initialBackoff", "maxBackoff"} {
		if k := c.must(policy, name); k != nil {
			if d, ok := c.duration(k.value, name); ok && d <= 0 {
				c.problem(k.value.start, k.value.end, name+" must be greater than 0")
			}
		}
	}
	if k := c.must(policy, "backoffMultiplier"); k != nil {
		c.positive(k.value, "backoffMultiplier")
	}
	if k := c.must(policy, "retryableStatusCodes"); k != nil && k.value.kind == '[' && len(k.value.items) == 0 {
		c.problem(k.value.start, k.value.end, "retryableStatusCodes must contain a code")
	}
	c.codes(v)
}

// must returns a key of a policy, and notes the problem where it is missing.
func (c *configReader) must(policy *jsonMember, name string) *jsonMember {
	k := policy.value.key(name)
	if k == nil {
		c.problem(policy.start, policy.end, "the retryPolicy has no "+name)
	}
	return k
}

// codes reads the codes of a policy.
func (c *configReader) codes(policy *jsonValue) {
	k := policy.key("retryableStatusCodes")
	if k == nil || !c.is(k.value, '[', "retryableStatusCodes") {
		return
	}
	list := &sites.List{Node: c.expr(k.value.start, k.value.end, k.value.raw), Match: sites.Exact}
	for _, item := range k.value.items {
		c.code(list, item)
	}
}

// throttling reads retryThrottling. Its ranges are looked at only beside a methodConfig.
func (c *configReader) throttling(k *jsonMember, ranges bool) {
	tokens, ratio := k.value.key("maxTokens"), k.value.key("tokenRatio")
	if tokens == nil && ranges {
		c.problem(k.start, k.end, "retryThrottling has no maxTokens")
	}
	if tokens != nil && c.is(tokens.value, '0', "maxTokens") && ranges {
		if n, err := strconv.ParseFloat(tokens.value.raw, 64); err == nil && (n <= 0 || n > 1000) {
			c.problem(tokens.value.start, tokens.value.end, "maxTokens must be greater than 0 and at most 1000")
		}
	}
	if ratio == nil && ranges {
		c.problem(k.start, k.end, "retryThrottling has no tokenRatio")
	}
	if ratio != nil && ranges {
		c.positive(ratio.value, "tokenRatio")
	}
}

// positive notes the problem where a value is no number greater than 0.
func (c *configReader) positive(v *jsonValue, name string) {
	if !c.is(v, '0', name) {
		return
	}
	if n, err := strconv.ParseFloat(v.raw, 64); err == nil && n <= 0 {
		c.problem(v.start, v.end, name+" must be greater than 0")
	}
}

// integer reports whether a value is a whole number, as a Go int is read.
func (c *configReader) integer(v *jsonValue, name string) bool {
	if !c.is(v, '0', name) {
		return false
	}
	if _, err := strconv.ParseInt(v.raw, 10, 64); err != nil {
		c.problem(v.start, v.end, name+" must be a whole number")
		return false
	}
	return true
}

// duration reads a duration as protobuf's JSON writes it, a number of seconds with an s ("1.5s"). The answer is its
// sign and size in seconds, so far as they matter here.
func (c *configReader) duration(v *jsonValue, name string) (seconds float64, ok bool) {
	if !c.is(v, '"', name) {
		return 0, false
	}
	text, s := strings.CutSuffix(v.text(), "s")
	digits := strings.TrimLeft(text, "+-")
	whole, part, dot := strings.Cut(digits, ".")
	good := s && digits != "" && (whole != "" || part != "") && len(part) <= 9 && strings.Trim(whole+part, "0123456789") == ""
	if !good || dot && strings.Contains(part, ".") {
		c.problem(v.start, v.end, name+` must be a number of seconds with an s, such as "0.5s"`)
		return 0, false
	}
	if part == "" {
		text = strings.TrimSuffix(text, ".")
	}
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil
}
