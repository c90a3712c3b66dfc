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

// Options configures a server.
type Options struct {
	In      io.Reader // messages of the client; closed at the end if it is an io.Closer
	Out     io.Writer // messages to the client; nothing else may be written to it
	Log     *slog.Logger
	Set     *catalog.Set
	Config  analyzer.Config
	Version string // the version that initialize returns; may be empty

	// Load parses and type-checks the package in a directory. It is load.Dir if it is nil.
	Load session.Loader
}

// parentInterval is how often the server checks whether its parent process still exists.
const parentInterval = 2 * time.Second

// Serve serves one client until the notification exit, the end of the input, the end of the parent process, or until
// ctx is done. It returns the exit code that the protocol requires: 0 after a shutdown request, and 1 otherwise. It
// returns an error if the configuration is invalid, or if reading or writing failed, but not if the client has
// disconnected.
func Serve(ctx context.Context, options Options) (exitCode int, err error) {
	s, err := newServer(ctx, options)
	if err != nil {
		return 1, err
	}
	return s.serve()
}

// closeTimeout is how long the server waits at its end for running analyses. One that is publishing diagnostics may be
// blocked forever if the client does not read.
const closeTimeout = time.Second

// closeSession closes the session, and waits until it is closed, for closeTimeout at most.
func (s *server) closeSession() {
	ended := make(chan struct{})
	go func() {
		s.session.Close()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(closeTimeout):
		s.log.Warn("the server ends during an analysis")
	}
}

// serve runs the server until it ends. See Serve for the results.
func (s *server) serve() (exitCode int, err error) {
	defer s.cancel()
	s.conn.Go(s.ctx, s.handle)
	go s.projectLoop()

	select {
	case <-s.exited:
	case <-s.conn.Done():
	case <-s.ctx.Done():
	}
	s.cancel()
	s.closeSession()
	if closeErr := s.transport.Close(); closeErr != nil && !errors.Is(closeErr, os.ErrClosed) {
		s.log.Debug("closing the connection failed", "error", closeErr)
	}
	if s.failure != nil {
		return 1, fmt.Errorf("serving the client: %w", s.failure)
	}
	return s.exitCode(), nil
}

// disconnected ends the server when reading or writing has failed with err. Serve returns err, unless it means that the
// client has disconnected, which may happen in the middle of a message.
func (s *server) disconnected(err error) {
	expected := []error{io.EOF, io.ErrUnexpectedEOF, io.ErrClosedPipe, os.ErrClosed, syscall.EPIPE, context.Canceled}
	if !slices.ContainsFunc(expected, func(e error) bool { return errors.Is(err, e) }) {
		s.failOnce.Do(func() { s.failure = err })
	}
	s.end()
}
