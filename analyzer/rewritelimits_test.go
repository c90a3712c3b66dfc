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
	"cond-ne-false":   {92, 5},
	"cond-xor":        {95, 1},
	"cond-to-var":     {92, 1},
	"cond-iife":       {82, 0},
	"cond-to-closure": {70, 5},
	"cond-to-helper":  {75, 5},
	"cond-to-method":  {61, 4},
	"code-to-helper":  {88, 6},
	"body-to-closure": {80, 0},
	"return-bool-if":  {93, 0},
	"switch-to-if":    {95, 1},
	"define-to-var":   {95, 1},
	"var-for-literal": {89, 0},
	"inline-const":    {75, 3},
}

// A rewriteException is a finding that appears or disappears in one rewritten example.
type rewriteException struct {
	class, file string
	place
}

// rewriteExceptions are the known differences, with their reasons.
var rewriteExceptions = map[rewriteException]string{}
