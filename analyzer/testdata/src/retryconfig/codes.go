package codesgiven

import "google.golang.org/grpc"

var (
	second   = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE","INVALID_ARGUMENT"]}}]}`)             // want `^INVALID_ARGUMENT is among the codes to retry, but another attempt cannot help; `
	first    = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":[ "PERMISSION_DENIED", "UNAVAILABLE"]}}]}`)          // want `PERMISSION_DENIED is among`
	only     = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNIMPLEMENTED"]}}]}`)                              // want `UNIMPLEMENTED is among`
	number   = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":[3, 14]}}]}`)                                        // want `INVALID_ARGUMENT is among`
	several  = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["DATA_LOSS","UNAVAILABLE","INVALID_ARGUMENT"]}}]}`) // want `DATA_LOSS is among` `INVALID_ARGUMENT is among`
	misspelt = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILBLE"]}}]}`)                                 // want `"UNAVAILBLE" is no code of gRPC status codes; did you mean UNAVAILABLE\?`
	lower    = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["unavailable"]}}]}`)                                // want `"unavailable" is no code .* did you mean UNAVAILABLE`
	goName   = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["DeadlineExceeded"]}}]}`)                           // want `"DeadlineExceeded" is no code .* did you mean DEADLINE_EXCEEDED`
	beside   = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE", "UNAVAILABEL"]}}]}`)                 // want `"UNAVAILABEL" is no code`
	nobody   = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["THROTTLED"]}}]}`)                                  // want `"THROTTLED" is no code of gRPC status codes; gRPC refuses the service config, and makes no connection with it`
	tooLarge = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":[17]}}]}`)                                           // want `17 is no code`
	asText   = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["14"]}}]}`)                                         // want `"14" is no code`
)

var quoted = grpc.WithDefaultServiceConfig("{\"methodConfig\":[{\"name\":[{}],\"retryPolicy\":{\"maxAttempts\":4,\"initialBackoff\":\"1s\",\"maxBackoff\":\"5s\",\"backoffMultiplier\":2,\"retryableStatusCodes\":[\"UNAVAILABLE\",\"INVALID_ARGUMENT\"]}}]}") // want `INVALID_ARGUMENT is among`

const joined = `{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s",` +
	`"maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE","` + wrong + `"]}}]}`

const wrong = "NOTFOUND" // want `"NOTFOUND" is no code .* did you mean NOT_FOUND`

// A constant that nobody is seen to hand over is a service config by its keys.
const alone = `{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s",` +
	`"maxBackoff":"5s","backoffMultiplier":2,` +
	`"retryableStatusCodes":["UNAVAILABLE","UNAUTHENTICATD"]}}]}` // want `"UNAUTHENTICATD" is no code`

func options(policy string) grpc.DialOption {
	if policy == "" {
		policy = `{"retryPolicy":{"maxAttempts":4,"retryableStatusCodes":["UNAVAILABLE"]}}` // want `gRPC looks for retryPolicy in the entries of methodConfig, and passes over this one`
	}
	return grpc.WithDefaultServiceConfig(policy)
}
