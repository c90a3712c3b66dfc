// Package amazon tells the SDK of AWS after which codes there is another attempt.
package amazon

import (
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
)

// Retryer tries five times, also where a deployment is in the way. The codes are of one service of AWS, which no
// catalog knows.
func Retryer() aws.Retryer {
	return retry.AddWithErrorCodes(retry.AddWithMaxAttempts(retry.NewStandard(), 5), "DeploymentInProgressException")
}

// Statuses is a list of its own.
func Statuses() aws.Retryer {
	return retry.NewStandard(func(o *retry.StandardOptions) {
		o.Retryables = append(o.Retryables, retry.RetryableHTTPStatusCode{Codes: map[int]struct{}{
			http.StatusTooManyRequests:    {},
			http.StatusServiceUnavailable: {},
			http.StatusNotImplemented:     {}, // want retryconfig "501"
		}})
	})
}
