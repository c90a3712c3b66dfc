package catalog

import (
	"bytes"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// readEffectsSchema reads effects.schema.json.
func readEffectsSchema(t *testing.T) map[string]any {
	t.Helper()
	data, err := os.ReadFile("effects.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return schema.(map[string]any)
}

// TestEffectsSchema checks that the schema and the parser of effects agree on the keys, that effects.yaml is valid, and that
// mistakes are not.
func TestEffectsSchema(t *testing.T) {
	root := readEffectsSchema(t)
	compareKeys(t, effectsFileShape, root)
	compareKeys(t, effectsShape, root["$defs"].(map[string]any)["package"].(map[string]any))

	c := jsonschema.NewCompiler()
	if err := c.AddResource("effects.schema.json", any(root)); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("effects.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("effects.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(jsonValue(t, data)); err != nil {
		t.Error(err)
	}
	for _, wrong := range []string{
		"{}",
		"effects:\n  - package: p",
		"effects:\n  - package: p\n    name: p\n    log: [Print]",
		"effects:\n  - package: p\n    name: p\n    logs: ['Print*']",
		"effects:\n  - package: p\n    name: p\n    module: p",
	} {
		if schema.Validate(jsonValue(t, []byte(wrong))) == nil {
			t.Errorf("valid: %s", wrong)
		}
	}
}
