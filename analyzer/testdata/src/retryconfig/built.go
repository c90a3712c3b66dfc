// Package built puts service configs together.
package built

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
)

const policy = `"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE","DATA_LOSS"]}` // want `DATA_LOSS is listed as retryable`

func concatenated(service string) grpc.DialOption {
	return grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{"service":"` + service + `"}],` + policy + `}]}`)
}

func formatted(service string) grpc.DialOption {
	return grpc.WithDefaultServiceConfig(fmt.Sprintf(`{"methodConfig":[{"name":[{"service":%q}],%s}]}`, service, policy))
}

func inParts(service string) grpc.DialOption {
	start := `{"methodConfig":[{"name":[{"service":"` + service + `"}],`
	text := strings.TrimSpace(start + policy + "}]}")
	return grpc.WithDefaultServiceConfig(text)
}

func backoff(attempts int) grpc.DialOption {
	const unit = "ms"
	return grpc.WithDefaultServiceConfig(fmt.Sprintf(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":%d,"initialBackoff":"%d%s","maxBackoff":"5s","backoffMultiplier":%.1f,"retryableStatusCodes":["UNAVAILABLE"]}}]}`, attempts, 100, unit, 2.0)) // want `initialBackoff must be a number of seconds`
}

func once() grpc.DialOption {
	return grpc.WithDefaultServiceConfig(fmt.Sprintf(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":%d,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`, 1)) // want `maxAttempts must be greater than 1`
}

func text() string {
	return `{"retryPolicy":{"maxAttempts":4}}` // want `gRPC ignores retryPolicy here`
}

func returned() grpc.DialOption { return grpc.WithDefaultServiceConfig(text()) }

func choose(debug bool) string {
	if debug {
		return `{"methodConfigs":[]}` // want `gRPC ignores the key methodConfigs`
	}
	return `{}`
}

func chosen(debug bool) grpc.DialOption {
	config := choose(debug)
	return grpc.WithDefaultServiceConfig(config)
}

var global = `{"method_config":[]}` // want `gRPC ignores the key method_config`

func fromGlobal() grpc.DialOption { return grpc.WithDefaultServiceConfig(global) }

func fromMap() (grpc.DialOption, error) {
	text, err := json.Marshal(map[string]any{
		"methodConfig": []any{map[string]any{
			"name": []any{map[string]any{"service": "books.Books"}},
			"retryPolicy": map[string]any{
				"maxAttempts":          4,
				"initialBackoff":       "100ms", // want `initialBackoff must be a number of seconds`
				"maxBackoff":           (5 * time.Second).String(),
				"backoffMultiplier":    1.5,
				"retryableStatusCodes": []string{"UNAVAILABLE", "NOTFOUND"}, // want `"NOTFOUND" is not a known`
			},
		}},
	})
	return grpc.WithDefaultServiceConfig(string(text)), err
}

type config struct {
	Methods []method `json:"methodConfig"`
}

type method struct {
	Names  []name       `json:"name"`
	Policy *retryPolicy `json:"retryPolicy,omitempty"`
}

type name struct {
	Service string `json:"service,omitempty"`
}

type retryPolicy struct {
	MaxAttempts          int
	InitialBackoff       any          `json:"initialBackoff"`
	MaxBackoff           string       `json:"maxBackoff"`
	BackoffMultiplier    float64      `json:"backoffMultiplier"`
	RetryableStatusCodes []codes.Code `json:"retryableStatusCodes"`
	hidden               int
}

func fromStructs(service string) grpc.DialOption {
	c := config{Methods: []method{{
		Names: []name{{Service: service}},
		Policy: &retryPolicy{
			MaxAttempts:          4,
			InitialBackoff:       time.Second, // want `initialBackoff must be a string`
			MaxBackoff:           "5s",
			BackoffMultiplier:    2,
			RetryableStatusCodes: []codes.Code{codes.Unavailable, codes.InvalidArgument}, // want `INVALID_ARGUMENT is listed as retryable`
		},
	}}}
	text, _ := json.MarshalIndent(c, "", " ")
	return grpc.WithDefaultServiceConfig(string(text))
}

func nothingRead() grpc.DialOption {
	text, _ := json.Marshal(retryPolicy{
		MaxAttempts: 4, InitialBackoff: "1s", MaxBackoff: "5s", BackoffMultiplier: 2, RetryableStatusCodes: []codes.Code{14}, // want `gRPC ignores this retryPolicy`
	})
	return grpc.WithDefaultServiceConfig(string(text))
}
