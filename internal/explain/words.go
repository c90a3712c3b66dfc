package explain

import "github.com/errls/errls/catalog"

// adviceFor returns the judgements of a code as sentences, each with its basis.
func adviceFor(c *catalog.Code) []advice {
	var list []advice
	if text := handlingText(c.Handling); text != "" {
		list = append(list, advice{text, c.Basis.Handling})
	}
	if text := retryText(c.Retry); text != "" {
		if len(list) == 0 && c.Retry == catalog.RetryAfterRecovery {
			text = "Retrying can help after the cause is removed."
		}
		if c.Backoff != "" {
			text += " The documentation asks for " + c.Backoff + " backoff."
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

// handlingText returns a handling as a sentence, or "" if it is not known.
func handlingText(h catalog.Handling) string {
	switch h {
	case catalog.ReturnToCaller:
		return "Return the error to the caller."
	case catalog.FixRequest:
		return "Correct the request."
	case catalog.FixCredentials:
		return "Correct the credentials or the permissions."
	case catalog.FixStateFirst:
		return "First bring the resource into the state that the call needs."
	case catalog.RefreshThenRetry:
		return "Read the current state again, then retry."
	case catalog.Reconnect:
		return "Connect again."
	case catalog.RetryBackoff:
		return "Wait, then retry."
	case catalog.RetryHigherLevel:
		return "Restart the whole operation, not only this call."
	case catalog.WaitRetryAfter:
		return "Wait as long as the server says, then retry."
	case catalog.InspectDetail:
		return "Check the details of the error: the code alone does not determine what to do."
	case catalog.ContactSupport:
		return "Report it to the operator of the service."
	case catalog.Follow:
		return "Send the request to the address in the response."
	case catalog.NoHandling:
		return "Nothing has to be done."
	}
	return ""
}

// retryText returns a retry class as a sentence, or "" if the code is not a failure.
func retryText(r catalog.Retry) string {
	switch r {
	case catalog.RetryNever:
		return "Retrying the same call cannot help."
	case catalog.RetryWithBackoff:
		return "Retrying can help after a delay."
	case catalog.RetryAfterRecovery:
		return "Retrying can help after that."
	case catalog.RetryHigher:
		return "Retrying can help only for the whole operation."
	case catalog.RetryServerSays:
		return "Retrying can help if the server says so."
	case catalog.RetryUnspecified:
		return "It is not known whether retrying can help."
	}
	return ""
}

// byText returns a sentence that says who handles a code, or "" if that is not known.
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
		return "It may be expected: the object to create exists already."
	case catalog.Missing:
		return "It may be expected: the object does not exist."
	case catalog.End:
		return "It may be expected: the end of the data is reached."
	case catalog.Cancelled:
		return "It may be expected: the caller cancelled the call."
	}
	return ""
}
