package index

import (
	"go/constant"
	"go/types"
)

// IsCounter reports whether a variable starts at a constant of at most 1 and is then changed only with ++ or --, or in
// ways that the index does not record.
func (p *Package) IsCounter(o types.Object) bool {
	starts, steps := false, false
	for _, a := range p.Assignments[o] {
		switch {
		case a.RHS != nil:
			v := p.Info.Types[a.RHS].Value
			if v == nil {
				return false
			}
			n, exact := constant.Int64Val(constant.ToInt(v))
			if !exact || n > 1 {
				return false
			}
			starts = true
		case a.Node == nil:
			steps = true
		default:
			return false // x += y
		}
	}
	return starts && steps
}

// CounterStart returns the smallest constant that a counter is set to, or 1 if all are larger. The variable must satisfy
// IsCounter.
func (p *Package) CounterStart(counter types.Object) int64 {
	start := int64(1)
	for _, a := range p.Assignments[counter] {
		if a.RHS != nil {
			n, _ := constant.Int64Val(constant.ToInt(p.Info.Types[a.RHS].Value))
			start = min(start, n)
		}
	}
	return start
}
