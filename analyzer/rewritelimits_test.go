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
	"rename-funcs":      {100, 5},
	"negate-if":         {95, 4},
	"parens":            {97, 2},
	"cond-eq-true":      {23, 1},
	"cond-ne-false":     {23, 1},
	"cond-xor":          {13, 1},
	"not-to-false":      {51, 0},
	"demorgan":          {93, 0},
	"split-and":         {100, 5},
	"split-and-first":   {100, 4},
	"cond-to-var":       {78, 13},
	"cond-iife":         {17, 0},
	"cond-to-closure":   {21, 3},
	"cond-to-helper":    {35, 2},
	"cond-to-method":    {40, 2},
	"code-to-helper":    {20, 2},
	"body-to-closure":   {50, 0},
	"switch-to-if":      {87, 1},
	"switch-true":       {34, 10},
	"tag-to-var":        {86, 1},
	"wrap-block":        {100, 2},
	"define-to-var":     {100, 1},
	"const-for-literal": {99, 1},
	"var-for-literal":   {6, 0},
	"contains-to-or":    {100, 1},
	"named-results":     {65, 0},
	"results-assigned":  {63, 0},
	"return-var":        {65, 0},
	"defer-result":      {47, 0},
}

// A rewriteException is a finding that appears or disappears in one rewritten example.
type rewriteException struct {
	class, file string
	place
}

// rewriteExceptions are the known differences, with their reasons.
var rewriteExceptions = map[rewriteException]string{}
