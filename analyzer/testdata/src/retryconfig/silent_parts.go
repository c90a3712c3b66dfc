package silent

import (
	"strings"

	"google.golang.org/grpc"
)

const policyStart = `{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":3,"initialBackoff":"0.5s","maxBackoff":"4s","backoffMultiplier":1.5,"retryableStatusCodes":`

// A config that is right, in several parts.
var (
	joined    = grpc.WithDefaultServiceConfig(policyStart + `["UNAVAILABLE"]}}]}`)
	converted = grpc.WithDefaultServiceConfig(string(policyStart + `[14]}}]}`))
	trimmed   = grpc.WithDefaultServiceConfig(strings.TrimSpace("\n" + policyStart + `["ABORTED"]}}]}` + "\n"))
	spaced    = grpc.WithDefaultServiceConfig("\n\t" + policyStart + ` [ "UNAVAILABLE" , "ABORTED" ] } } ] } ` + "\n")
)

func fromVariable() grpc.DialOption {
	config := policyStart + `["UNAVAILABLE"]}}]}`
	return grpc.WithDefaultServiceConfig(config)
}

func fromResult() grpc.DialOption { return grpc.WithDefaultServiceConfig(retries()) }

func retries() string { return policyStart + `["UNAVAILABLE"]}}]}` }

func fromParameter(config string) grpc.DialOption { return grpc.WithDefaultServiceConfig(config) }

func chosen(hedged bool) grpc.DialOption {
	codes := `["UNAVAILABLE"]`
	if hedged {
		codes = `["UNAVAILABLE","ABORTED"]`
	}
	return grpc.WithDefaultServiceConfig(policyStart + codes + `}}]}`)
}

func built(services []string) grpc.DialOption {
	var b strings.Builder
	b.WriteString(`{"methodConfig":[`)
	for _, s := range services {
		b.WriteString(`{"name":[{"service":"` + s + `"}]},`)
	}
	b.WriteString(`{}]}`)
	return grpc.WithDefaultServiceConfig(b.String())
}
