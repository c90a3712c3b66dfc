package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
)

// awsAPI returns the source of the codes of AWS: the errors in the models of all services.
func awsAPI() source {
	return source{
		catalog: "aws.api",
		file:    "aws/api.yaml",
		modules: []string{"github.com/aws/aws-sdk-go"},
		read:    func(dirs []string) ([]code, error) { return readAWS(dirs[0]) },
	}
}

// An awsModel is the part of a service's model that describes errors.
type awsModel struct {
	Metadata struct {
		Protocol           string
		AWSQueryCompatible json.RawMessage
	}
	Shapes map[string]awsShape
}

// An awsShape is a type of a model: an error if Exception is set or Error is not nil.
type awsShape struct {
	Exception bool
	Fault     bool // the fault is the server's
	Retryable *struct{ Throttling bool }
	Error     *struct {
		Code           string
		HTTPStatusCode int `json:"httpStatusCode"`
		Fault          bool
	}
}

// An awsCode collects what the models of all services say about a code.
type awsCode struct {
	statuses  map[int]bool
	unknown   bool            // a service sends the code with a status that its model does not contain
	shapes    map[string]bool // the names of the shapes
	uses      int             // the number of shapes with the code
	retryable int             // how many of them are marked as retryable
}

func readAWS(dir string) ([]code, error) {
	files, err := filepath.Glob(filepath.Join(dir, "models", "apis", "*", "*", "api-2.json"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no models in %s: %w", dir, err)
	}
	codes := map[string]*awsCode{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("reading a model: %w", err)
		}
		var m awsModel
		if err := json.Unmarshal(data, &m); err != nil {
			return nil, fmt.Errorf("reading the model %s: %w", file, err)
		}
		m.add(codes)
	}
	list := make([]code, 0, len(codes))
	for id, c := range codes {
		list = append(list, c.code(id))
	}
	return list, nil
}

// add adds the errors of one service.
func (m *awsModel) add(codes map[string]*awsCode) {
	for name, s := range m.Shapes {
		if !s.Exception && s.Error == nil {
			continue
		}
		id := name
		if s.Error != nil && s.Error.Code != "" {
			id = s.Error.Code
		}
		c := codes[id]
		if c == nil {
			c = &awsCode{statuses: map[int]bool{}, shapes: map[string]bool{}}
			codes[id] = c
		}
		c.add(name, s, m.status(s))
	}
}

func (c *awsCode) add(shape string, s awsShape, status int) {
	c.shapes[shape] = true
	c.uses++
	if s.Retryable != nil {
		c.retryable++
	}
	if http.StatusText(status) == "" { // not in the model, or a status that no standard defines
		c.unknown = true
		return
	}
	c.statuses[status] = true
}

// status returns the HTTP status of an error, or 0 if the model does not determine it. In the JSON protocol, an error
// without a status has that of its fault.
func (m *awsModel) status(s awsShape) int {
	switch {
	case s.Error != nil && s.Error.HTTPStatusCode != 0:
		return s.Error.HTTPStatusCode
	case m.Metadata.Protocol != "json":
		return 0
	case s.Fault || s.Error != nil && s.Error.Fault:
		return 500
	}
	return 400
}

func (c *awsCode) code(id string) code {
	result := code{id: id, backoff: c.retryable == c.uses}
	if !c.unknown {
		result.http = slices.Sorted(maps.Keys(c.statuses))
	}
	if shapes := slices.Collect(maps.Keys(c.shapes)); len(shapes) == 1 && shapes[0] != id {
		result.name = shapes[0]
	}
	return result
}
