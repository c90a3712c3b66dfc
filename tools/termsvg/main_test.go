package main

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestDraw(t *testing.T) {
	var out strings.Builder
	in := "\x1b[1ma <b>:\x1b[0m c & d\n\t\x1b[1;32m^~~\x1b[0m\n" + strings.Repeat("x", maxColumns+1)
	if err := draw(&out, strings.NewReader(in)); err != nil {
		t.Fatal(err)
	}
	svg := out.String()
	for _, want := range []string{
		`<tspan font-weight="bold" fill="#ffffff">a &lt;b&gt;:</tspan> c &amp; d</text>`,
		`    <tspan font-weight="bold" fill="#7bc275">^~~</tspan></text>`,
		">" + strings.Repeat("x", maxColumns) + "</text>",
		">x</text>",
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("the image does not contain %q:\n%s", want, svg)
		}
	}
	for dec := xml.NewDecoder(strings.NewReader(svg)); ; {
		if _, err := dec.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("the image is not valid XML: %v", err)
		}
	}
}
