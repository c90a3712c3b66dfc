// Tests for errors that gRPC never returns.
package p

import (
	"context"
	"errors"
	"io"
	"net"
	"os"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type Request struct{ name string }

type Answer struct{ text string }

type ShopClient interface {
	Buy(ctx context.Context, in *Request, opts ...grpc.CallOption) (*Answer, error)
	Watch(ctx context.Context, in *Request, opts ...grpc.CallOption) (Shop_WatchClient, error)
	Chat(ctx context.Context, opts ...grpc.CallOption) (grpc.BidiStreamingClient[Request, Answer], error)
}

type Shop_WatchClient interface {
	Recv() (*Answer, error)
	grpc.ClientStream
}

type Shop_UploadServer interface {
	SendAndClose(*Answer) error
	Recv() (*Request, error)
	grpc.ServerStream
}

func buy(ctx context.Context, c ShopClient) error {
	_, err := c.Buy(ctx, &Request{})
	switch {
	case errors.Is(err, context.DeadlineExceeded): // want `this never matches: a gRPC call returns a status instead of context.DeadlineExceeded; compare status.Code of the error with codes.DeadlineExceeded`
		return nil
	case err == io.EOF: // want `this never matches: a gRPC call returns a status instead of io.EOF; test status.Code of the error`
		return nil
	}
	var ne net.Error
	if errors.As(err, &ne) && ne.Timeout() { // want `this never matches: a gRPC call returns a status instead of net.Error; test status.Code of the error`
		return nil
	}
	return err
}

func open(ctx context.Context, c ShopClient) (Shop_WatchClient, error) {
	w, err := c.Watch(ctx, &Request{})
	if errors.Is(err, context.Canceled) { // want `this never matches: a gRPC call returns a status instead of context.Canceled; compare .*`
		return nil, nil
	}
	return w, err
}

func openChat(ctx context.Context, c ShopClient) error {
	_, err := c.Chat(ctx)
	if errors.Is(err, os.ErrDeadlineExceeded) { // want `this never matches: a gRPC call returns a status instead of os.ErrDeadlineExceeded; test status.Code of the error`
		return nil
	}
	return err
}

func receive(w Shop_WatchClient) error {
	for {
		_, err := w.Recv()
		if err == io.EOF || err == context.Canceled { // want `this never matches: a gRPC call returns a status instead of context.Canceled; compare .*`
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func chat(s grpc.BidiStreamingClient[Request, Answer]) error {
	if err := s.Send(&Request{}); errors.Is(err, context.Canceled) { // want `this never matches: a gRPC call returns a status instead of context.Canceled; compare .*`
		return nil
	}
	return s.CloseSend()
}

func serve(s Shop_UploadServer) error {
	failed := make(chan error, 1)
	go func() {
		for {
			if _, err := s.Recv(); err != nil {
				failed <- err
				return
			}
		}
	}()
	select {
	case err := <-failed:
		if errors.Is(err, io.EOF) || errors.Is(err, context.Canceled) { // want `this never matches: a gRPC call returns a status instead of context.Canceled; compare .*`
			return s.SendAndClose(&Answer{})
		}
		return err
	case <-s.Context().Done():
		return nil
	}
}

func sendAll(s grpc.BidiStreamingClient[Request, Answer], all []*Request) error {
	for _, r := range all {
		err := s.Send(r)
		if status.Code(err) == codes.Unavailable { // want `this never matches: a client that sends into a stream gets io.EOF when the call has ended; the status is returned by Recv or CloseAndRecv`
			break
		}
		if st, ok := status.FromError(err); ok && st.Code() == codes.ResourceExhausted { // want `this never matches: a client that sends into a stream gets io.EOF when the call has ended; the status is returned by Recv or CloseAndRecv`
			break
		}
		if err != nil {
			return err
		}
	}
	_, err := s.Recv()
	return err
}
