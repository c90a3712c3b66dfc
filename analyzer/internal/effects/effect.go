package effects

// An Effect is a set of things that the statements of a path have done. Calls.OfCall reports only Logged, Waited, Changed
// and Acted; the others depend on the error whose path is followed, and are set by the package that follows it.
type Effect uint16

const (
	Logged      Effect = 1 << iota // something was written to a log
	Waited                         // something waited, or may have waited
	Changed                        // something changed that may let the next attempt succeed: a recovery
	Acted                          // something smaller was done: text was written, a counter was incremented
	Surfaced                       // the error was returned, stored, sent or passed on
	Overwritten                    // the variable that contained the error got another value
	Narrowed                       // another test of the same error was passed, so that the code alone does not decide
	Cleared                        // the variable that contained the error was set to nil
	Chosen                         // an option of the program was tested after the match, and may decide how the path continues
	Rebuilt                        // the request was built again from the same values: no recovery for a server that is overloaded
	NextAttempt                    // the head of a retry loop was passed: later effects belong to the next attempt
	Later                          // the error that the function returns is that of another call, made after the error was left
)

// Recovered is the set of effects that may let the next attempt succeed.
const Recovered = Changed | Rebuilt

// Then returns the effects of a path with those of the next statement. Changed, Rebuilt and Acted are dropped if they belong to the
// next attempt: each attempt begins with them, so they are no reaction to the code that was matched before.
func (e Effect) Then(next Effect) Effect {
	if e&NextAttempt != 0 {
		next &^= Recovered | Acted
	}
	if next&Overwritten != 0 {
		e &^= Cleared
	}
	return e | next
}
