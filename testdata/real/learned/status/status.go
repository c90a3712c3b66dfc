// Package status reads the state of backups from services whose SDKs have a type for their codes.
package status

import (
	"errors"
	"slices"

	"github.com/emersion/go-imap/v2"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
	promv1 "github.com/prometheus/client_golang/api/prometheus/v1"
	"github.com/twitchtv/twirp"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// Missing reports whether a call failed because there is no backup.
func Missing(err error) bool {
	var e twirp.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code() {
	case twirp.NotFound, "bad_route":
		return true
	case "failed_preconditon": // want unknowncode "did you mean failed_precondition"
		return true
	case "not_here", "gone": // codes of a server of our own
		return true
	}
	return false
}

// Again reports whether a call is worth another attempt.
func Again(err error) bool {
	if e, ok := err.(twirp.Error); ok && e.Code() == "resource_exhaused" { // want unknowncode "did you mean resource_exhausted"
		return true
	}
	var e *promv1.Error
	if errors.As(err, &e) {
		code := e.Type
		return code == promv1.ErrTimeout || code == "server_eror" // want unknowncode "did you mean server_error"
	}
	return false
}

// codeOf returns the code of an error of the mail server.
func codeOf(err error) imap.ResponseCode {
	var e *imap.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// Sent reports whether the mail server has refused a report only because it has it already.
func Sent(err error) bool {
	if codeOf(err) == "ALREADYEXIST" { // want unknowncode "did you mean ALREADYEXISTS"
		return true
	}
	return slices.Contains([]imap.ResponseCode{"OVERQUOTA", "NONEXISTANT"}, codeOf(err)) || codeOf(err) == "X-SPOOLED" // want unknowncode "did you mean NONEXISTENT"
}

// Pushed reports whether a registry has refused an image that it has.
func Pushed(err error) bool {
	var e *transport.Error
	if !errors.As(err, &e) {
		return false
	}
	for _, d := range e.Errors {
		if d.Code == transport.TagInvalidErrorCode || d.Code == "MANIFEST_UNVERIFED" { // want unknowncode "did you mean MANIFEST_UNVERIFIED"
			return true
		}
		if d.Message == "MANIFEST_UNVERIFED" || d.Code == "DENIED_BY_US" {
			return true
		}
	}
	return false
}

// Absent reports whether a field of a manifest has to be added.
func Absent(e *field.Error) bool {
	return e.Type == field.ErrorTypeRequired || e.Type == "FieldValueNotFond" || e.Field == "FieldValueNotFond" // want unknowncode "did you mean FieldValueNotFound"
}

// Firing reports whether an alert is worth a message. The type of its state is not that of an error's code.
func Firing(a promv1.Alert) bool { return a.State == promv1.AlertStateFiring || a.State == "pendin" }
