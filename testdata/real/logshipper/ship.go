package main

import (
	"context"
	"fmt"
	"log"
	"net/http"

	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"

	"example.com/logshipper/spool"
)

// shipper sends batches, one at a time.
type shipper struct {
	client *cls.CLSClient
	topic  string
	spool  *spool.Spool
	lossy  bool
}

// ship sends a batch. If the service rejects it temporarily, it saves the batch in the spool.
func (s *shipper) ship(ctx context.Context, lines []string) error {
	if len(lines) == 0 {
		return nil
	}
	clsErr := s.send(ctx, lines)
	if clsErr == nil {
		return nil
	}
	switch clsErr.Code {
	case "InternalError", cls.WRITE_QUOTA_EXCEED, "TopicClosed":
		if !spool.Worthwhile(clsErr) {
			return clsErr
		}
		return s.spool.Keep(lines)
	case "LogSizeExceed":
		return s.halve(ctx, lines)
	case "InvalidContent": // want swallowedcode "InvalidContent"
		if s.lossy {
			log.Printf("%d lines are lost: %s", len(lines), clsErr.Message)
		}
		return nil
	case "TopicNotExists": // want unknowncode "TopicNotExists"
		return fmt.Errorf("there is no topic %s", s.topic)
	}
	return clsErr
}

// halve sends a batch that is too large in two parts.
func (s *shipper) halve(ctx context.Context, lines []string) error {
	if len(lines) == 1 {
		return fmt.Errorf("a line of %d bytes is too long to be sent", len(lines[0]))
	}
	middle := len(lines) / 2
	if err := s.ship(ctx, lines[:middle]); err != nil {
		return err
	}
	return s.ship(ctx, lines[middle:])
}

// send sends a batch, and retries if that can help.
func (s *shipper) send(ctx context.Context, lines []string) *cls.CLSError {
	return again(ctx, func() *cls.CLSError {
		return s.client.Send(ctx, s.topic, group(lines))
	})
}

// resend sends the batches in the spool. Batches that the service rejects again stay there.
func (s *shipper) resend(ctx context.Context) error {
	batches, err := s.spool.Batches()
	if err != nil {
		return err
	}
	for _, batch := range batches {
		clsErr := s.client.Send(ctx, s.topic, group(batch.Lines))
		if clsErr != nil && clsErr.Code == "TopicClosed" { // want swallowedcode "TopicClosed"
			continue
		}
		if clsErr != nil && clsErr.HTTPCode >= http.StatusInternalServerError {
			log.Printf("batch %s stays in the spool: %v", batch.Name, clsErr)
			continue
		}
		if clsErr != nil {
			return fmt.Errorf("batch %s: %w", batch.Name, clsErr)
		}
		if err := batch.Remove(); err != nil {
			return err
		}
	}
	return nil
}

// reachable checks with an empty batch whether the topic accepts logs.
func (s *shipper) reachable(ctx context.Context) bool {
	clsErr := s.client.Send(ctx, s.topic, &cls.LogGroup{})
	if clsErr == nil {
		return true
	}
	if clsErr.HTTPCode == http.StatusForbidden || clsErr.HTTPCode == 404 {
		return false
	}
	return clsErr.Code == "MissingContent" || clsErr.Code == "InvalidContent"
}
