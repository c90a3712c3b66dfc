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
	"parens":            {95, 6},
	"cond-ne-false":     {89, 2},
	"cond-xor":          {95, 10},
	"demorgan":          {94, 5},
	"cond-to-var":       {88, 5},
	"cond-iife":         {73, 6},
	"cond-to-closure":   {75, 5},
	"cond-to-helper":    {61, 11},
	"cond-to-method":    {54, 2},
	"code-to-helper":    {80, 10},
	"body-to-closure":   {36, 2},
	"if-to-switch":      {89, 2},
	"define-into-if":    {95, 5},
	"define-to-var":     {95, 5},
	"err-copy":          {85, 2},
	"const-for-literal": {95, 5},
	"contains-to-or":    {95, 5},
	"as-to-astype":      {95, 5},
	"named-results":     {95, 7},
	"results-assigned":  {92, 2},
	"return-var":        {86, 2},
}

// A rewriteException is a finding that appears or disappears in one rewritten example.
type rewriteException struct {
	class, file string
	place
}

// rewriteExceptions are the known differences, with their reasons.
var rewriteExceptions = map[rewriteException]string{}
