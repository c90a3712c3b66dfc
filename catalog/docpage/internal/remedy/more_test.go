package remedy_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/catalog/docpage/internal/remedy"
)

// moreRemedies are further wordings, one per line, below what they state.
const moreRemedies = `
= retry-backoff backoff
Please wait for 5 minutes and try again.
Slow down and try again later.
Reduce the request rate and try again later.
Wait for the previous operation to complete, then try again.
The operation can be retried after a delay.
Can be retried later.
Safe to retry.
Execute the statement again after a short pause.
Retry at a fixed interval of 5 seconds.
Retry at most 3 times with a delay of 1 second.
Retry several times with a pause between attempts.
Keep retrying with backoff.
We suggest retrying with backoff.
Try the call again later, or contact us.
Contact us or try again later.
Either try again later or contact support.
First try again; then contact support.
Retry with the same request ID.
Retry, but not immediately.
When this error occurs, try again later.
This is a transient error. Retry with backoff.
Do not report the error to the user; retry later.

= retry-backoff backoff exponential
Apply exponential backoff and retry.
Use exponential backoff when retrying.
Retry with an exponentially increasing delay.
The client should back off exponentially.
Retry using exponential back-off.

= - never
Do not retry this operation, as it will never succeed.
Please do not repeat the request without changes.
It's useless to try again.
No retry is possible.
Retry not recommended.
You mustn't retry the call.
Must not be retried.
Another attempt will fail.
Do not attempt the operation again.
Don't resend an unchanged request.
Do not retry with the same parameters.
Cancel the request and do not retry.
This is a permanent error. Do not retry.

= fix-request after-recovery
Please correct the parameter and resubmit the request.
Correct the invalid field, and submit the request again.
Specify a valid instance ID and try again.
Split the request into smaller batches and retry.
Resend the request with a smaller payload.
Perform the operation again with a different name.
You can only retry after fixing the request.
You cannot retry until the field is corrected.
Do not use the same name; choose another name and try again.

= fix-credentials after-recovery
Provide a valid access key and try again.
Obtain a new token and send the request again.
Replace the expired token and retry.
Grant the role the required permissions and retry.
Ask your administrator for permission and try again.
You have to log in before retrying.
Verify that the signature is correct and retry.

= fix-state-first after-recovery
Recharge your account before trying again.
Once you have increased the quota, try again.
As soon as you have topped up your balance, retry.
After your account is activated, try again.
Activate the service first, and then try again.
You should not retry before increasing the quota.
Release unused resources or increase your quota, then try again.

= - after-recovery
Please modify the configuration and try again.
Upgrade the SDK and try again.
Try again with a longer timeout.

= - unspecified
Under no circumstances retry the request.
Don't bother retrying.
Try again once the instance is running.
Try again after the maintenance window.
Check the parameters. Try again later.
Retry the whole transaction.
Retry immediately with exponential backoff.
Retry neither immediately nor later.
Do not under any circumstances retry.
Do not, however, retry.
Retry (if idempotent).
Do not retry for at least 30 seconds.
Do not retry too often.
Retrying immediately will not help.
Ask the user to correct the input and try again.
Tell the user to try again later.
The system will try again later.
Retries are handled by the SDK.
Stop and try again later.
Retry failed.
It is not safe to retry.
Too many retries. Try again later.
Disable retries.
There is no Retry-After header.
Refresh and try again.
Use another name or try again later.
Try again without changing anything.
Should the problem persist, contact support.
`

func TestMoreRemedies(t *testing.T) {
	r := remedy.NewReader()
	want := ""
	for line := range strings.Lines(moreRemedies) {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, "= "); ok {
			want = rest
			continue
		}
		if have := format(r.Remedy(line)); line != "" && have != want {
			t.Errorf("%s\n\thave %s\n\twant %s", line, have, want)
		}
	}
}

func TestDescription(t *testing.T) {
	r := remedy.NewReader()
	for _, test := range []struct{ text, want string }{
		{"The length of the delay may be included in the server's Retry-After header information.", "wait-retry-after server-says"},
		{"This is most likely a transient condition that can be corrected by retrying after a while.", "retry-backoff backoff"},
		{"This cannot be corrected by retrying.", "- unspecified"},
		{"The response has no Retry-After header.", "- unspecified"},
		{"If it is temporary, the response contains a Retry-After header.", "- unspecified"},
		{"For specific causes, see the log.", "inspect-detail unspecified"},
		{"Please try again later.", "- unspecified"},
	} {
		if have := format(r.Description(test.text)); have != test.want {
			t.Errorf("%s: have %s, want %s", test.text, have, test.want)
		}
	}
}

// FuzzRemedy checks that the handling and the retry class of a text fit together, and that a negation in front of a
// simple instruction is read.
func FuzzRemedy(f *testing.F) {
	for _, test := range remedies {
		f.Add(test.text)
	}
	for line := range strings.Lines(moreRemedies) {
		f.Add(line)
	}
	f.Add(strings.Repeat("and then retry, ", 5000))
	f.Add(strings.Repeat("do not ", 5000) + "retry")
	r := remedy.NewReader()
	f.Fuzz(func(t *testing.T, text string) {
		a := r.Remedy(text)
		r.Description(text)
		retries := map[catalog.Handling][]catalog.Retry{
			catalog.RetryBackoff:     {catalog.RetryWithBackoff},
			catalog.WaitRetryAfter:   {catalog.RetryServerSays},
			catalog.Reconnect:        {catalog.RetryAfterRecovery},
			catalog.RefreshThenRetry: {catalog.RetryAfterRecovery},
			catalog.FixRequest:       {catalog.RetryNever, catalog.RetryAfterRecovery, catalog.RetryUnspecified},
		}[a.Handling]
		if retries != nil && !slices.Contains(retries, a.Retry) {
			t.Errorf("%q: handling %s, retry %s", text, a.Handling, a.Retry)
		}
		if a.Exponential && a.Retry != catalog.RetryWithBackoff {
			t.Errorf("%q: exponential, but retry %s", text, a.Retry)
		}
	})
}
