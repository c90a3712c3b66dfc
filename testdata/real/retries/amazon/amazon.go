// Package amazon configures which codes the AWS SDK retries.
package amazon

import (
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
)

// Retryer makes up to five attempts, also while a deployment is running. The codes belong to one AWS service, for
// which there is no catalog.
func Retryer() aws.Retryer {
	return retry.AddWithErrorCodes(retry.AddWithMaxAttempts(retry.NewStandard(), 5), "DeploymentInProgressException")
}

// Statuses configures HTTP statuses instead of codes.
func Statuses() aws.Retryer {
	return retry.NewStandard(func(o *retry.StandardOptions) {
		o.Retryables = append(o.Retryables, retry.RetryableHTTPStatusCode{Codes: map[int]struct{}{
			http.StatusTooManyRequests:    {},
			http.StatusServiceUnavailable: {},
			http.StatusNotImplemented:     {}, // want retryconfig "501"
		}})
	})
}
