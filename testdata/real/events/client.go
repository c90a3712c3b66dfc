package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
)

// write writes an event. The client tries again by itself; this loop goes on when it has given up.
func write(ctx context.Context, client *kgo.Client, text string) error {
	record := &kgo.Record{Topic: topic, Value: []byte(text)}
	var err error
	for i := range 3 {
		err = client.ProduceSync(ctx, record).FirstErr()
		switch {
		case err == nil:
			return nil
		case errors.Is(err, kerr.NotEnoughReplicas):
			time.Sleep(time.Second << i)
		case errors.Is(err, kerr.MessageTooLarge), // want permanentretry "MESSAGE_TOO_LARGE|MessageTooLarge"
			errors.Is(err, kerr.LeaderNotAvailable):
			time.Sleep(time.Second << i)
		default:
			return fmt.Errorf("writing an event: %w", err)
		}
	}
	return err
}

// read prints events until the client has an error.
func read(ctx context.Context, client *kgo.Client) error {
	for {
		fetches := client.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return failure(err)
		}
		fetches.EachRecord(func(r *kgo.Record) { fmt.Println(string(r.Value)) })
	}
}

// failure says which errors end the program without a message.
func failure(err error) error {
	switch {
	case errors.Is(err, kerr.UnknownTopicOrPartition):
		return nil // there are no events yet
	case errors.Is(err, kerr.TopicAuthorizationFailed): // want swallowedcode "TOPIC_AUTHORIZATION_FAILED|TopicAuthorizationFailed"
		log.Print("not allowed: ", err)
		return nil
	}
	return err
}

// ping asks the brokers whether they answer. It asks again at once.
func ping(ctx context.Context, client *kgo.Client) error {
	var err error
	for range 10 {
		err = client.Ping(ctx)
		if errors.Is(err, kerr.CoordinatorLoadInProgress) { // want hotretry "COORDINATOR_LOAD_IN_PROGRESS|CoordinatorLoadInProgress"
			continue
		}
		return err
	}
	return err
}

// pingSlowly asks again after a pause, whatever the brokers call retriable.
func pingSlowly(ctx context.Context, client *kgo.Client) error {
	var err error
	for i := range 10 {
		if err = client.Ping(ctx); !kerr.IsRetriable(err) {
			return err
		}
		time.Sleep(time.Second << i)
	}
	return err
}

var _ = []any{ping, pingSlowly}
