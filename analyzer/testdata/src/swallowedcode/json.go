// Package p decodes error bodies in the wire shapes of the catalogs.
package p

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
)

type failure struct {
	Code    string `json:"errorcode"`
	Message string `json:"errormessage"`
}

func body(resp *http.Response) error {
	var f failure
	if err := json.NewDecoder(resp.Body).Decode(&f); err != nil {
		return err
	}
	if f.Code == "NotAllowed" { // want "NotAllowed ends here as success"
		return nil
	}
	return errors.New(f.Message)
}

type cts struct {
	Code    *string `json:"error_code,omitempty"`
	Message *string `json:"error_msg,omitempty"`
}

func pointer(r io.Reader) error {
	var f cts
	if err := json.NewDecoder(r).Decode(&f); err != nil {
		return err
	}
	if f.Code != nil && *f.Code == "CTS.0202" { // want "CTS.0202 ends here as success"
		return nil
	}
	return errors.New(*f.Message)
}

func anonymous(b []byte) error {
	var f struct {
		Code    string `json:"error_code"`
		Message string `json:"error_msg"`
	}
	if err := json.Unmarshal(b, &f); err != nil {
		return err
	}
	switch f.Code {
	case "CTS.0202", "CTS.0203": // want "CTS.0202 ends here as success" "CTS.0203 ends here as success"
		return nil
	}
	return errors.New(f.Message)
}

func inMap(b []byte) error {
	var f map[string]any
	if err := json.Unmarshal(b, &f); err != nil {
		return err
	}
	if f["error_code"] == "CTS.0202" { // want "CTS.0202 ends here as success"
		return nil
	}
	return errors.New("tracker")
}

func asserted(b []byte) error {
	f := map[string]interface{}{}
	if err := json.Unmarshal(b, &f); err != nil {
		return err
	}
	if code, ok := f["error_code"].(string); ok && code == "CTS.0202" { // want "CTS.0202 ends here as success"
		return nil
	}
	return errors.New("tracker")
}
