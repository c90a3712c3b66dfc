package find_test

import (
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/find"

	"github.com/errls/errls/analyzer/sites"
)

// TestLargeFunction checks that a function has a limit for the paths that are followed. Each path of the large function passes
// hundreds of tests, and following all of them would take a minute, so that its last tests have no outcome. The limit does
// not affect other functions.
func TestLargeFunction(t *testing.T) {
	test := "\tif te.Code == tunnel.ErrCodeParamInvalid {\n\t\tlog.Print(1)\n\t} else if te.Code == tunnel.ErrCodeServerUnavailable {\n\t\ttime.Sleep(1)\n\t}\n"
	source := `package p

import (
	"errors"
	"log"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func large(do func() error) error {
	for i := 0; i < 3; i++ {
		var te *tunnel.TunnelError
		if err := do(); !errors.As(err, &te) {
			return err
		}
` + strings.Repeat(test, 400) + `
	}
	return nil
}

func small(do func() error) error {
	var te *tunnel.TunnelError
	if errors.As(do(), &te) && te.Code == tunnel.ErrCodeParamInvalid {
		return nil
	}
	return nil
}
`
	in, err := loader.Files(map[string][]byte{"large.go": []byte(source)})
	if err != nil {
		t.Fatal(err)
	}
	found := find.Find(in).Sites
	if len(found) != 801 {
		t.Fatalf("%d sites", len(found))
	}
	if first := found[0]; first.Outcome == sites.Unknown {
		t.Errorf("the first test of the large function: %+v", first)
	}
	if last := found[799]; last.Outcome != sites.Unknown || len(last.Retries) > 0 {
		t.Errorf("the last test of the large function has an outcome: %+v", last)
	}
	if after := found[800]; after.Outcome != sites.Drops {
		t.Errorf("the small function: outcome %s", outcomes[after.Outcome])
	}
}

// TestPredicatesOfPredicates checks that a loop is one retry construct even if several predicates lead to it.
func TestPredicatesOfPredicates(t *testing.T) {
	source := `package p

import (
	"errors"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func code(err error) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && te.Code == tunnel.ErrCodeParamInvalid
}

func left(err error) bool  { return code(err) }
func right(err error) bool { return code(err) }
func both(err error) bool  { return left(err) || right(err) }

func retry(do func() error) error {
	for i := 0; i < 3; i++ {
		err := do()
		if !both(err) {
			return err
		}
		time.Sleep(time.Second)
	}
	return errors.New("no more")
}
`
	in, err := loader.Files(map[string][]byte{"both.go": []byte(source)})
	if err != nil {
		t.Fatal(err)
	}
	found := find.Find(in).Sites
	if len(found) != 1 || len(found[0].Retries) != 1 {
		t.Errorf("%d sites, the first with the constructs %+v", len(found), found[0].Retries)
	}
}
