package main

import (
	"bytes"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// literal writes v as a Go composite literal in package catalog. It leaves out fields with zero values.
func literal(b *bytes.Buffer, v any) { value(b, reflect.ValueOf(v), true) }

// value writes one value. With typed, it writes the type of a struct literal too.
func value(b *bytes.Buffer, v reflect.Value, typed bool) {
	switch v.Kind() {
	case reflect.String:
		text(b, v.String())
	case reflect.Int:
		fmt.Fprint(b, v.Int())
	case reflect.Uint16, reflect.Uint64:
		fmt.Fprint(b, v.Uint())
	case reflect.Bool:
		fmt.Fprint(b, v.Bool())
	case reflect.Pointer:
		b.WriteString("&")
		value(b, v.Elem(), true)
	case reflect.Slice:
		slice(b, v)
	case reflect.Array:
		array(b, v)
	case reflect.Struct:
		if typed {
			b.WriteString(v.Type().Name())
		}
		structure(b, v)
	default:
		panic("no literal for " + v.Type().String())
	}
}

func slice(b *bytes.Buffer, v reflect.Value) {
	elem := v.Type().Elem()
	fmt.Fprintf(b, "[]%s{", elem.Name())
	lines := elem.Kind() == reflect.Struct
	for i := range v.Len() {
		if lines {
			b.WriteString("\n")
		}
		value(b, v.Index(i), false)
		b.WriteString(",")
	}
	if lines && v.Len() > 0 {
		b.WriteString("\n")
	}
	b.WriteString("}")
}

// array writes an array with the indexes of the elements that are not zero.
func array(b *bytes.Buffer, v reflect.Value) {
	b.WriteString(v.Type().Name() + "{")
	for i := range v.Len() {
		if elem := v.Index(i); !elem.IsZero() {
			fmt.Fprintf(b, "%d: ", i)
			value(b, elem, false)
			b.WriteString(", ")
		}
	}
	b.WriteString("}")
}

func structure(b *bytes.Buffer, v reflect.Value) {
	lines := v.NumField() > 4 // small structs are written on one line
	b.WriteString("{")
	for i := range v.NumField() {
		f := v.Field(i)
		if f.IsZero() {
			continue
		}
		if lines {
			b.WriteString("\n")
		}
		b.WriteString(v.Type().Field(i).Name + ": ")
		value(b, f, true)
		b.WriteString(",")
	}
	if lines {
		b.WriteString("\n")
	}
	b.WriteString("}")
}

// text writes a string, as a raw string literal if it has several lines.
func text(b *bytes.Buffer, s string) {
	if strings.Count(s, "\n") > 1 && strconv.CanBackquote(strings.ReplaceAll(s, "\n", "")) {
		b.WriteString("`" + s + "`")
		return
	}
	b.WriteString(strconv.Quote(s))
}
