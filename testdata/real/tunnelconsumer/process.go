package main

import (
	"errors"
	"fmt"
	"log"
	"sync"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

// printerFactory creates a printer for each channel of the tunnel.
type printerFactory struct{}

// NewProcessor is called by the worker for each channel that is assigned to it.
func (printerFactory) NewProcessor(tunnelID, clientID, channelID string, cp tunnel.Checkpointer) tunnel.ChannelProcessor {
	return &printer{channel: channelID, checkpoints: checkpoints{next: cp}}
}

// printer prints the records of one channel.
type printer struct {
	channel     string
	checkpoints checkpoints
	once        sync.Once
}

// Process prints a batch of records and saves a checkpoint.
func (p *printer) Process(records []*tunnel.Record, nextToken, traceID string) error {
	for _, record := range records {
		fmt.Printf("%s\t%v\n", p.channel, record)
	}
	if nextToken == tunnel.FinishTag {
		log.Printf("channel %s is read to its end", p.channel)
	}
	return p.checkpoints.save(nextToken)
}

// Shutdown is called, possibly more than once, when the channel is assigned to another client.
func (p *printer) Shutdown() {
	p.once.Do(func() { p.report(p.checkpoints.last) })
}

// report logs the last error of a channel. There is no caller to return it to.
func (p *printer) report(err error) {
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		log.Printf("channel %s: the key was withdrawn: %v", p.channel, te)
		return
	}
	log.Printf("channel %s ends: %v", p.channel, err)
}

// checkpoints saves the position in a channel.
type checkpoints struct {
	next tunnel.Checkpointer
	last error
}

// save saves the token. If the sequence number does not match, the SDK has read it again, so one retry is enough.
func (c *checkpoints) save(token string) error {
	err := c.next.Checkpoint(token)
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return err
	}
	switch te.Code {
	case "OTSSequenceNumberNotMatch":
		return c.next.Checkpoint(token)
	case "OTSResourceGone":
		log.Printf("token %s is not saved, its records will come again", token)
		return nil
	case tunnel.ErrCodePermissionDenied:
		c.last = te
		return nil
	case "OTSParameterinvalid": // want unknowncode "OTSParameterinvalid"
		return fmt.Errorf("token %s: %w", token, te)
	}
	return err
}
