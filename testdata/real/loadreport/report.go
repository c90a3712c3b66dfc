package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"slices"
	"text/tabwriter"
	"time"

	pts "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/pts/v20210728"

	"example.com/loadreport/api"
)

// layers maps the results of the load engine to the network layer that they come from.
var layers = map[string]string{
	"1010": "client",
	"1100": "DNS",
	"11O1": "DNS", // want unknowncode "11O1"
	"1200": "TCP",
	"1202": "TCP",
	"1203": "TCP",
	"1210": "dial",
	"1212": "dial",
	"1301": "client",
}

// networkResults are the results caused by the network between the engine and the server under test.
var networkResults = []string{"1200", "1201", "1202", "1203", "1204", "1210", "1211", "1212"}

// printSummaries prints a table for each job.
func printSummaries(ctx context.Context, out io.Writer, jobs *api.Jobs, ids []string) error {
	var all error
	for _, id := range ids {
		summary, err := jobs.Errors(ctx, id)
		if err != nil {
			all = errors.Join(all, fmt.Errorf("job %s: %w", id, err))
			continue
		}
		table := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
		for _, s := range summary {
			fmt.Fprintf(table, "%s\t%d\t%s\t%s\n", text(s.Result), number(s.Count), layer(s), meaning(s))
		}
		all = errors.Join(all, table.Flush())
	}
	return all
}

// layer returns the network layer of a result.
func layer(s *pts.ErrorSummary) string {
	if s.Result == nil {
		return "-"
	}
	if name, ok := layers[*s.Result]; ok {
		return name
	}
	return "server"
}

// meaning returns a description of a result.
func meaning(s *pts.ErrorSummary) string {
	if s.Result != nil {
		switch *s.Result {
		case "1010":
			return "the request took longer than the script allows"
		case "1101":
			return "the script names a host that does not exist"
		case "1202", "1203":
			return "the server closed the connection"
		case "12O3": // want unknowncode "12O3"
			return "the server closed the connection while the request was sent"
		case "1220":
			return "no proxy"
		}
	}
	return text(s.Message)
}

// check returns an error if too many requests of a job failed.
func check(ctx context.Context, jobs *api.Jobs, ids []string, limit float64) error {
	for _, id := range ids {
		summary, err := jobs.Errors(ctx, id)
		if err != nil {
			return err
		}
		if err := verdict(summary, limit); err != nil {
			return fmt.Errorf("job %s: %w", id, err)
		}
	}
	return nil
}

// verdict returns an error if a job failed. It ignores requests that the user stopped, and network errors up to limit.
func verdict(summary []*pts.ErrorSummary, limit float64) error {
	var all error
	network := 0.0
	for _, s := range summary {
		if s.Result == nil || s.Rate == nil {
			continue
		}
		if slices.Contains(networkResults, *s.Result) {
			network += *s.Rate
			continue
		}
		switch *s.Result {
		case "1301":
			continue
		case "1101": // want swallowedcode "1101"
			log.Printf("%d requests went to a host that does not exist", number(s.Count))
		case "2001":
			all = errors.Join(all, fmt.Errorf("the script is wrong: %s", text(s.Message)))
		default:
			all = errors.Join(all, fmt.Errorf("%s in %.1f%% of the requests", meaning(s), *s.Rate*100))
		}
	}
	if network > limit {
		all = errors.Join(all, fmt.Errorf("the network failed in %.1f%% of the requests", network*100))
	}
	return all
}

// rehearse runs the scenario until it has no errors. It retries if a connection broke.
func rehearse(ctx context.Context, jobs *api.Jobs) error {
	for attempt := range 4 {
		worst, err := jobs.Rehearse(ctx)
		if err != nil {
			return err
		}
		if worst == nil || worst.Result == nil {
			return nil
		}
		if *worst.Result == "1202" || *worst.Result == "2001" { // want permanentretry "2001"
			log.Printf("rehearsal %d: %s", attempt+1, meaning(worst))
			time.Sleep(time.Minute)
			continue
		}
		return fmt.Errorf("the rehearsal failed: %s", meaning(worst))
	}
	return errors.New("no rehearsal was clean")
}

// prune deletes jobs.
func prune(ctx context.Context, jobs *api.Jobs, ids []string) error {
	for _, id := range ids {
		if err := jobs.Delete(ctx, id); err != nil {
			return fmt.Errorf("deleting job %s: %w", id, err)
		}
	}
	return nil
}

func text(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}

func number(n *int64) int64 {
	if n == nil {
		return 0
	}
	return *n
}
