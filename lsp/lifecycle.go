package lsp

import (
	"context"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// enterRunning takes note of the client and lets the server accept other messages than initialize.
func (s *server) enterRunning(params jsonrpc2.RawMessage) error {
	p, err := decode[initializeParams](params)
	if err != nil {
		return err
	}
	s.client.Store(newClient(p))
	s.phase.Store(phaseRunning)
	if p.ProcessID != nil {
		go s.watchParent(int(*p.ProcessID), processLives)
	}
	return nil
}

// enterShutdown lets the server refuse other requests than shutdown.
func (s *server) enterShutdown(jsonrpc2.RawMessage) error {
	s.phase.Store(phaseShutdown)
	return nil
}

func (s *server) initialize(_ context.Context, r *request) (any, error) {
	result := &protocol.InitializeResult{
		ServerInfo:   protocol.ServerInfo{Name: "errls"},
		Capabilities: serverCapabilities(r.client),
	}
	if s.options.Version != "" {
		result.ServerInfo.Version = protocol.NewOptional(s.options.Version)
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
func (s *server) exit(jsonrpc2.RawMessage) error {
	s.end()
	return nil
}

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

type cancelParams struct {
	ID jsontext.Value `json:"id"`
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
