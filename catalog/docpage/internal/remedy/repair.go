package remedy

import (
	"slices"
	"strings"

	"github.com/errls/errls/catalog"
)

// repair reads an instruction that changes or checks something.
func (r *Reader) repair(c *clause, a action, object []string) {
	c.kind = repair
	switch a {
	case checking:
		c.kind, c.handling = check, handlingOf(a, object)
	case fetching:
		if slices.ContainsFunc(object, func(w string) bool { return w == "again" || w == "anew" }) {
			c.handling, c.recovers = catalog.RefreshThenRetry, true
		} else if !isCredential(object) {
			c.kind = unclear
		}
		if isCredential(object) {
			c.handling = catalog.FixCredentials
		}
	case asking:
		c.handling = handlingOf(a, object)
		if c.handling == "" {
			c.kind = unclear
		}
	case refreshing:
		c.handling = catalog.RefreshThenRetry
		if isCredential(object) {
			c.handling = catalog.FixCredentials
		}
	default:
		c.handling = handlingOf(a, object)
	}
}

// handlingOf returns what a change of an object handles, or "" if the words do not say it.
func handlingOf(a action, object []string) catalog.Handling {
	switch {
	case a == identifying || isCredential(object):
		return catalog.FixCredentials
	case isQuota(object) || a == providing:
		if a != increasing && a != providing && a != cleaning && a != asking {
			return ""
		}
		return catalog.FixStateFirst
	case a == cleaning:
		if slices.ContainsFunc(object, isRequestWord) {
			return catalog.FixRequest
		}
		if slices.ContainsFunc(object, func(w string) bool {
			return w == "unnecessary" || w == "unused" || w == "existing" || w == "idle" || w == "old"
		}) {
			return catalog.FixStateFirst
		}
	case a == using && slices.ContainsFunc(object, isAltered) && !slices.ContainsFunc(object, isClientWord),
		a == changing && slices.ContainsFunc(object, isAltered) && !slices.ContainsFunc(object, isClientWord),
		slices.ContainsFunc(object, isRequestWord) && (a != increasing || !isQuota(object)):
		return catalog.FixRequest
	}
	return ""
}

// isCredential reports whether an object is about the identity or the permissions of the caller.
func isCredential(object []string) bool {
	for i, w := range object {
		switch strings.TrimSuffix(w, "s") {
		case "permission", "credential", "token", "password", "signature", "accesskey", "secretkey", "secretid", "authorization", "authentication", "privilege",
			"ak/sk", "access-key", "apikey", "login", "certificate":
			return true
		case "key", "id":
			if i > 0 && (object[i-1] == "access" || object[i-1] == "secret" || object[i-1] == "api") {
				return true
			}
		}
	}
	return false
}

// isQuota reports whether an object is a quota or a balance.
func isQuota(object []string) bool {
	return slices.ContainsFunc(object, func(w string) bool {
		return w == "quota" || w == "quotas" || w == "balance" || w == "capacity" || w == "subscription" || w == "limit"
	})
}

// isRate reports whether an object is how often requests are sent.
func isRate(object []string) bool {
	return slices.ContainsFunc(object, func(w string) bool {
		return w == "frequency" || w == "rate" || w == "concurrency" || w == "qps" || w == "tps" || w == "concurrent" || w == "often"
	})
}

// isAltered reports whether an adjective says that something is not as it was.
func isAltered(word string) bool {
	switch word {
	case "another", "different", "other", "new", "valid", "correct", "corrected", "right", "proper", "smaller", "shorter", "fewer", "lower", "larger", "longer",
		"unique", "updated", "modified", "supported", "fresh", "changed", "legal", "existing", "fixed":
		return true
	}
	return false
}

// isRequestWord reports whether a noun names a part of a request.
func isRequestWord(word string) bool {
	switch strings.TrimSuffix(word, "s") {
	case "request", "parameter", "field", "value", "name", "size", "length", "format", "body", "header", "url", "argument", "input", "syntax", "range", "filter",
		"payload", "encoding", "character", "expression", "query", "querie", "statement", "identifier", "spelling", "batch", "batche", "item", "entrie", "entry":
		return true
	}
	return word == "id"
}

// isClientWord reports whether a noun names a part of the caller's installation.
func isClientWord(word string) bool {
	switch strings.TrimSuffix(word, "s") {
	case "version", "sdk", "client", "setting", "timeout", "instance", "region", "configuration", "network", "server", "cluster", "account", "node":
		return true
	}
	return false
}
