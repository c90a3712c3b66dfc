package silent

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

// Prose, messages, parts of codes, codes of no catalog.
func prose(err error) bool {
	return strings.Contains(err.Error(), "tunnel not found") || strings.Contains(err.Error(), "OTSTunnel") ||
		strings.Contains(err.Error(), "OTSTunnelExpired: gone") || strings.Contains(err.Error(), "OTSUnheardOf") ||
		strings.Contains(err.Error(), "") || strings.Contains(err.Error(), "503")
}

// Words that any program may print.
func common(err error) bool {
	return strings.Contains(err.Error(), "Timeout") || strings.Contains(err.Error(), "InternalServerError") ||
		strings.Contains(err.Error(), "QuotaExceed") || strings.Contains(err.Error(), "NotFound")
}

// Codes of a service whose SDK the file does not import.
func elsewhere(err error) bool {
	return strings.Contains(err.Error(), "CTS.0014") || strings.Contains(err.Error(), "LogsetNotExist") ||
		strings.Contains(err.Error(), "TopicNotExist")
}

// Not the text of an error.
func body(resp *http.Response, title string) bool {
	text, _ := io.ReadAll(resp.Body)
	return strings.Contains(string(text), "OTSTunnelExpired") || strings.Contains(title, "OTSTunnelExpired") ||
		title == "OTSTunnelExpired"
}

// The error is made from a text: it has no type.
func made(text string) bool {
	err := errors.New(text)
	return strings.Contains(err.Error(), "OTSTunnelExpired")
}

// The text is changed before the search, or is one of several.
func changed(err error, other string) bool {
	msg := err.Error()
	if other != "" {
		msg = other
	}
	return strings.Contains(msg, "OTSTunnelExpired") || strings.Contains(err.Error()+other, "OTSTunnelExpired")
}

// The typed code is tested first: the text is for errors that have lost their type.
func fallback(err error) bool {
	var te *tunnel.TunnelError
	if errors.As(err, &te) {
		return te.Code == "OTSTunnelExpired"
	}
	return strings.Contains(err.Error(), "OTSTunnelExpired")
}

// Logging is not a test.
func logged(err error) error {
	log.Printf("OTSTunnelExpired: %v", err)
	return fmt.Errorf("OTSTunnelExpired: %w", err)
}

// A helper searches the list of texts.
func list(err error, texts []string) bool {
	for _, text := range texts {
		if strings.Contains(err.Error(), text) {
			return true
		}
	}
	return false
}
