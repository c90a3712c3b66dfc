package main

import (
	"encoding/json"
	"fmt"
	"os"
)

// A metaModel is the machine-readable description of the protocol.
type metaModel struct {
	Requests      []message     `json:"requests"`
	Notifications []message     `json:"notifications"`
	Structures    []structure   `json:"structures"`
	Enumerations  []enumeration `json:"enumerations"`
	TypeAliases   []struct {
		Name string `json:"name"`
		Type *typ   `json:"type"`
	} `json:"typeAliases"`
}

// A message is a request or a notification.
type message struct {
	Method           string `json:"method"`
	Params           *typ   `json:"params"`
	Result           *typ   `json:"result"`
	MessageDirection string `json:"messageDirection"`
	// ClientCapability is the path of the capability that a client must announce to receive the message, such as
	// "workspace.applyEdit".
	ClientCapability string `json:"clientCapability"`
}

type structure struct {
	Name       string     `json:"name"`
	Properties []property `json:"properties"`
	Extends    []typ      `json:"extends"`
	Mixins     []typ      `json:"mixins"`
}

type property struct {
	Name     string `json:"name"`
	Type     *typ   `json:"type"`
	Optional bool   `json:"optional"`
}

type enumeration struct {
	Name                 string      `json:"name"`
	Type                 *typ        `json:"type"`
	SupportsCustomValues bool        `json:"supportsCustomValues"`
	Values               []enumValue `json:"values"`
}

type enumValue struct {
	Value any `json:"value"`
}

// A typ is a type expression. The kind determines which of the other fields are used.
type typ struct {
	Kind    string          `json:"kind"`
	Name    string          `json:"name"`    // base, reference
	Element *typ            `json:"element"` // array
	Items   []typ           `json:"items"`   // and, or, tuple
	Value   json.RawMessage `json:"value"`   // map, literal, stringLiteral …
}

// A model contains the definitions of a metaModel by name.
type model struct {
	requests      map[string]message
	notifications map[string]message
	properties    map[string]map[string]property // of each structure, including inherited ones
	enumerations  map[string]enumeration
	aliases       map[string]*typ
}

// readModel reads a metaModel from a JSON file.
func readModel(file string) (*model, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var meta metaModel
	if err := json.Unmarshal(data, &meta); err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	m := &model{
		requests:      byMethod(meta.Requests),
		notifications: byMethod(meta.Notifications),
		properties:    make(map[string]map[string]property),
		enumerations:  make(map[string]enumeration),
		aliases:       make(map[string]*typ),
	}
	structures := make(map[string]structure)
	for _, s := range meta.Structures {
		structures[s.Name] = s
	}
	for name := range structures {
		m.properties[name] = inherited(structures, name)
	}
	for _, e := range meta.Enumerations {
		m.enumerations[e.Name] = e
	}
	for _, a := range meta.TypeAliases {
		m.aliases[a.Name] = a.Type
	}
	return m, nil
}

// byMethod returns messages by their methods.
func byMethod(messages []message) map[string]message {
	m := make(map[string]message)
	for _, message := range messages {
		m[message.Method] = message
	}
	return m
}

// inherited returns the properties of a structure, including inherited ones. A structure may redefine an inherited
// property.
func inherited(structures map[string]structure, name string) map[string]property {
	all := make(map[string]property)
	s := structures[name]
	for _, base := range append(s.Extends, s.Mixins...) {
		for name, p := range inherited(structures, base.Name) {
			all[name] = p
		}
	}
	for _, p := range s.Properties {
		all[p.Name] = p
	}
	return all
}
