// Command events writes events to a Kafka topic, and reads them from there.
//
//	events write TEXT | read
//
// It uses franz-go. Package relay copies events between clusters, with the other clients.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/twmb/franz-go/pkg/kgo"

	"example.com/events/relay"
)

const topic = "events"

func main() {
	ctx := context.Background()
	client, err := kgo.NewClient(kgo.SeedBrokers(os.Getenv("KAFKA_BROKERS")), kgo.ConsumeTopics(topic))
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	switch {
	case len(os.Args) == 3 && os.Args[1] == "write":
		err = write(ctx, client, os.Args[2])
	case len(os.Args) == 2 && os.Args[1] == "read":
		err = read(ctx, client)
	case len(os.Args) == 2 && os.Args[1] == "relay":
		err = relay.Run(ctx, os.Getenv("KAFKA_BROKERS"), topic)
	default:
		err = fmt.Errorf("usage: events write TEXT | read | relay")
	}
	if err != nil {
		log.Fatal(err)
	}
}
