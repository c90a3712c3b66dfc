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

// maxInFlight is how many requests are at work at once. One more is refused.
const maxInFlight = 256

// A server is one client's connection.
type server struct {
	options   Options
	log       *slog.Logger
	session   *session.Session
	transport *transport
	conn      jsonrpc2.Conn
	ctx       context.Context // ends with the connection
	cancel    context.CancelFunc

	methods     map[string]method // by name
	cancellable jsonrpc2.Handler  // answerCall, by the id of the call
	cancelCall  func(jsonrpc2.ID) // cancels the call with the id

	client   atomic.Pointer[client] // set by initialize
	phase    atomic.Int32
	inFlight atomic.Int32
	exited   chan struct{}
	exitOnce sync.Once
	failOnce sync.Once
	failure  error // why the connection broke; set before exited is closed

	publishing sync.Mutex           // held while diagnostics are sent, so that old ones never follow newer ones
	published  map[string]published // by path; guarded by publishing

	projects *project.Projects
	wake     chan struct{}     // has a value while keepProjects has something to look at
	mistakes map[string]string // what was last sent of errls.yaml and catalogs, by path; of keepProjects alone
	watched  string            // what the client was last asked to watch; of keepProjects alone
	watches  int               // how often it was asked; of keepProjects alone

	mu     sync.Mutex         // guards what follows
	uris   map[string]opening // the open documents, by path
	opened int                // how many were opened so far
	config analyzer.Config    // in force
}

// The phases of a connection's life.
const (
	phaseNew int32 = iota
	phaseRunning
	phaseShutdown
)

// A request is a call as its handler sees it.
type request struct {
	params   jsonrpc2.RawMessage
	snapshot *session.Snapshot // the documents when the call was read
	client   *client
}

func newServer(ctx context.Context, options Options) (*server, error) {
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	if _, err := analyzer.New(options.Set, options.Config); err != nil {
		return nil, fmt.Errorf("making the rules: %w", err)
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
		mistakes:  make(map[string]string),
		uris:      make(map[string]opening),
		config:    options.Config,
	}
	// The fields that call the server back.
	s.transport.ended = s.lost
	s.conn = jsonrpc2.NewConn(s.transport, jsonrpc2.WithCodec(codec{}))
	s.cancellable, s.cancelCall = jsonrpc2.CancelHandler(s.answerCall)
	s.session = session.New(session.Options{
		Projects: s.projects, Config: options.Config, Load: options.Load, Log: options.Log, Analyzed: s.publish,
	})
	return s, nil
}

// handle is called for each message on the read loop. It returns no error for a notification: that would close
// the connection.
func (s *server) handle(ctx context.Context, req *jsonrpc2.Request) (any, error) {
	if req.IsCall() {
		return s.cancellable(ctx, req)
	}
	if err := s.notify(req); err != nil {
		s.log.Warn("notification passed over", "method", strings.Clone(req.Method()), "error", err)
	}
	return nil, nil
}

// notify handles a notification in the order of the wire. What it starts must not use the request or its context:
// both are used again for the next message. A call to the client from here would wait for the read loop, that is
// for itself: it belongs in a goroutine.
func (s *server) notify(req *jsonrpc2.Request) (err error) {
	defer s.recovered(&err)
	m := s.methods[req.Method()]
	if m.notification == nil || !m.always && s.phase.Load() != phaseRunning {
		return nil
	}
	return m.notification(s, req.Params())
}

// answerCall admits a call on the read loop, gives the loop free and runs the handler. It must always come to
// Async: jsonrpc2 uses the context of a call that did not again, and CancelHandler has derived one from it.
func (s *server) answerCall(ctx context.Context, req *jsonrpc2.Request) (result any, err error) {
	handler, r, refused := s.admit(req)
	jsonrpc2.Async(ctx)
	defer s.recovered(&err)
	defer s.inFlight.Add(-1)
	if refused != nil {
		return nil, refused
	}
	r.params = req.Params() // owned only since Async
	result, err = handler(s, ctx, r)
	return result, wireError(ctx, err)
}

// admit says what a call is answered with, in the order of the wire.
func (s *server) admit(req *jsonrpc2.Request) (_ requestHandler, _ *request, err error) {
	defer s.recovered(&err)
	busy := s.inFlight.Add(1) > maxInFlight
	name := strings.Clone(req.Method())
	m := s.methods[name]
	switch phase := s.phase.Load(); {
	case phase == phaseNew && name != protocol.MethodInitialize:
		return nil, nil, jsonrpc2.NewError(jsonrpc2.ServerNotInitialized, "the server is not initialized")
	case phase == phaseRunning && name == protocol.MethodInitialize:
		return nil, nil, jsonrpc2.NewError(jsonrpc2.InvalidRequest, "the server is initialized already")
	case phase == phaseShutdown && name != protocol.MethodShutdown:
		return nil, nil, jsonrpc2.NewError(jsonrpc2.InvalidRequest, "the server has been shut down")
	case m.request == nil:
		return nil, nil, jsonrpc2.Errorf(jsonrpc2.MethodNotFound, "method %q is not known", name)
	case busy && name != protocol.MethodShutdown:
		return nil, nil, jsonrpc2.Errorf(codeRequestFailed, "more than %d requests are at work", maxInFlight)
	}
	if m.enter != nil {
		if err := m.enter(s, req.Params()); err != nil {
			return nil, nil, err
		}
	}
	return m.request, &request{snapshot: s.session.Snapshot(), client: s.client.Load()}, nil
}

// codeRequestFailed is the protocol's code for a request that was right and failed all the same.
const codeRequestFailed jsonrpc2.Code = -32803

// wireError gives every error the code that the protocol asks for.
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

// recovered turns a panic into an error of this one message.
func (s *server) recovered(err *error) {
	if r := recover(); r != nil {
		s.log.Error("panic", "value", fmt.Sprint(r), "stack", string(debug.Stack()))
		*err = jsonrpc2.Errorf(jsonrpc2.InternalError, "panic: %v", r)
	}
}
