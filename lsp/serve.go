package lsp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"syscall"
	"time"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/lsp/session"
)

// Options says what a server talks to and works with.
type Options struct {
	In      io.Reader // messages of the client; closed at the end where it is an io.Closer
	Out     io.Writer // messages to the client; nothing else may write to it
	Log     *slog.Logger
	Set     *catalog.Set
	Config  analyzer.Config
	Version string // told to the client; may be empty

	// Load types the package in one directory; nil is load.Dir.
	Load session.Loader
}

// parentInterval is how often the server looks whether the process that started it still lives.
const parentInterval = 2 * time.Second

// Serve speaks with one client until it says exit, the input ends, the parent process ends or ctx is done. The
// exit code is what the protocol asks of the process: 0 after a shutdown request, else 1. The error says why the
// server could not start or had to stop; a client that goes away is none.
func Serve(ctx context.Context, options Options) (exitCode int, err error) {
	s, err := newServer(ctx, options)
	if err != nil {
		return 1, err
	}
	return s.serve()
}

// grace is how long the server waits at its end for what is still at work. A client that does not read any more
// can hold up a message for ever.
const grace = time.Second

// rest waits until nothing is at work, as far as the grace allows.
func (s *server) rest() {
	ended := make(chan struct{})
	go func() {
		s.session.Close()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(grace):
		s.log.Warn("the server ends while it is at work")
	}
}

// serve runs the server to its end.
func (s *server) serve() (exitCode int, err error) {
	defer s.cancel()
	s.conn.Go(s.ctx, s.handle)
	go s.keepProjects()

	select {
	case <-s.exited:
	case <-s.conn.Done():
	case <-s.ctx.Done():
	}
	s.cancel()
	s.rest()
	if closeErr := s.transport.Close(); closeErr != nil && !errors.Is(closeErr, os.ErrClosed) {
		s.log.Debug("closing the connection", "error", closeErr)
	}
	if s.failure != nil {
		return 1, fmt.Errorf("serving the client: %w", s.failure)
	}
	return s.exitCode(), nil
}

// lost ends the server when the connection has ended. A client that is gone, in the middle of a message or of an
// answer, is no failure.
func (s *server) lost(err error) {
	gone := []error{io.EOF, io.ErrUnexpectedEOF, io.ErrClosedPipe, os.ErrClosed, syscall.EPIPE, context.Canceled}
	if !slices.ContainsFunc(gone, func(g error) bool { return errors.Is(err, g) }) {
		s.failOnce.Do(func() { s.failure = err })
	}
	s.end()
}
