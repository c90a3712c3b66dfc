package catalog

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

// readSchema reads schema.json.
func readSchema(t *testing.T) map[string]any {
	t.Helper()
	data, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return schema.(map[string]any)
}

// TestSchemaKeys checks that the schema and the parser agree on the keys of each mapping and on which are required, and
// that the schema describes each key.
func TestSchemaKeys(t *testing.T) {
	root := readSchema(t)
	defs := root["$defs"].(map[string]any)
	def := func(name string) map[string]any { return defs[name].(map[string]any) }
	// These keys are required in a code with judgements, unless the catalog is a draft or an overlay. The schema says so in
	// its conditions.
	conditional := []string{"canonical", "handling", "retry", "basis", "by"}

	compareKeys(t, catalogShape, root, "id", "title", "kind", "sources", "codes")
	compareKeys(t, wireShape, def("wire"))
	compareKeys(t, sourceShape, def("source"))
	compareKeys(t, codeShape, def("code"), conditional...)
	compareKeys(t, variantShape, def("variant"))
	compareKeys(t, basisShape, def("bases"), "handling")
	compareKeys(t, textShape, def("sourced"))
	compareKeys(t, bindingShape, def("binding"), "name")
	compareKeys(t, versionsShape, def("versions"))
	compareKeys(t, carrierShape, def("carrierOf"))
	compareKeys(t, predicateShape, def("predicate"))
	compareKeys(t, helperShape, def("helper"))
	compareKeys(t, rewriteShape, def("rewrite"))
	compareKeys(t, handledShape, def("handled"))

	for _, k := range codeShape.keys {
		if _, ok := def("overlaid")["properties"].(map[string]any)[k.name]; !ok {
			t.Errorf("a code of an overlay: the schema lacks the key %q", k.name)
		}
	}
	otherwise := root["else"].(map[string]any)
	sameWords(t, "a catalog's required keys", words(otherwise["required"]), required(catalogShape))
	codes := otherwise["else"].(map[string]any)["properties"].(map[string]any)["codes"].(map[string]any)["items"].(map[string]any)
	sameWords(t, "a reviewed code's required keys", words(codes["then"].(map[string]any)["required"]), conditional)
	var judged []string
	for _, condition := range codes["if"].(map[string]any)["anyOf"].([]any) {
		judged = append(judged, words(condition.(map[string]any)["required"])...)
	}
	sameWords(t, "the keys of a code with judgements", judged, judgedKeys)
}

func compareKeys[T any](t *testing.T, s *shape[T], def map[string]any, conditional ...string) {
	t.Helper()
	properties := def["properties"].(map[string]any)
	for _, k := range s.keys {
		property, ok := properties[k.name].(map[string]any)
		if !ok {
			t.Errorf("%s: the schema lacks the key %q", s.what, k.name)
			continue
		}
		if text, _ := property["description"].(string); !strings.HasSuffix(text, ".") {
			t.Errorf("%s: the description of %q is %q", s.what, k.name, text)
		}
	}
	for name := range properties {
		if _, ok := s.index[name]; !ok {
			t.Errorf("%s: only the schema has the key %q", s.what, name)
		}
	}
	want := slices.DeleteFunc(required(s), func(name string) bool { return slices.Contains(conditional, name) })
	sameWords(t, s.what+": the required keys", words(def["required"]), want)
	if def["additionalProperties"] != false {
		t.Errorf("%s: the schema allows additional keys", s.what)
	}
}

func required[T any](s *shape[T]) []string {
	var names []string
	for _, k := range s.keys {
		if k.required {
			names = append(names, k.name)
		}
	}
	return names
}

func words(v any) []string {
	var list []string
	items, _ := v.([]any)
	for _, item := range items {
		list = append(list, item.(string))
	}
	return list
}

func sameWords(t *testing.T, what string, have, want []string) {
	t.Helper()
	have, want = slices.Clone(have), slices.Clone(want)
	slices.Sort(have)
	slices.Sort(want)
	if !slices.Equal(have, want) {
		t.Errorf("%s in the schema are %q, want %q", what, have, want)
	}
}

// TestSchemaWords checks that the enumerations of the schema are those of the Go types.
func TestSchemaWords(t *testing.T) {
	defs := readSchema(t)["$defs"].(map[string]any)
	for name, want := range map[string][]string{
		"class": CanonicalCodes(), "handling": toStrings(Handlings()), "retry": toStrings(Retries()),
		"outcome": toStrings(Outcomes()), "judged": {Stated, Inferred},
	} {
		sameWords(t, name, words(defs[name].(map[string]any)["enum"]), want)
	}
}

func toStrings[W ~string](list []W) []string {
	var texts []string
	for _, w := range list {
		texts = append(texts, string(w))
	}
	return texts
}

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", any(readSchema(t))); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// jsonValue returns the content of a YAML file as JSON values, with dates as strings.
func jsonValue(t *testing.T, data []byte) any {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	return jsonNode(t, doc.Content[0])
}

func jsonNode(t *testing.T, n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = jsonNode(t, n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, jsonNode(t, item))
		}
		return list
	}
	switch n.Tag {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		return json.Number(n.Value)
	}
	return n.Value
}

// TestSchemaAcceptsServices validates the embedded files against the schema.
func TestSchemaAcceptsServices(t *testing.T) {
	schema := compileSchema(t)
	for _, path := range serviceFiles(t) {
		if path == "libraries.yaml" || path == "effects.yaml" {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(jsonValue(t, data)); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// schemaCases are files that the schema and the parser both accept (ok) or both reject.
var schemaCases = []struct {
	name, text string
	ok         bool
}{
	{"overlay", "extends: a.b\nsources: [{key: wiki, title: Wiki}]\ncodes:\n  - id: X\n    outcome: null\n    retry: never\n    basis: inferred\n", true},
	{"overlay of a binding", "extends: a.b\ngo:\n  - package: a.test/b\n    clients: C\n", true},
	{"calls", "extends: a.b\ngo:\n  - package: a.test/b\n    calls:\n      - a.test/b/...\n", true},
	{"types", "extends: a.b\ngo:\n  - {package: a.test/b, types: a.test/.../types}\n", true},
	{"overlay without codes and bindings", "extends: a.b\n", false},
	{"overlay with a kind", "extends: a.b\nkind: int\ncodes: []\n", false},
	{"draft", "id: a.b\ntitle: B\nkind: string\nreviewed: false\nsources: [{key: p, title: P}]\ncodes:\n  - id: X\n    name: Y\n", true},
	{"judgements missing", "id: a.b\ntitle: B\nkind: string\nsources: [{key: p, title: P}]\ncodes:\n  - id: X\n    description: Y\n", false},
	{"facts", "id: a.b\ntitle: B\nkind: string\nsources: [{key: p, title: P}]\ncodes:\n  - {id: X, http: 404}\n  - {id: Y, retry: backoff, basis: stated}\n", true},
	{"facts with a judgement", "id: a.b\ntitle: B\nkind: string\nsources: [{key: p, title: P}]\ncodes:\n  - {id: X, handling: none}\n", false},
	{"unknown key", "id: a.b\ntitle: B\nkind: string\nsources: [{key: p, title: P}]\ncodes: []\ncods: []\n", false},
	{"unknown word", "id: a.b\ntitle: B\nkind: text\nsources: [{key: p, title: P}]\ncodes: []\n", false},
	{"all of a binding", `id: a.b
title: B
kind: string
sources: [{key: p, title: P}]
go:
  - package: a.test/b
    name: b
    versions: {from: v1.0.0, before: v2.0.0}
    errors: ['*E', F, G]
    makes: [{type: F, code: X}, {type: G}]
    wraps: true
    carriers: [E.Code, {at: E.Status, catalog: http.status, standard: true, except: [403]}]
    predicates: [{at: IsX, codes: [X]}]
    sentinels: {ErrX: X}
    sentinel-type: '*Error'
    helpers: [{at: Is, arg: 1, error: 0, match: exact}]
    rewrites: [{status: [405, 5xx, 300-399], to: X}]
    handles: [{codes: X, by: C, how: retries, returns: true}]
codes:
  - {id: X, name: Y, canonical: NOT_FOUND, handling: none, retry: n/a, basis: stated, by: caller}
`, true},
	{"makes without a type", "extends: a.b\ngo:\n  - {package: a.test/b, makes: [{code: X}]}\n", false},
	{"exceptions of a carrier without a place", "extends: a.b\ngo:\n  - {package: a.test/b, carriers: [{catalog: c.d, except: [X]}]}\n", false},
	{"carriers of classes and names", "extends: a.b\ngo:\n  - {package: a.test/b, carriers: [{at: E.Class, class: true}, {at: E.Name, names: true}]}\n", true},
	{"a helper that is a method of the error", "extends: a.b\ngo:\n  - {package: a.test/b, helpers: [{at: E.Has, error: receiver, arg: 0, match: exact}]}\n", true},
	{"a helper with an unknown error", "extends: a.b\ngo:\n  - {package: a.test/b, helpers: [{at: E.Has, error: result, arg: 0, match: exact}]}\n", false},
	{"sentinels in a list", "extends: a.b\ngo:\n  - {package: a.test/b, sentinels: [ErrX]}\n", false},
	{"what a predicate means", "extends: a.b\ngo:\n  - {package: a.test/b, predicates: [{at: IsX, codes: [X], means: gone}]}\n", false},
	{"loose and classes", "id: a.b\ntitle: B\nkind: string\nloose: true\nsources: [{key: p, title: P}]\ncodes:\n  - {id: X, name: Y, canonical: UNAVAILABLE, handling: retry-backoff, retry: backoff, basis: stated, class: true, by: caller}\n", true},
	{"common", "id: a.b\ntitle: B\nkind: string\ncommon: true\nsources: [{key: p, title: P}]\ncodes:\n  - {id: X, name: Y, canonical: UNAVAILABLE, handling: retry-backoff, retry: backoff, basis: stated, backoff: exponential, subcodes: true, by: caller}\n", true},
	{"unknown backoff", "id: a.b\ntitle: B\nkind: string\nreviewed: false\nsources: [{key: p, title: P}]\ncodes:\n  - {id: X, name: Y, backoff: linear}\n", false},
	{"overlay with common", "extends: a.b\ncommon: true\ncodes: []\n", false},
	{"overlay of backoff", "extends: a.b\ncodes:\n  - {id: X, backoff: null, subcodes: true}\n", true},
	{"invalid status class", "id: a.b\ntitle: B\nkind: string\nsources: [{key: p, title: P}]\ngo:\n  - {package: b, name: b, rewrites: [{status: 6xx, to: X}]}\ncodes: []\n", false},
}

func TestSchemaAndParse(t *testing.T) {
	schema := compileSchema(t)
	for _, test := range schemaCases {
		t.Run(test.name, func(t *testing.T) {
			if err := schema.Validate(jsonValue(t, []byte(test.text))); (err == nil) != test.ok {
				t.Errorf("the schema: %v", err)
			}
			if _, err := Parse("a.yaml", []byte(test.text)); (err == nil) != test.ok {
				t.Errorf("the parser: %v", err)
			}
		})
	}
}
