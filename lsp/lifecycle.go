package lsp

import (
	"context"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// enterRunning stores the properties of the client. After it, the server handles all methods.
func (s *server) enterRunning(params jsonrpc2.RawMessage) error {
	p, err := decode[initializeParams](params)
	if err != nil {
		return err
	}
	s.client.Store(newClient(p))
	s.phase.Store(phaseRunning)
	if p.ProcessID != nil {
		go s.watchParent(int(*p.ProcessID), processExists)
	}
	return nil
}

// enterShutdown makes the server refuse all requests except shutdown.
func (s *server) enterShutdown(jsonrpc2.RawMessage) error {
	s.phase.Store(phaseShutdown)
	return nil
}

// initialize returns the name and the capabilities of the server.
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

// initialized requests the settings, and registers for changes of them. It ignores its params, which are empty, and
// which some clients omit.
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
	s.checkProjects()
	return nil
}

// shutdown waits until all analyses have ended, for closeTimeout at most: some clients kill the server immediately after
// exit.
func (s *server) shutdown(context.Context, *request) (any, error) {
	s.closeSession()
	return nil, nil
}

// exit ends the server. exitCode returns the exit code of the process.
func (s *server) exit(jsonrpc2.RawMessage) error {
	s.end()
	return nil
}

// end makes Serve return, and cancels all requests. It may be called several times and from any goroutine.
func (s *server) end() {
	s.exitOnce.Do(func() { close(s.exited) })
	s.cancel()
}

// exitCode returns the exit code that the protocol requires: 0 after shutdown, and 1 otherwise.
func (s *server) exitCode() int {
	if s.phase.Load() == phaseShutdown {
		return 0
	}
	return 1
}

// watchParent ends the server when the process that started it has ended.
func (s *server) watchParent(pid int, exists func(pid int) bool) {
	tick := time.NewTicker(parentInterval)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if !exists(pid) {
				s.log.Info("the parent process has ended", "pid", pid)
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

// cancelRequest cancels the request with the id in the params.
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
		return jsonrpc2.Errorf(jsonrpc2.InvalidParams, "decoding the id of the request to cancel: %v", err)
	}
	s.cancelCall(jsonrpc2.NewStringID(text))
	return nil
}

// callClient sends a request to the client and waits for the answer. It logs an error, and returns false. It must not
// run on the read loop, which reads the answer.
func (s *server) callClient(method string, params, result any) bool {
	if _, err := s.conn.Call(s.ctx, method, params, result); err != nil {
		if s.ctx.Err() == nil {
			s.log.Warn("request to the client failed", "method", method, "error", err)
		}
		return false
	}
	return true
}
