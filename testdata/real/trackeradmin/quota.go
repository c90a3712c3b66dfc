package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"time"
)

// An answer is a response of the gateway: quotas, or an error.
type answer struct {
	Resources []struct {
		Type  string `json:"type"`
		Used  int    `json:"used"`
		Quota int    `json:"quota"`
	} `json:"resources"`
	ErrorCode string `json:"error_code"`
	ErrorMsg  string `json:"error_msg"`
}

// printQuota prints the number and the quota of trackers. A project without CTS has no quota.
func printQuota(ctx context.Context, out io.Writer) error {
	a, err := askQuota(ctx, os.Getenv("CTS_GATEWAY"), os.Getenv("HUAWEICLOUD_PROJECT_ID"))
	if err != nil {
		return err
	}
	switch a.ErrorCode {
	case "":
	case "CTS.0214":
		fmt.Fprintln(out, "no trackers")
	case "CTS.0002": // want swallowedcode "CTS.0002"
		log.Printf("quota is not shown: %s", a.ErrorMsg)
		return nil
	default:
		return fmt.Errorf("%s: %s", a.ErrorCode, a.ErrorMsg)
	}
	for _, r := range a.Resources {
		fmt.Fprintf(out, "%s\t%d of %d\n", r.Type, r.Used, r.Quota)
	}
	return nil
}

// askQuota returns the quotas from the gateway. It retries while the service cannot query its data.
func askQuota(ctx context.Context, gateway, project string) (*answer, error) {
	for attempt := range 4 {
		a, err := get(ctx, fmt.Sprintf("%s/v3/%s/quotas", gateway, project))
		if err != nil {
			return nil, err
		}
		if a.ErrorCode == "CTS.0300" || a.ErrorCode == "CTS.0003" { // want permanentretry "CTS.0003"
			time.Sleep(time.Duration(attempt+1) * time.Second)
			continue
		}
		return a, nil
	}
	return nil, errors.New("the quotas cannot be queried")
}

func get(ctx context.Context, url string) (*answer, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusNotFound {
		return &answer{}, nil
	}
	a := new(answer)
	if err := json.NewDecoder(response.Body).Decode(a); err != nil {
		return nil, fmt.Errorf("%s from %s: %w", response.Status, url, err)
	}
	return a, nil
}
