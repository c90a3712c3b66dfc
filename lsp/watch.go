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

// watch asks the client to tell of changes to the files of projects, where it can be asked.
func (s *server) watch(c *client, open []*project.Project) {
	can := c.Workspace.DidChangeWatchedFiles
	if !can.DynamicRegistration {
		return
	}
	var watchers []watcher
	for _, pattern := range anywhere {
		watchers = append(watchers, watcher{pattern})
	}
	for _, at := range open {
		dir, patterns := at.Watched()
		for _, pattern := range patterns {
			switch {
			case filepath.Base(pattern) == project.Name: // is watched already
			case can.RelativePatternSupport:
				watchers = append(watchers, watcher{relativePattern{string(uri.File(dir)), pattern}})
			default:
				watchers = append(watchers, watcher{"**/" + pattern})
			}
		}
	}
	options, err := json.Marshal(map[string]any{"watchers": watchers})
	if err != nil || string(options) == s.watched {
		return
	}
	const id = "errls/files/"
	params := &protocol.RegistrationParams{Registrations: []protocol.Registration{{
		ID: id + strconv.Itoa(s.watches+1), Method: protocol.MethodWorkspaceDidChangeWatchedFiles, RegisterOptions: options,
	}}}
	if !s.callClient(protocol.MethodClientRegisterCapability, params, nil) {
		return
	}
	if s.watches > 0 {
		s.callClient(protocol.MethodClientUnregisterCapability, &protocol.UnregistrationParams{
			Unregisterations: []protocol.Unregistration{{
				ID: id + strconv.Itoa(s.watches), Method: protocol.MethodWorkspaceDidChangeWatchedFiles,
			}},
		}, nil)
	}
	s.watches, s.watched = s.watches+1, string(options)
}
