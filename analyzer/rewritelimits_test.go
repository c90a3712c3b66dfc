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
	"rename-funcs":      {95, 7},
	"parens":            {95, 4},
	"cond-eq-true":      {95, 15},
	"cond-ne-false":     {95, 15},
	"cond-xor":          {95, 15},
	"not-to-false":      {95, 4},
	"demorgan":          {94, 3},
	"cond-to-var":       {92, 6},
	"cond-iife":         {68, 16},
	"cond-to-closure":   {70, 20},
	"cond-to-helper":    {73, 19},
	"cond-to-method":    {73, 19},
	"code-to-helper":    {90, 3},
	"body-to-closure":   {75, 3},
	"switch-to-if":      {95, 4},
	"tag-to-var":        {95, 3},
	"wrap-block":        {95, 3},
	"define-into-if":    {95, 4},
	"define-to-var":     {95, 3},
	"err-copy":          {95, 3},
	"const-for-literal": {95, 3},
	"var-for-literal":   {95, 3},
	"contains-to-or":    {95, 3},
	"as-to-astype":      {95, 3},
	"named-results":     {66, 0},
	"results-assigned":  {64, 0},
	"return-var":        {66, 0},
	"defer-result":      {48, 0},
}

// A rewriteException is a finding that appears or disappears in one rewritten example.
type rewriteException struct {
	class, file string
	place
}

// rewriteExceptions are the known differences, with their reasons.
var rewriteExceptions = map[rewriteException]string{}
