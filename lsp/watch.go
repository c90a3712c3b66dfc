package lsp

import (
	"path/filepath"
	"strconv"

	"github.com/go-json-experiment/json"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/errls/errls/internal/project"
)

// projectFiles matches the files that determine which errls.yaml applies to a directory.
var projectFiles = [...]string{"**/" + project.Name, "**/go.mod", "**/go.work"}

// A watcher is a FileSystemWatcher of the protocol. GlobPattern is a string or a relativePattern.
type watcher struct {
	GlobPattern any `json:"globPattern"`
}

type relativePattern struct {
	BaseURI string `json:"baseUri"`
	Pattern string `json:"pattern"`
}

// watchers returns the watchers for the files of projects.
func watchers(open []*project.Project, relative bool) []watcher {
	var all []watcher
	for _, pattern := range projectFiles {
		all = append(all, watcher{pattern})
	}
	for _, at := range open {
		dir, patterns := at.Watched()
		for _, pattern := range patterns {
			switch {
			case filepath.Base(pattern) == project.Name: // matched by projectFiles
			case relative:
				all = append(all, watcher{relativePattern{string(uri.File(dir)), pattern}})
			default:
				all = append(all, watcher{"**/" + pattern})
			}
		}
	}
	return all
}

// watch registers with the client for changes of the files of projects, if the client supports that. A new registration
// replaces the previous one.
func (s *server) watch(c *client, open []*project.Project) {
	can := c.Workspace.DidChangeWatchedFiles
	if !can.DynamicRegistration {
		return
	}
	options, err := json.Marshal(map[string]any{"watchers": watchers(open, can.RelativePatternSupport)})
	if err != nil || string(options) == s.watched {
		return
	}
	const id, method = "errls/files/", protocol.MethodWorkspaceDidChangeWatchedFiles
	params := &protocol.RegistrationParams{Registrations: []protocol.Registration{
		{ID: id + strconv.Itoa(s.watches+1), Method: method, RegisterOptions: options},
	}}
	s.watched = string(options) // even if the client refuses it: the same registration is not sent again
	if !s.callClient(protocol.MethodClientRegisterCapability, params, nil) {
		return
	}
	if s.watches > 0 {
		s.callClient(protocol.MethodClientUnregisterCapability, &protocol.UnregistrationParams{
			Unregisterations: []protocol.Unregistration{{ID: id + strconv.Itoa(s.watches), Method: method}},
		}, nil)
	}
	s.watches++
}
