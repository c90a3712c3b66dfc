package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"strconv"
	"time"

	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common"
	pts "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/pts/v20210728"

	"example.com/loadreport/api"
)

// result returns the result of the load engine, or "".
func result(s *pts.ErrorSummary) *string {
	if s == nil {
		return nil
	}
	return s.Result
}

// value returns what a pointer points to, or the zero value.
func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// grade returns an error if a result is not one of those that the network causes.
func grade(s *pts.ErrorSummary) error {
	if value(s.Result) == "" {
		return nil
	}
	n, err := strconv.Atoi(*s.Result)
	if err != nil {
		return fmt.Errorf("reading a result: %w", err)
	}
	switch n {
	case 1200, 1202, 1203:
		return nil
	case 1101: // want swallowedcode "1101"
		return nil
	case 2001:
		return errors.New("the script is wrong")
	}
	if n >= 1000 {
		return fmt.Errorf("the load generator failed: %d", n)
	}
	return fmt.Errorf("the server failed: %d", n)
}

// warmUp runs the scenario until it has no errors.
func warmUp(ctx context.Context, jobs *api.Jobs) error {
	for range 4 {
		worst, err := jobs.Rehearse(ctx)
		if err != nil || worst == nil {
			return err
		}
		switch code := value(worst.Result); code {
		case "":
			return nil
		case "1202", "2001": // want permanentretry "2001"
			time.Sleep(time.Minute)
			continue
		default:
			return fmt.Errorf("the rehearsal failed: %s", code)
		}
	}
	return errors.New("no rehearsal was clean")
}

// logsOf returns a request for the logs of the requests that failed with a broken connection.
func logsOf(job string) *pts.DescribeSampleLogsRequest {
	request := pts.NewDescribeSampleLogsRequest()
	request.JobId = &job
	request.Result = common.StringPtr("1202")
	if job == "" {
		request.Result = common.StringPtr("12O2") // want unknowncode "12O2"
	}
	return request
}

// explain logs what a result means. It takes the result of the load engine or the text of another tool.
func explain(s *pts.ErrorSummary, other string) {
	if n, err := strconv.Atoi(other); err == nil && n == 1101 {
		return
	}
	if value(s.Message) == "1101" || value(result(s)) == "1202" {
		log.Print("the network")
	}
}
