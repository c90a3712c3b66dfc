// Package silent has service configs that gRPC accepts, with codes that may be retried.
package silent

import "google.golang.org/grpc"

// Each code that may be retried or reports a state, by its name and by its number.
var (
	cancelled         = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["CANCELLED"]}}]}`)
	cancelledNumber   = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":[1]}}]}`)
	unknownCode       = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNKNOWN"]}}]}`)
	unknownCodeNumber = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":[2]}}]}`)
	deadline          = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["DEADLINE_EXCEEDED"]}}]}`)
	deadlineNumber    = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":[4]}}]}`)
	missing           = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["NOT_FOUND"]}}]}`)
	missingNumber     = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":[5]}}]}`)
	exists            = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["ALREADY_EXISTS"]}}]}`)
	existsNumber      = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":[6]}}]}`)
	exhausted         = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["RESOURCE_EXHAUSTED"]}}]}`)
	exhaustedNumber   = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":[8]}}]}`)
	aborted           = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["ABORTED"]}}]}`)
	abortedNumber     = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":[10]}}]}`)
	rangeEnd          = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["OUT_OF_RANGE"]}}]}`)
	rangeEndNumber    = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":[11]}}]}`)
	internal          = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["INTERNAL"]}}]}`)
	internalNumber    = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":[13]}}]}`)
	unavailable       = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	unavailableNumber = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":[14]}}]}`)
)

// Numbers and durations in all the forms that gRPC accepts.
var (
	two         = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":2,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	five        = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":5,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	nanoseconds = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"0.000000001s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	tenth       = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"0.1s","maxBackoff":"0.1s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	minutes     = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"3600s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	slower      = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"10s","maxBackoff":"1s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	constant    = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":1,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	half        = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":0.5,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	exponent    = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":15e-1,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	service     = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{"service":"a.B"}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	method      = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{"service":"a.B","method":"C"}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	timeout     = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]},"timeout":"1.5s"}]}`)
	waiting     = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]},"waitForReady":true}]}`)
	sizes       = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]},"maxRequestMessageBytes":1024,"maxResponseMessageBytes":2048}]}`)
)

// A DNS record has an object around each config.
const record = `[{"percentage": 100, "serviceConfig": {"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}}]`
