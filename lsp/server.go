package lsp

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/internal/project"
	"github.com/errls/errls/lsp/session"
)

// maxInFlight is how many requests are handled concurrently. More requests are refused.
const maxInFlight = 256

// A server is the connection to one client.
type server struct {
	options   Options
	log       *slog.Logger
	session   *session.Session
	transport *transport
	conn      jsonrpc2.Conn
	ctx       context.Context // ends with the connection
	cancel    context.CancelFunc

	methods     map[string]method // by name
	cancellable jsonrpc2.Handler  // calls handleRequest
	cancelCall  func(jsonrpc2.ID) // cancels the context of the request with the id

	client   atomic.Pointer[client] // set by initialize
	phase    atomic.Int32
	inFlight atomic.Int32
	exited   chan struct{}
	exitOnce sync.Once
	failOnce sync.Once
	failure  error // the error of the connection; set before exited is closed

	publishing sync.Mutex           // held while diagnostics are published, so that older ones never follow newer ones
	published  map[string]published // by path; guarded by publishing

	projects *project.Projects
	wake     chan struct{} // has a value if projectLoop has to call updateProjects
	// The following are used by projectLoop only.
	problems map[string]string // the IDs of the diagnostics that were published for the files of projects, by path
	watched  string            // the options of the last registration of file watchers
	watches  int               // number of registrations

	mu     sync.Mutex         // guards the following fields
	uris   map[string]opening // the open documents, by path
	opened int                // number of documents that were opened, including closed ones
	config analyzer.Config    // the current configuration
}

// The phases of a connection.
const (
	phaseNew      int32 = iota // before initialize
	phaseRunning               // after initialize
	phaseShutdown              // after shutdown
)

// A request contains what the handler of a request needs.
type request struct {
	params   jsonrpc2.RawMessage
	snapshot *session.Snapshot // the documents when the request was read
	client   *client
}

// newServer returns a server that is ready to serve.
func newServer(ctx context.Context, options Options) (*server, error) {
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	if _, err := analyzer.New(options.Set, options.Config); err != nil {
		return nil, fmt.Errorf("configuring the rules: %w", err)
	}
	ctx, cancel := context.WithCancel(ctx)
	s := &server{
		options:   options,
		log:       options.Log,
		transport: newTransport(options.In, options.Out, options.Log),
		ctx:       ctx,
		cancel:    cancel,
		methods:   methodsByName(),
		exited:    make(chan struct{}),
		published: make(map[string]published),
		projects:  project.Over(options.Set, ""),
		wake:      make(chan struct{}, 1),
		problems:  make(map[string]string),
		uris:      make(map[string]opening),
		config:    options.Config,
	}
	// The values of these fields call methods of the server.
	s.transport.failed = s.disconnected
	s.conn = jsonrpc2.NewConn(s.transport, jsonrpc2.WithCodec(codec{}))
	s.cancellable, s.cancelCall = jsonrpc2.CancelHandler(s.handleRequest)
	s.session = session.New(session.Options{
		Projects: s.projects, Config: options.Config, Load: options.Load, Log: options.Log, Analyzed: s.publish,
	})
	return s, nil
}

// handle handles a request or notification. It is called on the read loop. It returns no error for a notification,
// since jsonrpc2 would close the connection.
func (s *server) handle(ctx context.Context, req *jsonrpc2.Request) (any, error) {
	if req.IsCall() {
		return s.cancellable(ctx, req)
	}
	if err := s.notify(req); err != nil {
		s.log.Warn("notification ignored", "method", strings.Clone(req.Method()), "error", err)
	}
	return nil, nil
}

// notify handles a notification on the read loop. jsonrpc2 reuses the request and its context for the next message, so
// that goroutines must not use them. A request to the client must run in a goroutine, since its answer is read by the
// read loop.
func (s *server) notify(req *jsonrpc2.Request) (err error) {
	defer s.recoverPanic(&err)
	m := s.methods[req.Method()]
	if m.notification == nil || !m.always && s.phase.Load() != phaseRunning {
		return nil
	}
	return m.notification(s, req.Params())
}

// handleRequest admits a request on the read loop, and then calls its handler concurrently with the read loop. It must
// always call Async: otherwise jsonrpc2 reuses the context of the request, from which CancelHandler has derived another
// one.
func (s *server) handleRequest(ctx context.Context, req *jsonrpc2.Request) (result any, err error) {
	handler, r, refused := s.admit(req)
	jsonrpc2.Async(ctx)
	defer s.recoverPanic(&err)
	defer s.inFlight.Add(-1)
	if refused != nil {
		return nil, refused
	}
	r.params = req.Params() // Async has made them valid until the handler returns
	result, err = handler(s, ctx, r)
	return result, wireError(ctx, err)
}

// admit returns the handler of a request and its argument, or the error to answer with. It is called on the read loop.
func (s *server) admit(req *jsonrpc2.Request) (_ requestHandler, _ *request, err error) {
	defer s.recoverPanic(&err)
	busy := s.inFlight.Add(1) > maxInFlight
	name := strings.Clone(req.Method())
	m := s.methods[name]
	switch phase := s.phase.Load(); {
	case phase == phaseNew && name != protocol.MethodInitialize:
		return nil, nil, jsonrpc2.NewError(jsonrpc2.ServerNotInitialized, "the server is not initialized")
	case phase == phaseRunning && name == protocol.MethodInitialize:
		return nil, nil, jsonrpc2.NewError(jsonrpc2.InvalidRequest, "the server is already initialized")
	case phase == phaseShutdown && name != protocol.MethodShutdown:
		return nil, nil, jsonrpc2.NewError(jsonrpc2.InvalidRequest, "the server has been shut down")
	case m.request == nil:
		return nil, nil, jsonrpc2.Errorf(jsonrpc2.MethodNotFound, "unknown method %q", name)
	case busy && name != protocol.MethodShutdown:
		return nil, nil, jsonrpc2.Errorf(codeRequestFailed, "too many requests: more than %d are in progress", maxInFlight)
	}
	if m.enter != nil {
		if err := m.enter(s, req.Params()); err != nil {
			return nil, nil, err
		}
	}
	return m.request, &request{snapshot: s.session.Snapshot(), client: s.client.Load()}, nil
}

// codeRequestFailed is the error code of the protocol for a valid request that failed.
const codeRequestFailed jsonrpc2.Code = -32803

// wireError converts an error to one with an error code of the protocol.
func wireError(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if coded, ok := errors.AsType[*jsonrpc2.Error](err); ok {
		return coded
	}
	switch {
	case errors.Is(err, session.ErrSuperseded):
		return jsonrpc2.NewError(protocol.CodeContentModified, err.Error())
	case ctx.Err() != nil:
		return jsonrpc2.NewError(protocol.CodeRequestCancelled, "the request was cancelled")
	}
	return jsonrpc2.NewError(codeRequestFailed, err.Error())
}

// recoverPanic converts a panic to an error. It must be deferred.
func (s *server) recoverPanic(err *error) {
	if r := recover(); r != nil {
		s.log.Error("panic", "value", fmt.Sprint(r), "stack", string(debug.Stack()))
		*err = jsonrpc2.Errorf(jsonrpc2.InternalError, "panic: %v", r)
	}
}
