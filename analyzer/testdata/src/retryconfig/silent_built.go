package silent

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
)

func parts(service, policy, codes, more, key string, attempts int, wait time.Duration) []grpc.DialOption {
	return []grpc.DialOption{
		grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{"service":"` + service + `"}],"retryPolicy":` + policy + `}]}`),
		grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{"service":"` + service + `"}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}` + more + `]}`),
		grpc.WithDefaultServiceConfig(`{"methodConfig":[` + more + `]}`),
		grpc.WithDefaultServiceConfig(`{"comment":1` + more + `}`),
		grpc.WithDefaultServiceConfig(`{"comment":` + more + `}`),
		grpc.WithDefaultServiceConfig(`{"` + key + `":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`),
		grpc.WithDefaultServiceConfig(`{` + more + `}`),
		grpc.WithDefaultServiceConfig(`{"methodConfig":[{"name":[{"service":"` + service + `"},{"service":"` + key + `"}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`),
		grpc.WithDefaultServiceConfig(fmt.Sprintf(`{"methodConfig":[{"name":[{"service":%q},{"service":%q}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`, service, key)),
		grpc.WithDefaultServiceConfig(fmt.Sprintf(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":%d,"initialBackoff":"%.3fs","maxBackoff":"%ds","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`, attempts, wait.Seconds(), attempts)),
		grpc.WithDefaultServiceConfig(fmt.Sprintf(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":%v,"initialBackoff":%q,"maxBackoff":%q,"backoffMultiplier":2,"retryableStatusCodes":[%s]}}]}`, attempts, policy, wait, codes)),
		grpc.WithDefaultServiceConfig(fmt.Sprintf(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":%[1]d,"initialBackoff":"%[1]dms"}}]}`, attempts)),
		grpc.WithDefaultServiceConfig(fmt.Sprintf(`{"methodConfig":[{"name":[{}],"timeout":"%*ds"}]}`, 3, attempts)),
		grpc.WithDefaultServiceConfig(strings.ReplaceAll(`{"methodConfigs":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]}`, "s", "")),
	}
}

func fromFile(path string) (grpc.DialOption, error) {
	text, err := os.ReadFile(path)
	return grpc.WithDefaultServiceConfig(string(text)), err
}

func filled(service string) grpc.DialOption {
	config := map[string]any{"comment": "none"}
	config["methodConfig"] = []any{}
	text, _ := json.Marshal(config)
	return grpc.WithDefaultServiceConfig(string(text))
}

type options struct {
	Attempts int      `json:"maxAttempts"`
	Initial  duration `json:"initialBackoff"`
	Max      string   `json:"maxBackoff"`
	Growth   float64  `json:"backoffMultiplier"`
	Codes    []string `json:"retryableStatusCodes"`
}

// A duration writes itself.
type duration time.Duration

func (d duration) MarshalJSON() ([]byte, error) { return fmt.Appendf(nil, "\"%ds\"", d/1e9), nil }

type methodOptions struct {
	Names   []any    `json:"name"`
	Timeout string   `json:"timeout,omitempty"`
	Ready   bool     `json:"waitForReady,omitempty"`
	Policy  *options `json:"retryPolicy"`
}

func fromValues(attempts int, extra []string) []grpc.DialOption {
	complete, _ := json.Marshal(map[string]any{"methodConfig": []methodOptions{{
		Names:   []any{struct{}{}},
		Timeout: "",
		Policy:  &options{4, duration(time.Second), "1.5s", 2, []string{"UNAVAILABLE"}},
	}}})
	variable, _ := json.Marshal(map[string]any{"methodConfig": []methodOptions{{
		Names:  []any{map[string]string{"service": "a"}},
		Policy: &options{Attempts: attempts, Initial: duration(time.Second), Max: (5 * time.Second).String(), Growth: 2, Codes: extra},
	}}})
	off, _ := json.Marshal(map[string]any{"methodConfig": []methodOptions{{Names: []any{map[string]string{"service": "a"}}}}})
	numbers, _ := json.Marshal(map[string]any{"methodConfig": []any{map[string]any{"name": []any{map[string]any{}}, "retryPolicy": map[string]any{
		"maxAttempts": 3, "initialBackoff": fmt.Sprint(attempts, "s"), "maxBackoff": "1s", "backoffMultiplier": 2,
		"retryableStatusCodes": []codes.Code{codes.Unavailable, codes.ResourceExhausted},
	}}}})
	return []grpc.DialOption{
		grpc.WithDefaultServiceConfig(string(complete)),
		grpc.WithDefaultServiceConfig(string(variable)),
		grpc.WithDefaultServiceConfig(string(off)),
		grpc.WithDefaultServiceConfig(string(numbers)),
	}
}
