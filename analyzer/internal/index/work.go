package index

import (
	"go/token"

	"github.com/errls/errls/analyzer/sites"
)

// Work counts the steps of the analyses of one package, and bounds them for each function and for the package: the time
// of an analysis that follows paths may grow faster than the size of the source. A step is the evaluation of an
// expression or the visit of a control-flow block; it takes about a microsecond.
type Work struct {
	steps   int       // of all functions so far
	first   token.Pos // in the first file
	current *Function // the function for which the analyses work; nil outside of functions
	used    map[*Function]int
	limit   int // of the package
	cut     []*Function
	ended   bool // the package has reached its limit
}

const (
	// maxFunctionSteps is the number of steps for one function: about half a second. Functions in practice need less than
	// a fiftieth of it.
	maxFunctionSteps = MaxSteps

	// A package may use minPackageSteps steps, and one more for every bytesPerStep bytes of its source. In practice the
	// largest packages need a twentieth of it.
	minPackageSteps = 1 << 20
	bytesPerStep    = 4
)

// newWork returns a counter for a package.
func newWork(in *sites.Input) *Work {
	size, first := 0, token.NoPos
	if len(in.Files) > 0 {
		first = in.Files[0].Package
	}
	for _, f := range in.Files {
		size += int(f.FileEnd - f.FileStart)
	}
	return &Work{first: first, used: map[*Function]int{}, limit: minPackageSteps + size/bytesPerStep}
}

// For sets the function for which the following steps count, and returns the one before. Outside of functions it is nil,
// and only the limit of the package applies.
func (w *Work) For(fn *Function) (before *Function) {
	before, w.current = w.current, fn
	return before
}

// Step counts a step, and reports whether the analysis may continue.
func (w *Work) Step() bool { return w.add(1) }

// Read counts the steps for looking at the whole source of a function, and reports whether the analysis may continue.
func (w *Work) Read(fn *Function) bool {
	const bytesPerStep = 128
	return w.add(1 + int(fn.Node.End()-fn.Node.Pos())/bytesPerStep)
}

func (w *Work) add(n int) bool {
	if w.Stopped() {
		return false
	}
	w.steps += n
	w.ended = w.steps > w.limit
	if w.current != nil {
		w.used[w.current] += n
		if w.used[w.current] > maxFunctionSteps {
			w.cut = append(w.cut, w.current)
		}
	}
	return !w.Stopped()
}

// Exhausted reports whether the analyses of a function, or those in progress, were cut short. What they found must not be
// used: a path that was not followed may end in another way.
func (w *Work) Exhausted(fn *Function) bool {
	return w.Stopped() || w.used[fn] > maxFunctionSteps
}

// Stopped reports whether the analyses in progress are being cut short.
func (w *Work) Stopped() bool { return w.ended || w.used[w.current] > maxFunctionSteps }

// Effort returns the number of steps so far and the functions whose analyses were cut short. If the limit of the package is
// reached, the last one has no name.
func (w *Work) Effort() sites.Effort {
	e := sites.Effort{Steps: w.steps}
	for _, fn := range w.cut {
		name := fn.Name()
		if name == "" {
			name = "literal"
		}
		e.TooLarge = append(e.TooLarge, sites.TooLarge{Name: name, Pos: fn.Node.Pos()})
	}
	if w.ended && w.first.IsValid() {
		e.TooLarge = append(e.TooLarge, sites.TooLarge{Pos: w.first})
	}
	return e
}
