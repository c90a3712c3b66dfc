package catalog

// CanonicalCodes returns the names of the canonical gRPC codes, in the order of their numbers.
func CanonicalCodes() []string {
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

// Outcomes returns the outcomes, except the empty one.
func Outcomes() []Outcome { return []Outcome{Exists, Missing, End, Cancelled} }

// canonicalFor returns the canonical gRPC codes that a code with the outcome may have first: a state that the caller
// may have expected is never an internal fault.
func canonicalFor(o Outcome) []string {
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
	return CanonicalCodes()
}

// isJudgement reports whether the retry class says something about the code, so that it needs a basis.
func (r Retry) isJudgement() bool { return r != RetryUnspecified && r != RetryNA }
