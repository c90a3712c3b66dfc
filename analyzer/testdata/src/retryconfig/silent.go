package silent

import "google.golang.org/grpc"

var (
	good      = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE","ABORTED","RESOURCE_EXHAUSTED","INTERNAL","UNKNOWN","DEADLINE_EXCEEDED",14,8]}}]}`)
	outcomes  = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["NOT_FOUND","ALREADY_EXISTS","CANCELLED","OUT_OF_RANGE","OK"]}}]}`)
	many      = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":50,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	part      = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":".1s","maxBackoff":"1.s","backoffMultiplier":1e0,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	fold      = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"RetryPolicy":{"maxattempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	last      = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":1,"maxAttempts":3,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	names     = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{"service":"a"},{"service":"a","method":"b"},{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	off       = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":null}]}`)
	null      = grpc.WithDefaultServiceConfig(`{"methodConfig":null,"retryThrottling":null}`)
	nullEntry = grpc.WithDefaultServiceConfig(`{"methodConfig":[null,{"waitForReady":true}]}`)
	unknown   = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"notYet":{"x":[1,2,{}]}}],"healthCheckConfig":{"serviceName":""}}`)
	alone     = grpc.WithDefaultServiceConfig(`{"retryThrottling":{"maxTokens":0}}`)
	balancer  = grpc.WithDefaultServiceConfig(`{"loadBalancingConfig":[{"round_robin":{}}]}`)
)

// Not a service config: not JSON, other keys, or put together at run time.
const (
	template = `{"methodConfig":[{"name":[{"service":%s}],"retryPolicy":{"maxAttempts":1}}]}`
	other    = `{"retryPolicy":{"type":"none"},"retries":["UNAVAILBLE"]}`
	prose    = `put a "methodConfig" with "retryableStatusCodes" into it`
	inside   = `{"xds":{"methodConfig":[{"retryPolicy":{}}]}}`
	wrong    = `{"methodConfig":"none","retryPolicy":7}`
)

func made(service string) grpc.DialOption {
	return grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{"service":"` + service + `"}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
}
