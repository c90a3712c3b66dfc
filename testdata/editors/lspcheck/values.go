package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
)

// The limits of integers in the protocol.
const (
	minInteger  = math.MinInt32
	maxInteger  = math.MaxInt32
	minUinteger = 0
)

var uri = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.-]*:`)

// check returns the differences between a value, decoded with json.Number, and a type. at is the path of the value.
func (m *model) check(t *typ, v any, at string) []string {
	switch t.Kind {
	case "base":
		return wrong(isBase(t.Name, v), at, t.Name, v)
	case "reference":
		return m.checkReference(t.Name, v, at)
	case "array":
		elements, ok := v.([]any)
		found := wrong(ok, at, "array", v)
		for i, e := range elements {
			found = append(found, m.check(t.Element, e, fmt.Sprintf("%s[%d]", at, i))...)
		}
		return found
	case "map":
		return m.checkMap(t, v, at)
	case "tuple":
		elements, ok := v.([]any)
		if !ok || len(elements) != len(t.Items) {
			return wrong(false, at, "tuple", v)
		}
		var found []string
		for i := range t.Items {
			found = append(found, m.check(&t.Items[i], elements[i], fmt.Sprintf("%s[%d]", at, i))...)
		}
		return found
	case "and":
		all := make(map[string]property)
		for _, item := range t.Items {
			maps.Copy(all, m.properties[item.Name])
		}
		return m.checkObject(all, v, at)
	case "or":
		return m.checkUnion(t.Items, v, at)
	case "literal":
		return m.checkLiteral(t, v, at)
	case "stringLiteral", "integerLiteral", "booleanLiteral":
		var want any
		decode(t.Value, &want)
		return wrong(v == want, at, string(t.Value), v)
	}
	return []string{fmt.Sprintf("%s: the type in the model has the unknown kind %s", at, t.Kind)}
}

// checkReference checks a value of a named type.
func (m *model) checkReference(name string, v any, at string) []string {
	switch name {
	case "LSPAny":
		return nil
	case "LSPObject":
		_, ok := v.(map[string]any)
		return wrong(ok, at, "object", v)
	}
	if alias, ok := m.aliases[name]; ok {
		return m.check(alias, v, at)
	}
	if e, ok := m.enumerations[name]; ok {
		known := slices.ContainsFunc(e.Values, func(value enumValue) bool {
			return fmt.Sprint(value.Value) == fmt.Sprint(v)
		})
		return wrong(isBase(e.Type.Name, v) && (known || e.SupportsCustomValues), at, name, v)
	}
	return m.checkObject(m.properties[name], v, at)
}

// checkObject checks an object with the given properties.
func (m *model) checkObject(properties map[string]property, v any, at string) []string {
	object, ok := v.(map[string]any)
	if !ok {
		return wrong(false, at, "object", v)
	}
	var found []string
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		p := properties[name]
		if value, ok := object[name]; ok {
			found = append(found, m.check(p.Type, value, at+"."+name)...)
		} else if !p.Optional {
			found = append(found, at+"."+name+": missing")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if _, ok := properties[name]; !ok {
			found = append(found, at+"."+name+": unknown property")
		}
	}
	return found
}

// checkMap checks a map, whose keys are strings in JSON.
func (m *model) checkMap(t *typ, v any, at string) []string {
	object, ok := v.(map[string]any)
	if !ok {
		return wrong(false, at, "object", v)
	}
	var value typ
	decode(t.Value, &value)
	var found []string
	for _, key := range slices.Sorted(maps.Keys(object)) {
		found = append(found, m.check(&value, object[key], at+"."+key)...)
	}
	return found
}

// checkLiteral checks an object of an anonymous structure.
func (m *model) checkLiteral(t *typ, v any, at string) []string {
	var literal struct {
		Properties []property `json:"properties"`
	}
	decode(t.Value, &literal)
	properties := make(map[string]property)
	for _, p := range literal.Properties {
		properties[p.Name] = p
	}
	return m.checkObject(properties, v, at)
}

// checkUnion returns nil if the value has one of the types. Otherwise it returns the differences to the most similar
// type.
func (m *model) checkUnion(items []typ, v any, at string) []string {
	var best []string
	for i := range items {
		found := m.check(&items[i], v, at)
		if len(found) == 0 {
			return nil
		}
		if best == nil || cost(found, at) < cost(best, at) {
			best = found
		}
	}
	return best
}

// cost returns a measure of differences. A different JSON type has the highest cost.
func cost(found []string, at string) int {
	if len(found) == 1 && len(found[0]) > len(at) && found[0][len(at)] == ':' {
		return math.MaxInt
	}
	return len(found)
}

// decode decodes a part of the model. It panics on an error, since the model is valid JSON.
func decode(data json.RawMessage, into any) {
	if err := json.Unmarshal(data, into); err != nil {
		panic(fmt.Sprintf("the meta model: %v", err))
	}
}

// wrong returns nil if ok, and otherwise a message that v is not a value of the type want.
func wrong(ok bool, at, want string, v any) []string {
	if ok {
		return nil
	}
	got, err := json.Marshal(v)
	if err != nil {
		got = fmt.Append(nil, v)
	}
	return []string{fmt.Sprintf("%s: want %s, got %.80s", at, want, got)}
}

// isBase reports whether v is a value of a base type of the protocol.
func isBase(name string, v any) bool {
	switch name {
	case "string", "RegExp":
		_, ok := v.(string)
		return ok
	case "URI", "DocumentUri":
		s, ok := v.(string)
		return ok && uri.MatchString(s)
	case "boolean":
		_, ok := v.(bool)
		return ok
	case "null":
		return v == nil
	case "decimal":
		_, ok := v.(json.Number)
		return ok
	case "integer":
		return isInteger(v, minInteger)
	case "uinteger":
		return isInteger(v, minUinteger)
	}
	return false
}

// isInteger reports whether v is an integer from least to maxInteger.
func isInteger(v any, least int64) bool {
	number, ok := v.(json.Number)
	if !ok {
		return false
	}
	n, err := strconv.ParseInt(number.String(), 10, 64)
	return err == nil && n >= least && n <= maxInteger
}
