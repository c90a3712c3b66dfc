package main

import (
	"encoding/json"
	"io"

	"github.com/errls/errls/catalog"
)

// The JSON output of explain. Fields without a value are empty or missing.
type (
	jsonRule struct {
		Rule     string `json:"rule"`
		Title    string `json:"title"`
		Severity string `json:"severity"`
		URL      string `json:"url"`
		Page     string `json:"page"` // Markdown
	}
	jsonCode struct {
		Code          string    `json:"code"`
		Catalog       string    `json:"catalog"`
		Service       string    `json:"service"`
		Number        *int      `json:"number,omitempty"`
		Name          string    `json:"name,omitempty"`
		HTTP          []int     `json:"http,omitempty"`
		Canonical     []string  `json:"canonical,omitempty"`
		Handling      string    `json:"handling"`
		HandlingBasis string    `json:"handlingBasis,omitempty"`
		Retry         string    `json:"retry"`
		RetryBasis    string    `json:"retryBasis,omitempty"`
		Backoff       string    `json:"backoff,omitempty"`
		Subcodes      bool      `json:"subcodes,omitempty"`
		Class         bool      `json:"class,omitempty"`
		By            string    `json:"by,omitempty"`
		SDK           string    `json:"sdk,omitempty"`
		Outcome       string    `json:"outcome,omitempty"`
		Message       *jsonText `json:"message,omitempty"`
		Description   *jsonText `json:"description,omitempty"`
		Remedy        *jsonText `json:"remedy,omitempty"`
		Page          *jsonText `json:"page,omitempty"`
		Steps         []string  `json:"steps,omitempty"`
		Quirks        []string  `json:"quirks,omitempty"`
	}
	jsonText struct {
		Text   string `json:"text"`
		Source string `json:"source,omitempty"`
		URL    string `json:"url,omitempty"`
		Date   string `json:"date,omitempty"`
	}
)

func (x *explainer) printJSON(w io.Writer) error {
	list := []any{}
	for _, r := range x.pages {
		list = append(list, jsonRule{r.Name, r.Title, string(r.Severity), r.URL, r.Page})
	}
	for _, ref := range x.refs {
		list = append(list, jsonCodeOf(ref))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(list)
}

func jsonCodeOf(ref catalog.Ref) jsonCode {
	c := ref.Code
	out := jsonCode{
		Code: c.ID, Catalog: ref.Catalog.ID, Service: ref.Catalog.Title, Name: c.Name, HTTP: c.HTTP,
		Canonical: c.Canonical, Handling: string(c.Handling), HandlingBasis: c.Basis.Handling,
		Retry: string(c.Retry), RetryBasis: c.Basis.Retry, Backoff: c.Backoff, Subcodes: c.Subcodes, Class: c.Class, By: c.By, SDK: c.SDK, Outcome: string(c.Outcome),
		Message: jsonTextOf(ref, c.Message), Description: jsonTextOf(ref, c.Description),
		Remedy: jsonTextOf(ref, c.Remedy), Page: jsonTextOf(ref, c.Page), Steps: c.Steps, Quirks: c.Quirks,
	}
	if c.HasValue {
		out.Number = &c.Value
	}
	return out
}

func jsonTextOf(ref catalog.Ref, t catalog.Text) *jsonText {
	if t.Text == "" {
		return nil
	}
	out := &jsonText{Text: t.Text}
	if t.Source >= 0 && t.Source < len(ref.Catalog.Sources) {
		s := ref.Catalog.Sources[t.Source]
		out.Source, out.URL, out.Date = s.Title, s.URL, s.Date
	}
	return out
}
