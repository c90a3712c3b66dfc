package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"slices"
	"time"

	"github.com/cenkalti/backoff/v5"
	"google.golang.org/genproto/googleapis/example/library/v1"
	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"

	"example.com/grpcclient/policy"
)

// client is the client of one library.
type client struct {
	library library.LibraryServiceClient
	health  healthpb.HealthClient
}

// put adds a book to a shelf, and creates the shelf if it does not exist. It does not change an existing book.
func (c *client) put(ctx context.Context, shelf string, book *library.Book) error {
	_, err := c.library.CreateBook(ctx, &library.CreateBookRequest{Parent: shelf, Book: book})
	switch status.Code(err) {
	case codes.OK, codes.AlreadyExists:
		return nil
	case codes.NotFound:
		if err := c.makeShelf(ctx, shelf); err != nil {
			return err
		}
		_, err = c.library.CreateBook(ctx, &library.CreateBookRequest{Parent: shelf, Book: book})
	case codes.ResourceExhausted: // want swallowedcode "codes.ResourceExhausted"
		log.Printf("shelf %s is full", shelf)
		return nil
	}
	return err
}

// makeShelf creates a shelf. It retries while the server is unavailable or has an internal error.
func (c *client) makeShelf(ctx context.Context, name string) error {
	request := &library.CreateShelfRequest{Shelf: &library.Shelf{Name: name}}
	for attempt := range 5 {
		_, err := c.library.CreateShelf(ctx, request)
		st, ok := status.FromError(err)
		if !ok {
			return err
		}
		switch st.Code() {
		case codes.OK, codes.AlreadyExists:
			return nil
		case codes.Unavailable, codes.Internal, codes.InvalidArgument: // want permanentretry "codes.InvalidArgument"
			time.Sleep(100 * time.Millisecond << attempt)
		default:
			return fmt.Errorf("making shelf %s: %w", name, err)
		}
	}
	return fmt.Errorf("making shelf %s: the server is in trouble", name)
}

// get fetches a book. It retries unless retrying cannot help.
func (c *client) get(ctx context.Context, name string) (*library.Book, error) {
	return backoff.Retry(ctx, func() (*library.Book, error) {
		book, err := c.library.GetBook(ctx, &library.GetBookRequest{Name: name})
		switch status.Code(err) { // want openretry "codes.Unimplemented"
		case codes.InvalidArgument, codes.NotFound:
			return nil, backoff.Permanent(err)
		case codes.PermissionDenied: // want permanentretry "codes.PermissionDenied"
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		return book, err
	}, backoff.WithMaxTries(4))
}

// transient are the codes for which a retry may help.
var transient = []codes.Code{
	codes.Unavailable,
	codes.DeadlineExceeded,
	codes.Aborted,
	codes.Unimplemented, // want permanentretry "codes.Unimplemented"
}

func isTransient(err error) bool {
	return slices.Contains(transient, status.Code(err))
}

// move moves a book to another shelf.
func (c *client) move(ctx context.Context, name, shelf string) error {
	operation := func() (*library.Book, error) {
		book, err := c.library.MoveBook(ctx, &library.MoveBookRequest{Name: name, OtherShelfName: shelf})
		if err != nil && !isTransient(err) {
			return nil, backoff.Permanent(err)
		}
		return book, err
	}
	_, err := backoff.Retry(ctx, operation, backoff.WithBackOff(backoff.NewExponentialBackOff()), backoff.WithMaxTries(6))
	if moved := c.moved(ctx, name, err); moved {
		return nil
	}
	return err
}

// moved reports whether a book is no longer in its old place although the move failed.
func (c *client) moved(ctx context.Context, name string, err error) bool {
	if !(status.Code(err) == codes.DeadlineExceeded || status.Code(err) == codes.Unavailable) {
		return false
	}
	_, err = c.library.GetBook(ctx, &library.GetBookRequest{Name: name})
	return status.Code(err) == codes.NotFound
}

// removeShelves deletes shelves with all their books.
func (c *client) removeShelves(ctx context.Context, names []string) error {
	var all error
	for _, name := range names {
		err := c.removeShelf(ctx, name)
		if status.Code(err) == codes.NotFound {
			continue
		}
		var st interface{ GRPCStatus() *status.Status }
		if errors.As(err, &st) && st.GRPCStatus().Code() == codes.PermissionDenied {
			all = errors.Join(all, fmt.Errorf("shelf %s is not ours: %w", name, err))
			continue
		}
		all = errors.Join(all, err)
		if policy.Final(err) {
			break
		}
	}
	return all
}

// removeShelf deletes the books of a shelf, if any, and then the shelf.
func (c *client) removeShelf(ctx context.Context, name string) error {
	request := &library.DeleteShelfRequest{Name: name}
	for range 3 {
		_, err := c.library.DeleteShelf(ctx, request)
		if err == nil {
			return nil
		}
		if s, ok := errors.AsType[interface {
			error
			GRPCStatus() *status.Status
		}](err); ok && s.GRPCStatus().Code() == codes.FailedPrecondition {
			if err := c.empty(ctx, name); err != nil {
				return err
			}
			continue
		}
		return err
	}
	return fmt.Errorf("shelf %s fills faster than it is emptied", name)
}

// empty deletes the books of a shelf.
func (c *client) empty(ctx context.Context, shelf string) error {
	books, err := c.library.ListBooks(ctx, &library.ListBooksRequest{Parent: shelf})
	if err != nil {
		return err
	}
	for _, book := range books.GetBooks() {
		_, err := c.library.DeleteBook(ctx, &library.DeleteBookRequest{Name: book.GetName()})
		if status.Code(err) == codes.PermissionDenied { // want swallowedcode "codes.PermissionDenied"
			continue
		}
		if err != nil && status.Code(err) != codes.NotFound {
			return err
		}
	}
	return nil
}
