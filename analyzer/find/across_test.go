package find_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/find"

	"github.com/google/go-cmp/cmp"

	"github.com/errls/errls/analyzer/sites"
)

// common is a package of helpers that others import.
const common = `package common

import (
	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
)

type Code string

func (c Code) Error() string { return string(c) }

type Brief struct{ err *tunnel.TunnelError }

func (b Brief) Error() string   { return b.err.Message }
func (b Brief) Unwrap() []error { return []error{b.err, Code(b.err.Code)} }

func Contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

func IsExpected(err error, codes []string) bool {
	te, ok := err.(*tunnel.TunnelError)
	return ok && Contains(codes, te.Code)
}

func IsBusy(err error) bool { return IsExpected(err, []string{"OTSTunnelServerUnavailable", "OTSParameterInvalid"}) }

func RetryError(err error, codes ...string) *retry.RetryError {
	if IsBusy(err) || IsExpected(err, codes) {
		return retry.RetryableError(err)
	}
	return retry.NonRetryableError(err)
}
`

const caller = `package p

import (
	"context"
	"errors"
	"time"

	"example.org/m/common"
	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
)

var gone = []string{"OTSResourceGone", "OTSResourceGon"}

func trailing(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	return retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		_, err := c.CreateTunnel(req)
		if err != nil {
			return common.RetryError(err, "OTSTunnelExist")
		}
		return nil
	})
}

func again(err error) bool { return common.IsExpected(err, gone) }

func loop(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for {
		_, err := c.CreateTunnel(req)
		if common.IsExpected(err, []string{"OTSPermissionDenied"}) || again(err) {
			continue
		}
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == "OTSParameterInvalid" && common.IsBusy(err) {
			continue
		}
		return err
	}
}

func sentinel(err error) bool {
	c, _ := errors.AsType[common.Code](err)
	return errors.Is(err, common.Code("OTSTunnelExist")) || c == "OTSTunnelExpired"
}

func plain(te *tunnel.TunnelError) bool { return common.Contains([]string{"OTSTunnelExist"}, te.Code) }

func unrelated(name string) bool { return common.Contains([]string{"OTSTunnelExist"}, name) }
`

// importing is an importer for sources that import one other package of the test, others those that sitestest provides.
type importing struct {
	types.Importer
	other *types.Package
}

func (i importing) Import(path string) (*types.Package, error) {
	if i.other != nil && path == i.other.Path() {
		return i.other, nil
	}
	return i.Importer.Import(path)
}

func check(t *testing.T, path, source string, other *types.Package) sites.Input {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path+".go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{},
	}
	conf := types.Config{Importer: importing{loader, other}}
	pkg, err := conf.Check(path, fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	return sites.Input{Fset: fset, Files: []*ast.File{file}, Pkg: pkg, Info: info, Set: set}
}

// TestAcross finds the sites of a package whose helpers are in another one. What is known of the helpers is passed on as JSON.
func TestAcross(t *testing.T) {
	known := check(t, "example.org/m/common", common, nil)
	text, err := json.Marshal(find.Helpers(known))
	if err != nil {
		t.Fatal(err)
	}
	var helpers map[string]*sites.Helper
	if err := json.Unmarshal(text, &helpers); err != nil {
		t.Fatal(err)
	}
	in := check(t, "example.org/m/p", caller, known.Pkg)
	in.Helper = func(fn *types.Func) *sites.Helper {
		if fn.Pkg() == known.Pkg {
			return helpers[sites.HelperName(fn)]
		}
		return nil
	}
	found := find.Find(in)
	var got []string
	for _, s := range found.Sites {
		got = append(got, describe(found, s))
	}
	want := `listed alibaba.tablestore.tunnel OTSResourceGone: retries, retry at 28 decided at 30
listed alibaba.tablestore.tunnel OTSResourceGon?: unknown
listed alibaba.tablestore.tunnel OTSTunnelExist: retries, retry at 16 by retry waited
listed alibaba.tablestore.tunnel OTSPermissionDenied: retries, retry at 28
tested alibaba.tablestore.tunnel OTSParameterInvalid: retries, retry at 28
tested alibaba.tablestore.tunnel OTSTunnelExist: returns-value
tested alibaba.tablestore.tunnel OTSTunnelExpired: returns-value
listed alibaba.tablestore.tunnel OTSTunnelExist: returns-value`
	if diff := cmp.Diff(want, strings.Join(got, "\n")); diff != "" {
		t.Errorf("sites (-want +got):\n%s", diff)
	}
}
