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
	"rename-funcs":      {95, 5},
	"negate-if":         {91, 4},
	"parens":            {95, 2},
	"cond-eq-true":      {91, 3},
	"cond-ne-false":     {95, 3},
	"cond-xor":          {95, 3},
	"demorgan":          {86, 1},
	"split-and":         {95, 5},
	"split-and-first":   {95, 4},
	"cond-to-var":       {92, 14},
	"cond-iife":         {8, 0},
	"cond-to-closure":   {18, 3},
	"cond-to-helper":    {36, 2},
	"cond-to-method":    {45, 2},
	"code-to-helper":    {24, 2},
	"body-to-closure":   {49, 0},
	"switch-to-if":      {95, 2},
	"tag-to-var":        {95, 1},
	"wrap-block":        {95, 2},
	"define-into-if":    {79, 2},
	"define-to-var":     {95, 1},
	"const-for-literal": {95, 1},
	"var-for-literal":   {95, 1},
	"contains-to-or":    {95, 1},
	"named-results":     {58, 0},
	"results-assigned":  {61, 0},
	"return-var":        {57, 0},
	"defer-result":      {44, 0},
}

// A rewriteException is a finding that appears or disappears in one rewritten example.
type rewriteException struct {
	class, file string
	place
}

// rewriteExceptions are the known differences, with their reasons.
var rewriteExceptions = map[rewriteException]string{}
