package analyzer_test

// sampleOf says which part of the examples each class of rewrites has by default: one of sampleOf.
const sampleOf = 4

// A rewriteLimit is what a class of rewrites must reach.
type rewriteLimit struct {
	survival float64 // the percentage of the findings that are still made
	added    int     // the number of new findings
}

// rewriteLimits are the limits of classes that do not reach the limits of all others, 95 % and no new finding.
var rewriteLimits = map[string]rewriteLimit{
	"split-and-first": {95, 1},
	"wrap-block":      {95, 1},
	"cond-eq-true":    {95, 1},
	"cond-ne-false":   {95, 1},
	"cond-xor":        {95, 1},
	"cond-to-var":     {95, 3},
	"cond-iife":       {95, 1},
	"cond-to-closure": {95, 3},
	"cond-to-helper":  {93, 6},
	"cond-to-method":  {93, 6},
	"code-to-helper":  {95, 4},
	"body-to-closure": {60, 0},
	"return-bool-if":  {94, 0},
	"switch-to-if":    {95, 2},
	"switch-true":     {95, 2},
	"define-to-var":   {95, 3},
	"var-for-literal": {87, 2},
	"inline-const":    {75, 3},
}

// A rewriteException is a finding that appears or disappears in one rewritten example.
type rewriteException struct {
	class, file string
	place
}

// rewriteExceptions are the known differences, with their reasons.
var rewriteExceptions = map[rewriteException]string{}

// rewriteExempt are the rules that say less after a rewrite, by class, with the reason.
var rewriteExempt = map[[2]string]string{
	{"cond-to-helper", "blindretry"}: helperHides,
	{"cond-to-method", "blindretry"}: helperHides,
}

const helperHides = "a predicate only decides that there is another attempt; what else is done about a code may be elsewhere"

// isExempt reports whether a finding may disappear in a class of rewrites.
func isExempt(class string, d difference) bool {
	_, exempt := rewriteExempt[[2]string{class, d.rule}]
	return exempt && d.n < 0
}
