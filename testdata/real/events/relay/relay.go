// Package relay copies events from one topic to another.
package relay

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/IBM/sarama"
	"github.com/segmentio/kafka-go"
)

// Run copies the events of a topic to one with the suffix .copy.
func Run(ctx context.Context, broker, topic string) error {
	admin, err := sarama.NewClusterAdmin([]string{broker}, sarama.NewConfig())
	if err != nil {
		return fmt.Errorf("connecting: %w", err)
	}
	defer admin.Close()
	if err := create(admin, topic+".copy"); err != nil {
		return err
	}
	reader := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{broker}, Topic: topic})
	defer reader.Close()
	writer := &kafka.Writer{Addr: kafka.TCP(broker), Topic: topic + ".copy"}
	defer writer.Close()
	for {
		m, err := reader.ReadMessage(ctx)
		if err != nil {
			return fmt.Errorf("reading: %w", err)
		}
		if err := send(ctx, writer, kafka.Message{Key: m.Key, Value: m.Value}); err != nil {
			return err
		}
	}
}

// create creates the topic, unless it exists.
func create(admin sarama.ClusterAdmin, topic string) error {
	var err error
	for i := range 5 {
		err = admin.CreateTopic(topic, &sarama.TopicDetail{NumPartitions: 1, ReplicationFactor: 3}, false)
		switch {
		case errors.Is(err, sarama.ErrTopicAlreadyExists):
			return nil
		case errors.Is(err, sarama.ErrNotController),
			errors.Is(err, sarama.ErrInvalidReplicationFactor): // want permanentretry "INVALID_REPLICATION_FACTOR|ErrInvalidReplicationFactor"
			time.Sleep(time.Second << i)
			continue
		}
		return err
	}
	return err
}

// send writes one message. A message that is too large is left out, and said to be.
func send(ctx context.Context, writer *kafka.Writer, m kafka.Message) error {
	var err error
	for i := range 5 {
		err = writer.WriteMessages(ctx, m)
		var code kafka.Error
		if errors.As(err, &code) && code.Temporary() {
			time.Sleep(time.Second << i)
			continue
		}
		break
	}
	switch {
	case errors.Is(err, kafka.MessageSizeTooLarge): // too large events are not copied
		log.Print("left out: ", err)
		return nil
	case errors.Is(err, kafka.ClusterAuthorizationFailed): // want swallowedcode "CLUSTER_AUTHORIZATION_FAILED|ClusterAuthorizationFailed"
		log.Print(err)
		return nil
	}
	return err
}
