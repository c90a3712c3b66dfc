// Command loadreport reads the results of load tests run by Tencent Cloud Performance Testing Service.
//
//	loadreport -project project-9ylbrp3c -scenario scenario-54kjzeyn summary job-2gs4r7ki job-6jqw1xhd
//	loadreport -project project-9ylbrp3c -scenario scenario-54kjzeyn check -limit 0.01 job-2gs4r7ki
//	loadreport -project project-9ylbrp3c -scenario scenario-54kjzeyn rehearse
//	loadreport -project project-9ylbrp3c -scenario scenario-54kjzeyn prune job-2gs4r7ki
//
// summary prints the errors in the requests of each job, check fails if the share of failed requests exceeds a limit,
// rehearse runs the scenario with little load until it has no errors, and prune deletes jobs. The key comes from
// TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"example.com/loadreport/api"
)

func main() {
	project := flag.String("project", "", "id of the project")
	scenario := flag.String("scenario", "", "id of the scenario")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *project, *scenario, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "loadreport:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, project, scenario string, args []string) error {
	if len(args) == 0 {
		return errors.New("want a command: summary, check, rehearse or prune")
	}
	jobs, err := api.New(os.Getenv("TENCENTCLOUD_SECRET_ID"), os.Getenv("TENCENTCLOUD_SECRET_KEY"), project, scenario)
	if err != nil {
		return err
	}
	switch command, args := args[0], args[1:]; command {
	case "summary":
		return printSummaries(ctx, os.Stdout, jobs, args)
	case "check":
		flags := flag.NewFlagSet("check", flag.ContinueOnError)
		limit := flags.Float64("limit", 0.01, "share of the requests that may fail")
		if err := flags.Parse(args); err != nil {
			return err
		}
		return check(ctx, jobs, flags.Args(), *limit)
	case "rehearse":
		return rehearse(ctx, jobs)
	case "prune":
		return prune(ctx, jobs, args)
	}
	return fmt.Errorf("unknown command %q", args[0])
}
