// Package recovery has codes that can be retried only after something else is done.
package recovery

import "google.golang.org/grpc"

var (
	precondition = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE","FAILED_PRECONDITION"]}}]}`) // want `FAILED_PRECONDITION is listed as retryable, but nobody can fix the state that it reports between the attempts; remove it`
	byNumber     = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":[9]}}]}`)                                   // want `FAILED_PRECONDITION is listed as retryable`
	credentials  = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAUTHENTICATED"]}}]}`)                   // want `UNAUTHENTICATED is listed as retryable, but nobody can fix the credentials or permissions between the attempts`
	quota        = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["RESOURCE_EXHAUSTED"]}}]}`)                // waiting restores it
	conflict     = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["ABORTED","UNAVAILABLE"]}}]}`)
	end          = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["OUT_OF_RANGE"]}}]}`)
	many         = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["RESOURCE_EXHAUSTED","ABORTED","UNAVAILABLE","DEADLINE_EXCEEDED"]}}]}`)
)
