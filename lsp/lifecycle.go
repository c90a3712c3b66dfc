package lsp

import (
	"context"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// A client is what the server knows of the client since initialize. It is immutable.
type client struct {
	capabilities
	encoding encoding
	locale   string
	pull     bool // the client asks for diagnostics; else they are sent to it
}

// enter changes the phase of the connection, in the order of the wire: what stands behind initialize or shutdown
// in the input is handled after it, although both are answered concurrently.
func (s *server) enter(method string, params jsonrpc2.RawMessage) error {
	switch method {
	case protocol.MethodInitialize:
		p, err := decode[initializeParams](params)
		if err != nil {
			return err
		}
		c := &client{capabilities: p.Capabilities, encoding: utf16, locale: p.Locale}
		if slices.Contains(p.Capabilities.General.PositionEncodings, string(protocol.PositionEncodingKindUTF8)) {
			c.encoding = utf8
		}
		c.pull = p.Capabilities.TextDocument.Diagnostic != nil
		s.client.Store(c)
		s.phase.Store(phaseRunning)
		if p.ProcessID != nil {
			go s.watchParent(int(*p.ProcessID), processLives)
		}
	case protocol.MethodShutdown:
		s.phase.Store(phaseShutdown)
	}
	return nil
}

func (s *server) initialize(_ context.Context, r *request) (any, error) {
	kind := protocol.PositionEncodingKindUTF16
	if r.client.encoding == utf8 {
		kind = protocol.PositionEncodingKindUTF8
	}
	yes, incremental := true, protocol.TextDocumentSyncKindIncremental
	result := &protocol.InitializeResult{
		ServerInfo: protocol.ServerInfo{Name: "errls"},
		Capabilities: protocol.ServerCapabilities{
			PositionEncoding: kind,
			TextDocumentSync: &protocol.TextDocumentSyncOptions{
				OpenClose: &yes,
				Change:    &incremental,
				Save:      protocol.Boolean(true),
			},
			HoverProvider: protocol.Boolean(true),
			CompletionProvider: &protocol.CompletionOptions{
				TriggerCharacters: []string{`"`, "`", "."},
				ResolveProvider:   &yes,
			},
		},
	}
	if s.options.Version != "" {
		result.ServerInfo.Version = protocol.NewOptional(s.options.Version)
	}
	if r.client.pull {
		// Another file's text can change what is found in this one: the loop that a predicate decides.
		result.Capabilities.DiagnosticProvider = &protocol.DiagnosticOptions{InterFileDependencies: true}
	}
	result.Capabilities.CodeActionProvider = protocol.Boolean(true)
	if r.client.TextDocument.CodeAction.CodeActionLiteralSupport != nil {
		kinds := []protocol.CodeActionKind{protocol.CodeActionKindQuickFix}
		result.Capabilities.CodeActionProvider = &protocol.CodeActionOptions{CodeActionKinds: kinds}
	}
	return result, nil
}

// initialized asks for the settings and to be told of changes to them. Its params are empty, and some clients
// leave them out.
func (s *server) initialized(jsonrpc2.RawMessage) error {
	c := s.client.Load()
	go func() {
		if c.Workspace.DidChangeConfiguration.DynamicRegistration {
			options, _ := json.Marshal(map[string]string{"section": settingsSection})
			params := &protocol.RegistrationParams{Registrations: []protocol.Registration{{
				ID: "errls/configuration", Method: protocol.MethodWorkspaceDidChangeConfiguration,
				RegisterOptions: options,
			}}}
			s.callClient(protocol.MethodClientRegisterCapability, params, nil)
		}
		if c.Workspace.Configuration {
			s.pullSettings()
		}
	}()
	s.lookAtProjects()
	return nil
}

// shutdown ends all work before it answers: some clients kill the server right after exit.
func (s *server) shutdown(context.Context, *request) (any, error) {
	s.session.Close()
	return nil, nil
}

// exit ends the server with the code that the protocol asks for.
func (s *server) exit() { s.end() }

// end makes Serve return and cancels what is running. It may be called more than once and from anywhere.
func (s *server) end() {
	s.exitOnce.Do(func() { close(s.exited) })
	s.cancel()
}

func (s *server) exitCode() int {
	if s.phase.Load() == phaseShutdown {
		return 0
	}
	return 1
}

// watchParent ends the server when the process that started it is gone.
func (s *server) watchParent(pid int, lives func(pid int) bool) {
	tick := time.NewTicker(parentInterval)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if !lives(pid) {
				s.log.Info("the parent process is gone", "pid", pid)
				s.end()
				return
			}
		case <-s.ctx.Done():
			return
		}
	}
}

// cancelRequest cancels the call with the id that the params name.
func (s *server) cancelRequest(params jsonrpc2.RawMessage) error {
	p, err := decode[cancelParams](params)
	if err != nil {
		return err
	}
	var number int64
	if err := json.Unmarshal(p.ID, &number); err == nil {
		s.cancelCall(jsonrpc2.NewNumberID(number))
		return nil
	}
	var text string
	if err := json.Unmarshal(p.ID, &text); err != nil {
		return jsonrpc2.Errorf(jsonrpc2.InvalidParams, "reading the id to cancel: %v", err)
	}
	s.cancelCall(jsonrpc2.NewStringID(text))
	return nil
}

// callClient calls the client and logs what it refuses. It waits for the answer: never call it on the read loop.
func (s *server) callClient(method string, params, result any) bool {
	if _, err := s.conn.Call(s.ctx, method, params, result); err != nil {
		if s.ctx.Err() == nil {
			s.log.Warn("the client has refused a call", "method", method, "error", err)
		}
		return false
	}
	return true
}
