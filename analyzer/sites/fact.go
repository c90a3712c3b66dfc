package sites

// A Fact says what a function of the module does, as far as its body shows. It is read from the body, and kept for the
// packages that call the function.
type Fact struct {
	// Does is what the function does on any of its paths.
	Does Does
	// Ends means that the function never returns: it ends the program or the goroutine.
	Ends bool
}

// Does is a set of things that a function does. It is empty for a function that only computes its results.
type Does uint8

const (
	DoesLog    Does = 1 << iota // it writes to a log
	DoesWait                    // it waits
	DoesChange                  // it changes something that may let the next attempt succeed
	DoesAct                     // it does something smaller: it writes text, or counts
)

// DoesAnything is what a function does of which nothing is known.
const DoesAnything = DoesWait | DoesChange
