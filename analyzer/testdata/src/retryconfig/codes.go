package codesgiven

import "google.golang.org/grpc"

var (
	second   = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE","INVALID_ARGUMENT"]}}]}`)             // want `^INVALID_ARGUMENT is listed as retryable, but retrying cannot help; remove it `
	first    = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":[ "PERMISSION_DENIED", "UNAVAILABLE"]}}]}`)          // want `PERMISSION_DENIED is listed as retryable`
	only     = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNIMPLEMENTED"]}}]}`)                              // want `UNIMPLEMENTED is listed as retryable`
	number   = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":[3, 14]}}]}`)                                        // want `INVALID_ARGUMENT is listed as retryable`
	several  = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["DATA_LOSS","UNAVAILABLE","INVALID_ARGUMENT"]}}]}`) // want `DATA_LOSS is listed as retryable` `INVALID_ARGUMENT is listed as retryable`
	misspelt = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILBLE"]}}]}`)                                 // want `"UNAVAILBLE" is not a known gRPC code; did you mean UNAVAILABLE\?`
	lower    = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["unavailable"]}}]}`)                                // want `"unavailable" is not a known .* did you mean UNAVAILABLE`
	goName   = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["DeadlineExceeded"]}}]}`)                           // want `"DeadlineExceeded" is not a known .* did you mean DEADLINE_EXCEEDED`
	beside   = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE", "UNAVAILABEL"]}}]}`)                 // want `"UNAVAILABEL" is not a known`
	nobody   = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["THROTTLED"]}}]}`)                                  // want `"THROTTLED" is not a known gRPC code; gRPC rejects the service config and does not connect`
	tooLarge = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":[17]}}]}`)                                           // want `17 is not a known`
	asText   = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["14"]}}]}`)                                         // want `"14" is not a known`
)

var quoted = grpc.WithDefaultServiceConfig("{\"methodConfig\":[{\"name\":[{}],\"retryPolicy\":{\"maxAttempts\":4,\"initialBackoff\":\"1s\",\"maxBackoff\":\"5s\",\"backoffMultiplier\":2,\"retryableStatusCodes\":[\"UNAVAILABLE\",\"INVALID_ARGUMENT\"]}}]}") // want `INVALID_ARGUMENT is listed as retryable`

const joined = `{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s",` +
	`"maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE","` + wrong + `"]}}]}`

const wrong = "NOTFOUND" // want `"NOTFOUND" is not a known .* did you mean NOT_FOUND`

// A constant that is not passed to a function is a service config because of its keys.
const alone = `{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s",` +
	`"maxBackoff":"5s","backoffMultiplier":2,` +
	`"retryableStatusCodes":["UNAVAILABLE","UNAUTHENTICATD"]}}]}` // want `"UNAUTHENTICATD" is not a known`

func options(policy string) grpc.DialOption {
	if policy == "" {
		policy = `{"retryPolicy":{"maxAttempts":4,"retryableStatusCodes":["UNAVAILABLE"]}}` // want `gRPC ignores retryPolicy here; put it into an entry of methodConfig$`
	}
	return grpc.WithDefaultServiceConfig(policy)
}
