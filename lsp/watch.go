package lsp

import (
	"path/filepath"
	"strconv"

	"github.com/go-json-experiment/json"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/errls/errls/internal/project"
)

// anywhere are the files that decide which errls.yaml counts, wherever they stand.
var anywhere = [...]string{"**/" + project.Name, "**/go.mod", "**/go.work"}

// A watcher is what a client is asked to watch: a pattern, or one below a directory.
type watcher struct {
	GlobPattern any `json:"globPattern"`
}

type relativePattern struct {
	BaseURI string `json:"baseUri"`
	Pattern string `json:"pattern"`
}

// watchers returns what to watch for projects.
func watchers(open []*project.Project, relative bool) []watcher {
	var all []watcher
	for _, pattern := range anywhere {
		all = append(all, watcher{pattern})
	}
	for _, at := range open {
		dir, patterns := at.Watched()
		for _, pattern := range patterns {
			switch {
			case filepath.Base(pattern) == project.Name: // is watched already
			case relative:
				all = append(all, watcher{relativePattern{string(uri.File(dir)), pattern}})
			default:
				all = append(all, watcher{"**/" + pattern})
			}
		}
	}
	return all
}

// watch asks the client to tell of changes to the files of projects, where it can be asked.
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
	s.watched = string(options) // also where it is refused: it is not asked again for the same
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
