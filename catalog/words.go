package catalog

// Classes returns the names of the canonical gRPC classes, in the order of their numbers.
func Classes() []string {
	return []string{
		"OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
		"PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE",
		"UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
	}
}

// Handlings returns the handling classes.
func Handlings() []Handling {
	return []Handling{
		ReturnToCaller, FixRequest, FixCredentials, FixStateFirst, RefreshThenRetry, Reconnect, RetryBackoff,
		RetryHigherLevel, WaitRetryAfter, InspectDetail, ContactSupport, Follow, NoHandling,
	}
}

// Retries returns the retry classes.
func Retries() []Retry {
	return []Retry{
		RetryNever, RetryWithBackoff, RetryAfterRecovery, RetryHigher, RetryServerSays, RetryUnspecified, RetryNA,
	}
}

// Outcomes returns the outcomes, without the empty one.
func Outcomes() []Outcome { return []Outcome{Exists, Missing, End, Cancelled} }

// classesOf returns the canonical classes that a code with the outcome may have: a state that the caller may
// have asked for is never an internal fault.
func classesOf(o Outcome) []string {
	switch o {
	case Exists:
		return []string{"ALREADY_EXISTS", "ABORTED"}
	case Missing:
		return []string{"NOT_FOUND"}
	case End:
		return []string{"OUT_OF_RANGE", "NOT_FOUND"}
	case Cancelled:
		return []string{"CANCELLED"}
	}
	return Classes()
}

// judged reports whether a retry class is a judgement, which needs a basis.
func (r Retry) judged() bool { return r != RetryUnspecified && r != RetryNA }
