package otlp

import "go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"

// The OTLP specification says that a lost batch is retried.
var exporter = otlptracegrpc.WithServiceConfig(`{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE","DATA_LOSS"]}}]}`)
