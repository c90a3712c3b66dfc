package remedy_test

import (
	"testing"

	"github.com/errls/errls/catalog/docpage/internal/remedy"
)

// remedies are texts with what they state: handling, retry class, and "exponential". A dash is an empty handling.
var remedies = []struct{ text, want string }{
	// Another attempt.
	{"Try again later.", "retry-backoff backoff"},
	{"Please try again later.", "retry-backoff backoff"},
	{"Retry the request.", "retry-backoff backoff"},
	{"Please retry the operation in a few minutes.", "retry-backoff backoff"},
	{"Wait 10 seconds and retry", "retry-backoff backoff"},
	{"Wait a moment, then retry.", "retry-backoff backoff"},
	{"Wait for at least one minute before retrying.", "retry-backoff backoff"},
	{"Wait before you retry the call.", "retry-backoff backoff"},
	{"Wait until the upgrade is complete and then try again.", "retry-backoff backoff"},
	{"Try the operation again after a while.", "retry-backoff backoff"},
	{"Send the request again in 30 seconds.", "retry-backoff backoff"},
	{"Resend the request after 5s.", "retry-backoff backoff"},
	{"Try again at a later time.", "retry-backoff backoff"},
	{"You can retry the request after some time.", "retry-backoff backoff"},
	{"Clients should retry with a short delay.", "retry-backoff backoff"},
	{"We recommend that you retry the request later.", "retry-backoff backoff"},
	{"It is recommended to try again later.", "retry-backoff backoff"},
	{"Retry up to three times, then contact technical support.", "retry-backoff backoff"},
	{"The server is busy. Try again later.", "retry-backoff backoff"},
	{"The server is busy, please try again later.", "retry-backoff backoff"},
	{"Internal error, please try again later.", "retry-backoff backoff"},
	{"Try again later or contact technical support.", "retry-backoff backoff"},
	{"Try again later. If the problem persists, contact technical support.", "retry-backoff backoff"},
	{"Try again later, and if the error continues, submit a service ticket.", "retry-backoff backoff"},
	{"If this error is returned, wait a few seconds and retry.", "retry-backoff backoff"},
	{"The request can be retried.", "retry-backoff backoff"},
	{"This error is retryable.", "retry-backoff backoff"},
	{"Retrying may help.", "retry-backoff backoff"},
	{"It is safe to retry after 10 seconds.", "retry-backoff backoff"},
	{"Use exponential backoff to retry the request.", "retry-backoff backoff exponential"},
	{"Retry with exponential backoff and jitter.", "retry-backoff backoff exponential"},
	{"Implement an exponential backoff strategy.", "retry-backoff backoff exponential"},
	{"Back off and retry.", "retry-backoff backoff"},
	{"Retry at increasing intervals.", "retry-backoff backoff"},
	{"Do not retry immediately. Wait 30 seconds and try again.", "retry-backoff backoff"},
	{"Do not change the request, just retry later.", "retry-backoff backoff"},
	{"Pause briefly before the next attempt.", "retry-backoff backoff"},
	{"Try again later because the system is being maintained.", "retry-backoff backoff"},
	{"Wait for the time in the Retry-After header, then send the request again.", "wait-retry-after server-says"},

	// Another attempt is forbidden.
	{"Do not try again.", "- never"},
	{"Never try again with the same key.", "- never"},
	{"Don't try again later.", "- never"},
	{"Don’t retry.", "- never"},
	{"The request must not be retried.", "- never"},
	{"This request cannot be retried.", "- never"},
	{"You should never resend the request.", "- never"},
	{"Clients must not repeat the same request.", "- never"},
	{"Do not retry the request without modifications.", "- never"},
	{"Avoid retrying the request.", "- never"},
	{"Stop retrying.", "- never"},
	{"Retrying will not help.", "- never"},
	{"Retrying the same request does not help.", "- never"},
	{"Retries are not supported.", "- never"},
	{"There is no point in retrying.", "- never"},
	{"This error is not retryable.", "- never"},
	{"A non-retryable error.", "- never"},
	{"We do not recommend retrying.", "- never"},
	{"Do not retry or resend the request.", "- never"},
	{"Do not retry; contact technical support.", "contact-support never"},
	{"Contact technical support instead of retrying.", "contact-support never"},
	{"Do not retry, but return the error to the user.", "return-to-caller never"},
	{"Refrain from sending the request again.", "- never"},

	// Another attempt after a repair.
	{"Correct the field and try again.", "fix-request after-recovery"},
	{"Apply for the permission and try again.", "fix-credentials after-recovery"},
	{"Use another name and try again.", "fix-request after-recovery"},
	{"Top up your account and try again.", "fix-state-first after-recovery"},
	{"Reduce the size of the request and try again later.", "fix-request after-recovery"},
	{"Try again with a valid token.", "fix-credentials after-recovery"},
	{"Retry using a different name.", "fix-request after-recovery"},
	{"Log in again and retry.", "fix-credentials after-recovery"},
	{"Check the parameters and try again.", "fix-request after-recovery"},
	{"Check whether the project ID is correct, and then send the request again.", "fix-request after-recovery"},
	{"Modify the value, then retry.", "fix-request after-recovery"},
	{"Before retrying, correct the request.", "fix-request after-recovery"},
	{"Correct the request before you try again.", "fix-request after-recovery"},
	{"After correcting the request, retry.", "fix-request after-recovery"},
	{"Retry after you have corrected the parameter.", "fix-request after-recovery"},
	{"Do not retry until you have corrected the request.", "fix-request after-recovery"},
	{"Do not retry until the quota has been increased.", "fix-state-first after-recovery"},
	{"Increase the quota. Try again later.", "fix-state-first after-recovery"},
	{"Delete unnecessary trackers and try again.", "fix-state-first after-recovery"},
	{"Make sure that the signature is valid, then retry the request.", "fix-credentials after-recovery"},
	{"Do not send the same request again. Correct the parameters and retry.", "fix-request after-recovery"},
	{"You must fix the underlying issue before retrying.", "- after-recovery"},
	{"Use the tunnel ID to reconnect to Tunnel Service.", "reconnect after-recovery"},
	{"Reconnect.", "reconnect after-recovery"},
	{"Use the checkpoint API to obtain the serial numbers of checkpoints again.", "refresh-then-retry after-recovery"},

	// Only a handling.
	{"Contact technical support.", "contact-support unspecified"},
	{"Return an error message.", "return-to-caller unspecified"},
	{"Change its value to system or data.", "fix-request unspecified"},
	{"Check the body content and format.", "fix-request unspecified"},
	{"Do not contact technical support.", "- unspecified"},

	// Not stated, or not understood.
	{"", "- unspecified"},
	{"Avoid exponential backoff; retry immediately.", "- unspecified"},
	{"Retry immediately.", "- unspecified"},
	{"Retry without a delay.", "- unspecified"},
	{"Do not retry immediately.", "- unspecified"},
	{"Do not retry more than 3 times.", "- unspecified"},
	{"Do not retry within 10 seconds.", "- unspecified"},
	{"Retry if the request is idempotent.", "- unspecified"},
	{"Retry only when the call is idempotent.", "- unspecified"},
	{"If the bucket exists, try again later.", "- unspecified"},
	{"Do not retry unless the server says so.", "- unspecified"},
	{"Try again later. Do not retry if the request is not idempotent.", "- unspecified"},
	{"Try again later. Do not retry.", "- unspecified"},
	{"Check the value or try again later.", "- unspecified"},
	{"Increase the quota or try again later.", "- unspecified"},
	{"Check the network and try again.", "- unspecified"},
	{"Frobnicate the account and try again.", "- unspecified"},
	{"The SDK retries the request automatically.", "- unspecified"},
	{"Do not modify the key and retry.", "- unspecified"},
	{"You do not need to retry.", "- unspecified"},
	{"There is no need to retry the request.", "- unspecified"},
	{"Retrying may not help.", "- unspecified"},
	{"Retry? No.", "- unspecified"},
	{"The retry budget is exhausted.", "- unspecified"},
	{"Do not hesitate to retry.", "- unspecified"},
	{"Enable retries in the client.", "- unspecified"},
	{"Try again after the instance is upgraded by the vendor.", "- unspecified"},
	{"Contact technical support to retry the job.", "contact-support unspecified"},
	{"Ignore the Retry-After header.", "- unspecified"},
	{"Retry idempotent requests later.", "- unspecified"},
	{"Retry policy: none.", "- unspecified"},
	{"Create the tracker again.", "- unspecified"},

	// Chinese texts.
	{"请稍后重试。", "retry-backoff backoff"},
	{"请勿重试。", "- never"},
	{"请检查参数是否正确。", "fix-request unspecified"},
	{"如果失败，请稍后重试。", "- unspecified"},
	{"使用指数退避重试。", "retry-backoff backoff exponential"},
}

func TestRemedy(t *testing.T) {
	r := remedy.NewReader()
	for _, test := range remedies {
		if have := format(r.Remedy(test.text)); have != test.want {
			t.Errorf("%s\n\thave %s\n\twant %s", test.text, have, test.want)
		}
	}
}

// format returns an advice in the form of the tests.
func format(a remedy.Advice) string {
	s := string(a.Handling)
	if s == "" {
		s = "-"
	}
	s += " " + string(a.Retry)
	if a.Exponential {
		s += " exponential"
	}
	return s
}
