package otlp

import "go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"

// OTLP retries a lost batch by its own specification.
var exporter = otlptracegrpc.WithServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE","DATA_LOSS"]}}]}`)
