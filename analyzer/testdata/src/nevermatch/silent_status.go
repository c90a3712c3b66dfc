// Tests for errors that may come from something other than gRPC, or that are not the only test.
package p

import (
	"context"
	"errors"
	"io"
	"net"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type Order struct{ name string }

type Receipt struct{ text string }

type CafeClient interface {
	Sell(ctx context.Context, in *Order, opts ...grpc.CallOption) (*Receipt, error)
}

type Cafe_WatchClient interface {
	Send(*Order) error
	Recv() (*Receipt, error)
	grpc.ClientStream
}

// It has the methods of a stream, but gRPC does not make it.
type queue interface {
	Send(*Order) error
	Recv() (*Receipt, error)
}

func fromQueue(q queue) bool {
	_, err := q.Recv()
	return errors.Is(err, context.Canceled) || errors.Is(q.Send(&Order{}), context.Canceled)
}

// The end of a stream.
func end(w Cafe_WatchClient) bool {
	_, err := w.Recv()
	return err == io.EOF || errors.Is(w.Send(&Order{}), io.EOF)
}

// The status is tested, too.
func both(ctx context.Context, c CafeClient) bool {
	_, err := c.Sell(ctx, &Order{})
	return errors.Is(err, context.Canceled) || status.Code(err) == codes.Canceled
}

// Another error may come.
func orContext(ctx context.Context, c CafeClient) bool {
	_, err := c.Sell(ctx, &Order{})
	if err == nil {
		err = ctx.Err()
	}
	return errors.Is(err, context.Canceled)
}

func twoSenders(ctx context.Context, w Cafe_WatchClient) bool {
	failed := make(chan error, 2)
	go func() {
		_, err := w.Recv()
		failed <- err
	}()
	go func() { failed <- ctx.Err() }()
	return errors.Is(<-failed, context.Canceled)
}

// The channel is passed to something that may send other errors.
func passed(w Cafe_WatchClient, watch func(chan error)) bool {
	failed := make(chan error, 2)
	watch(failed)
	go func() {
		_, err := w.Recv()
		failed <- err
	}()
	err := <-failed
	return errors.Is(err, context.Canceled)
}

// The error of the stream's context is the context's.
func ofContext(w Cafe_WatchClient) bool {
	return errors.Is(w.Context().Err(), context.Canceled)
}

// An interface that a status has.
func hasStatus(ctx context.Context, c CafeClient) bool {
	_, err := c.Sell(ctx, &Order{})
	var s interface{ GRPCStatus() *status.Status }
	return errors.As(err, &s)
}

// Any error that wraps.
func unwraps(ctx context.Context, c CafeClient) bool {
	_, err := c.Sell(ctx, &Order{})
	_, ok := err.(interface{ Unwrap() error })
	return ok
}

func dialed(address string) bool {
	_, err := net.Dial("tcp", address)
	var ne net.Error
	return errors.As(err, &ne) && ne.Timeout()
}

var errClosed = status.Error(codes.Unavailable, "closed")

// A status is equal to one with the same code and message.
func sameStatus(ctx context.Context, c CafeClient) bool {
	_, err := c.Sell(ctx, &Order{})
	return errors.Is(err, errClosed)
}

type Cafe_UploadServer interface {
	Send(*Receipt) error
	Recv() (*Order, error)
	grpc.ServerStream
}

// A server that sends gets a status.
func answer(s Cafe_UploadServer) bool {
	return status.Code(s.Send(&Receipt{})) == codes.Unavailable
}

// A client that receives gets one, too.
func receiveStatus(w Cafe_WatchClient) bool {
	_, err := w.Recv()
	return status.Code(err) == codes.Unavailable
}

// The client makes this code for a message that it cannot encode.
func badMessage(w Cafe_WatchClient) bool {
	return status.Code(w.Send(&Order{})) == codes.Internal
}

func sendOrReceive(w Cafe_WatchClient) bool {
	err := w.Send(&Order{})
	if err != nil {
		_, err = w.Recv()
	}
	return status.Code(err) == codes.Unavailable
}
