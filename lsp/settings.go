package lsp

import (
	"errors"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/internal/printable"
)

// settingsSection is the section of the settings in the editor.
const settingsSection = "errls"

type configurationParams struct {
	Settings struct {
		Errls jsontext.Value `json:"errls"`
	} `json:"settings"`
}

// settings are the settings of the section settingsSection.
type settings struct {
	Rules []string `json:"rules"` // names of the rules to run; all if absent or null
	Tests *bool    `json:"tests"` // also check _test.go files
}

// didChangeConfiguration applies new settings. It requests them if the client supports that; otherwise they are in the
// notification.
func (s *server) didChangeConfiguration(params jsonrpc2.RawMessage) error {
	if s.client.Load().Workspace.Configuration {
		go s.pullSettings()
		return nil
	}
	p, err := decode[configurationParams](params)
	if err != nil {
		return err
	}
	return s.configure(p.Settings.Errls)
}

// pullSettings requests the settings from the client and applies them. It must not run on the read loop.
func (s *server) pullSettings() {
	section := settingsSection
	params := &protocol.ConfigurationParams{Items: []protocol.ConfigurationItem{{Section: &section}}}
	var answer jsonrpc2.RawMessage
	if !s.callClient(protocol.MethodWorkspaceConfiguration, params, &answer) {
		return
	}
	items, err := decode[[]jsontext.Value](answer)
	if err == nil && len(items) == 0 {
		err = errors.New("the client returned no settings")
	}
	if err == nil {
		err = s.configure(items[0])
	}
	if err != nil {
		s.log.Warn("settings ignored", "error", err)
	}
}

// configure applies settings. If they are invalid, it changes nothing and shows the error to the user.
func (s *server) configure(raw jsontext.Value) error {
	if len(raw) == 0 || raw.Kind() == 'n' {
		return nil
	}
	set, err := decode[settings](jsonrpc2.RawMessage(raw))
	if err != nil {
		return err
	}
	config := s.options.Config
	if set.Rules != nil {
		config.Rules = set.Rules
	}
	if set.Tests != nil {
		config.Tests = *set.Tests
	}
	if _, err := analyzer.New(s.options.Set, config); err != nil {
		message := &protocol.ShowMessageParams{Type: protocol.MessageTypeWarning, Message: "errls: " + printable.Error(err)}
		return errors.Join(err, s.conn.Notify(s.ctx, protocol.MethodWindowShowMessage, message))
	}
	s.mu.Lock()
	same := slices.Equal(config.Rules, s.config.Rules) && config.Tests == s.config.Tests
	s.config = config
	s.mu.Unlock()
	if !same {
		if err := s.session.SetConfig(config); err != nil {
			return err
		}
		s.refreshDiagnostics()
	}
	return nil
}

// refreshDiagnostics makes the client request all diagnostics again, if it requests diagnostics at all.
func (s *server) refreshDiagnostics() {
	c := s.client.Load()
	if c.pull && c.Workspace.Diagnostics.RefreshSupport {
		go s.callClient(protocol.MethodWorkspaceDiagnosticRefresh, nil, nil)
	}
}
