// Command logshipper reads lines from its standard input and sends them to a log topic of Tencent Cloud Log Service.
//
//	journalctl -f -o cat | logshipper -topic 5cd3a17e-fb0b-418c-afd7-77b365397426 -spool /var/spool/logs
//
// Lines are sent in batches. A batch that the service rejects temporarily is kept in the spool directory and sent at
// the next start; a batch that it rejects permanently ends the command, unless -lossy is given. With -async, the SDK's
// producer creates the batches, and failures are only reported.
//
// With -logset, the topic is created first, through the gateway at CLS_GATEWAY. With -probe, one line is sent.
//
// The endpoint and the key come from the environment: CLS_ENDPOINT, CLS_SECRET_ID and CLS_SECRET_KEY.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"

	"example.com/logshipper/spool"
)

func main() {
	topic := flag.String("topic", "", "id of the log topic")
	dir := flag.String("spool", "", "directory for batches that could not be sent")
	async := flag.Bool("async", false, "leave the batches to the SDK's producer")
	lossy := flag.Bool("lossy", false, "go on after a batch that the service refuses")
	logset := flag.String("logset", "", "make the topic in this logset if need be")
	try := flag.Bool("probe", false, "send one line and end")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var err error
	if *logset != "" {
		g := &gateway{url: os.Getenv("CLS_GATEWAY")}
		err = g.ensureTopic(ctx, *logset, *topic)
	}
	switch {
	case err != nil:
	case *try:
		err = probe(ctx, *topic)
	case *async:
		err = shipAsync(os.Stdin, *topic)
	default:
		err = shipSync(ctx, os.Stdin, *topic, *dir, *lossy)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "logshipper:", err)
		os.Exit(1)
	}
}

func shipSync(ctx context.Context, in io.Reader, topic, dir string, lossy bool) error {
	client, clsErr := cls.NewCLSClient(&cls.Options{
		Host:        os.Getenv("CLS_ENDPOINT"),
		Credentials: cls.Credentials{SecretID: os.Getenv("CLS_SECRET_ID"), SecretKEY: os.Getenv("CLS_SECRET_KEY")},
	})
	if clsErr != nil {
		return clsErr
	}
	kept, err := spool.Open(dir)
	if err != nil {
		return err
	}
	s := &shipper{client: client, topic: topic, spool: kept, lossy: lossy}
	if !s.reachable(ctx) {
		return fmt.Errorf("topic %s does not take logs", topic)
	}
	if err := s.resend(ctx); err != nil {
		return fmt.Errorf("sending what was kept: %w", err)
	}
	batch := make([]string, 0, 500)
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		if batch = append(batch, lines.Text()); len(batch) < cap(batch) {
			continue
		}
		if err := s.ship(ctx, batch); err != nil {
			return err
		}
		batch = batch[:0]
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return s.ship(ctx, batch)
}

// group returns lines in the format of the service.
func group(lines []string) *cls.LogGroup {
	logs := make([]*cls.Log, 0, len(lines))
	for _, line := range lines {
		logs = append(logs, cls.NewCLSLog(time.Now().Unix(), map[string]string{"content": line}))
	}
	return &cls.LogGroup{Logs: logs}
}
