package explain

import "github.com/errls/errls/catalog"

// advices puts the judgements of a code into words, each with its basis.
func advices(c *catalog.Code) []advice {
	var list []advice
	if text := handlingText(c.Handling); text != "" {
		list = append(list, advice{text, c.Basis.Handling})
	}
	if text := retryText(c.Retry); text != "" {
		if c.Backoff != "" {
			text += " The page asks for " + c.Backoff + " backoff."
		}
		list = append(list, advice{text, c.Basis.Retry})
	}
	if text := byText(c); text != "" {
		list = append(list, advice{text, ""})
	}
	if text := outcomeText(c.Outcome); text != "" {
		list = append(list, advice{text, ""})
	}
	return list
}

func handlingText(h catalog.Handling) string {
	switch h {
	case catalog.ReturnToCaller:
		return "Return the error to the caller."
	case catalog.FixRequest:
		return "Correct the request."
	case catalog.FixCredentials:
		return "Correct the credentials or the permissions."
	case catalog.FixStateFirst:
		return "Bring the resource into the state that the call needs first."
	case catalog.RefreshThenRetry:
		return "Read the current state anew, then call again."
	case catalog.Reconnect:
		return "Connect again."
	case catalog.RetryBackoff:
		return "Call again, with pauses that grow."
	case catalog.RetryHigherLevel:
		return "Begin the whole operation again, not this call alone."
	case catalog.WaitRetryAfter:
		return "Wait as long as the server says, then call again."
	case catalog.InspectDetail:
		return "Look at the details of the error: the code alone does not say what to do."
	case catalog.ContactSupport:
		return "Report it to those who run the service."
	case catalog.Follow:
		return "Follow the answer: it says where to go on."
	case catalog.NoHandling:
		return "Nothing has to be done."
	}
	return ""
}

func retryText(r catalog.Retry) string {
	switch r {
	case catalog.RetryNever:
		return "Another attempt of the same call cannot help."
	case catalog.RetryWithBackoff:
		return "Another attempt can help after a pause."
	case catalog.RetryAfterRecovery:
		return "Another attempt can help once that is done."
	case catalog.RetryHigher:
		return "Another attempt can help only from the start of the operation."
	case catalog.RetryServerSays:
		return "Another attempt can help when the server says so."
	case catalog.RetryUnspecified:
		return "Whether another attempt helps is not said."
	}
	return ""
}

func byText(c *catalog.Code) string {
	switch c.By {
	case "caller":
		if c.SDK != "" {
			return "The caller handles it. In the SDK: " + c.SDK
		}
		return "The caller handles it."
	case "sdk":
		if c.SDK != "" {
			return "The SDK handles it: " + c.SDK
		}
		return "The SDK handles it."
	}
	if c.SDK != "" {
		return "In the SDK: " + c.SDK
	}
	return ""
}

func outcomeText(o catalog.Outcome) string {
	switch o {
	case catalog.Exists:
		return "It may be what was wanted: the thing to be made exists already."
	case catalog.Missing:
		return "It may be what was wanted or waited for: the thing is not there."
	case catalog.End:
		return "It may be what was waited for: the end is reached."
	case catalog.Cancelled:
		return "It may be what was wanted: the caller itself has cancelled the call."
	}
	return ""
}
