package main

import (
	"io"

	"github.com/errls/errls/catalog"
)

// The JSON output of show. Fields without a value are missing.
type (
	jsonCatalog struct {
		ID       string        `json:"id"`
		Title    string        `json:"title"`
		Name     string        `json:"name,omitempty"`
		Vendor   string        `json:"vendor,omitempty"`
		Kind     string        `json:"kind"`
		Pattern  string        `json:"pattern,omitempty"`
		Prefix   string        `json:"prefix,omitempty"`
		Closed   bool          `json:"closed"`
		Common   bool          `json:"common,omitempty"`
		Loose    bool          `json:"loose,omitempty"`
		Reviewed bool          `json:"reviewed"`
		Wire     *jsonWire     `json:"wire,omitempty"`
		Sources  []jsonSource  `json:"sources"`
		Packages []jsonPackage `json:"packages"`
		Codes    []jsonEntry   `json:"codes"`
	}
	jsonWire struct {
		Format  string `json:"format"`
		Code    string `json:"code"`
		Message string `json:"message,omitempty"`
		Sample  string `json:"sample,omitempty"`
	}
	jsonSource struct {
		Title string `json:"title"`
		URL   string `json:"url,omitempty"`
		Date  string `json:"date,omitempty"`
		Note  string `json:"note,omitempty"`

		Cite        string `json:"cite,omitempty"`
		Paraphrased bool   `json:"paraphrased,omitempty"`
		Facts       bool   `json:"facts,omitempty"`
	}
	jsonPackage struct {
		Package    string            `json:"package"`
		Module     string            `json:"module,omitempty"`
		Version    string            `json:"version,omitempty"`
		Shared     bool              `json:"shared,omitempty"`
		Errors     []string          `json:"errors,omitempty"`
		Makes      []jsonMade        `json:"makes,omitempty"`
		Wraps      bool              `json:"wraps,omitempty"`
		Carriers   []string          `json:"carriers,omitempty"`
		Clients    []string          `json:"clients,omitempty"`
		Calls      []string          `json:"calls,omitempty"`
		Types      []string          `json:"types,omitempty"`
		Constants  map[string]string `json:"constants,omitempty"`
		Sentinels  map[string]string `json:"sentinels,omitempty"`
		Predicates []jsonPredicate   `json:"predicates,omitempty"`
		Helpers    []jsonHelper      `json:"helpers,omitempty"`
		Rewrites   []jsonRewrite     `json:"rewrites,omitempty"`
		Handles    []jsonHandled     `json:"handles,omitempty"`
	}
	jsonMade struct {
		Type string `json:"type"`
		Code string `json:"code,omitempty"`
	}
	jsonPredicate struct {
		At    string   `json:"at"`
		Codes []string `json:"codes"`
	}
	jsonHelper struct {
		At    string `json:"at"`
		Arg   int    `json:"arg"`
		Error any    `json:"error,omitempty"` // the index of an argument, or "receiver"; missing if the helper creates an error
		Match string `json:"match,omitempty"`
	}
	jsonRewrite struct {
		Status []jsonSpan `json:"status,omitempty"`
		Codes  []string   `json:"codes,omitempty"`
		To     string     `json:"to"`
		Unless string     `json:"unless,omitempty"`
	}
	jsonSpan struct {
		First int `json:"first"`
		Last  int `json:"last"`
	}
	jsonHandled struct {
		Codes   []string `json:"codes"`
		By      string   `json:"by"`
		How     string   `json:"how"`
		Returns bool     `json:"returns"`
	}
	jsonEntry struct {
		jsonCode
		Extra      bool          `json:"extra,omitempty"`
		Since      string        `json:"since,omitempty"`
		Deprecated string        `json:"deprecated,omitempty"`
		ReplacedBy string        `json:"replacedBy,omitempty"`
		Related    []string      `json:"related,omitempty"`
		Variants   []jsonVariant `json:"variants,omitempty"`
		GoError    string        `json:"goError,omitempty"`
		URL        string        `json:"url,omitempty"`
		Zh         *jsonZh       `json:"zh,omitempty"`
	}
	jsonVariant struct {
		When     string `json:"when"`
		HTTP     []int  `json:"http,omitempty"`
		Message  string `json:"message,omitempty"`
		Outcome  string `json:"outcome,omitempty"`
		Handling string `json:"handling"`
		Retry    string `json:"retry"`
	}
	jsonZh struct {
		Text        string `json:"text,omitempty"`
		Message     string `json:"message,omitempty"`
		Description string `json:"description,omitempty"`
		Remedy      string `json:"remedy,omitempty"`
		Page        string `json:"page,omitempty"`
	}
)

func showJSON(w io.Writer, c *catalog.Catalog) error {
	out := jsonCatalog{
		ID: c.ID, Title: c.Title, Name: c.Name, Vendor: c.Vendor, Kind: string(c.Kind), Pattern: c.Pattern, Prefix: c.Prefix,
		Closed: c.Closed, Common: c.Common, Loose: c.Loose, Reviewed: !c.Draft, Packages: []jsonPackage{}, Codes: []jsonEntry{},
	}
	if c.Wire != nil {
		out.Wire = &jsonWire{c.Wire.Format, c.Wire.Code, c.Wire.Message, c.Wire.Sample}
	}
	for _, s := range c.Sources {
		out.Sources = append(out.Sources, jsonSource(s))
	}
	for i := range c.Go {
		out.Packages = append(out.Packages, jsonPackageOf(&c.Go[i]))
	}
	for i := range c.Codes {
		out.Codes = append(out.Codes, jsonEntryOf(c, &c.Codes[i]))
	}
	return printJSON(w, out)
}

func jsonPackageOf(b *catalog.Binding) jsonPackage {
	p := jsonPackage{
		Package: b.Package, Module: b.Module, Version: b.Version, Shared: b.Shared, Clients: b.Clients, Calls: b.Calls, Types: b.Types, Wraps: b.Wraps,
	}
	for _, x := range b.Makes {
		p.Makes = append(p.Makes, jsonMade(x))
	}
	for _, x := range b.Predicates {
		p.Predicates = append(p.Predicates, jsonPredicate(x))
	}
	for _, x := range b.Helpers {
		h := jsonHelper{At: x.At, Arg: x.Arg, Match: x.Match}
		switch {
		case x.Error == catalog.ErrorIsReceiver:
			h.Error = "receiver"
		case x.Error >= 0:
			h.Error = x.Error
		}
		p.Helpers = append(p.Helpers, h)
	}
	for _, x := range b.Rewrites {
		r := jsonRewrite{Codes: x.Codes, To: x.To, Unless: x.Unless}
		for _, span := range x.Status {
			r.Status = append(r.Status, jsonSpan(span))
		}
		p.Rewrites = append(p.Rewrites, r)
	}
	for _, x := range b.Handles {
		p.Handles = append(p.Handles, jsonHandled(x))
	}
	for _, e := range b.Errors {
		name := e.Type
		if e.Pointer {
			name = "*" + name
		}
		p.Errors = append(p.Errors, name)
	}
	for _, carrier := range b.Carriers {
		p.Carriers = append(p.Carriers, carrier.At)
	}
	for _, x := range b.Sentinels {
		if p.Sentinels == nil {
			p.Sentinels = map[string]string{}
		}
		p.Sentinels[x.Name] = x.Code
	}
	for _, k := range b.Constants {
		if p.Constants == nil {
			p.Constants = map[string]string{}
		}
		p.Constants[k.Name] = k.Code
	}
	return p
}

func jsonEntryOf(c *catalog.Catalog, code *catalog.Code) jsonEntry {
	out := jsonEntry{
		jsonCode: jsonCodeOf(catalog.Ref{Catalog: c, Code: code}), Extra: code.Extra, Since: code.Since,
		Deprecated: code.Deprecated, ReplacedBy: code.ReplacedBy, Related: code.Related, GoError: code.GoError, URL: code.URL,
	}
	for _, v := range code.Variants {
		out.Variants = append(out.Variants, jsonVariant{v.When, v.HTTP, v.Message, string(v.Outcome), string(v.Handling), string(v.Retry)})
	}
	if zh := (jsonZh{code.Zh, code.Message.Zh, code.Description.Zh, code.Remedy.Zh, code.Page.Zh}); zh != (jsonZh{}) {
		out.Zh = &zh
	}
	return out
}
