package main

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"time"

	"google.golang.org/api/googleapi"
)

// A folder is a folder of Google Drive, without the generated client.
type folder struct {
	address string
}

func (f folder) do(ctx context.Context, method, path string, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, method, f.address+path, body)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	return googleapi.CheckResponse(res)
}

func reason(err error) string {
	var e *googleapi.Error
	if errors.As(err, &e) && len(e.Errors) > 0 {
		return e.Errors[0].Reason
	}
	return ""
}

func (f folder) create(ctx context.Context) error {
	for i := range 5 {
		err := f.do(ctx, "POST", "/files", nil)
		var e *googleapi.Error
		if errors.As(err, &e) && (e.Code == http.StatusTooManyRequests || e.Code == http.StatusBadRequest) { // want permanentretry "400"
			time.Sleep(time.Duration(i) * time.Second)
			continue
		}
		return err
	}
	return errors.New("creating the file failed")
}

func (f folder) full(ctx context.Context) error {
	err := f.do(ctx, "POST", "/files", nil)
	if reason(err) == "storageQuotaExceeded" { // want swallowedcode "storageQuotaExceeded"
		log.Print("no space: ", err)
		return nil
	}
	return err
}

func (f folder) hurried(ctx context.Context) error {
	for {
		err := f.do(ctx, "POST", "/files", nil)
		switch reason(err) {
		case "rateLimitExceeded", "backendError": // want hotretry "rateLimitExceeded" hotretry "backendError"
			continue
		}
		return err
	}
}

// silent

func (f folder) remove(ctx context.Context, id string) error {
	err := f.do(ctx, "DELETE", "/files/"+id, nil)
	if reason(err) == "notFound" {
		return nil
	}
	return err
}

func (f folder) patient(ctx context.Context) error {
	var err error
	for i := range 6 {
		err = f.do(ctx, "POST", "/files", nil)
		if reason(err) != "rateLimitExceeded" {
			return err
		}
		time.Sleep(time.Second << i)
	}
	return err
}

// forbidden is silent: 403 is sent for exceeded rates too.
func (f folder) forbidden(ctx context.Context) error {
	for i := range 5 {
		err := f.do(ctx, "GET", "/files", nil)
		var e *googleapi.Error
		if errors.As(err, &e) && e.Code == http.StatusForbidden {
			time.Sleep(time.Second << i)
			continue
		}
		return err
	}
	return errors.New("listing the files failed")
}
