package silent

import "google.golang.org/grpc"

// gRPC reads keys in any case, and ignores keys that resemble none of its own.
var (
	nothing      = grpc.WithDefaultServiceConfig(`{}`)
	upper        = grpc.WithDefaultServiceConfig(`{"METHODCONFIG":[{"NAME":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	goCase       = grpc.WithDefaultServiceConfig(`{"MethodConfig":[{"Name":[{"Service":"a"}],"RetryPolicy":{"MaxAttempts":4,"InitialBackoff":"1s","MaxBackoff":"5s","BackoffMultiplier":2,"RetryableStatusCodes":["UNAVAILABLE"]}}]}`)
	noted        = grpc.WithDefaultServiceConfig(`{"comment":"see the design","methodConfig":[{"name":[{}],"note":"all","retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	both         = grpc.WithDefaultServiceConfig(`{"methodConfigs":[],"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	perAttempt   = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"perAttemptRecvTimeout":"1s","maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`)
	health       = grpc.WithDefaultServiceConfig(`{"healthCheckConfig":{"serviceName":"a"}}`)
	balancing    = grpc.WithDefaultServiceConfig(`{"loadBalancingPolicy":"round_robin"}`)
	lowerBalance = grpc.WithDefaultServiceConfig(`{"loadbalancingpolicy":"round_robin","other":1}`)
	fractions    = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"timeout":"1.000340012s"},{"name":[{"service":"b"}],"timeout":"0s"},{"name":[{"service":"c"}],"timeout":"-3s"}]}`)
	longest      = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{}],"timeout":"315576000000.5s"}]}`)
	nameless     = grpc.WithDefaultServiceConfig(`{"methodConfig":[{"waitForReady":true}]}`)
)

// It is not known that these are passed to gRPC.
const (
	bare      = `{"maxAttempts":3,"initialBackoff":"100ms","retryableStatusCodes":["UNAVAILABLE"]}`
	otherKeys = `{"methodConfigs":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`
)
