package analyzer_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/find"
)

// matrixHeader begins each source of the matrix.
const matrixHeader = `package p

import (
	"context"
	"errors"
	"net/http"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var (
	_ = time.Sleep
	_ codes.Code
	_ = status.Code
	_ = errors.New
	_ *http.Client
	_ context.Context
)

type client struct {
	http *http.Client
	left int
	get  func(ctx context.Context, name string) error
}

func attempts(yield func(int) bool) {
	for i := range 5 {
		if !yield(i) {
			return
		}
	}
}

`

// A matrixConstruct is one way to retry. GET makes the attempt, AGAIN says whether another one follows, PAUSE waits, and
// RETURN returns the results.
type matrixConstruct struct {
	name, code string
	unbounded  bool // only endlessretry speaks about the number of attempts
}

var matrixConstructs = []matrixConstruct{
	{"counted", `func f(c *client, PARAMS) (RESULTS) { for i := 0; i < 5; i++ { GET; if AGAIN { PAUSE; continue }; RETURN }; RETURN }`, false},
	{"counted in the condition", `func f(c *client, PARAMS) (RESULTS) { for i := 0; ; i++ { GET; if i < 5 && (AGAIN) { PAUSE; continue }; RETURN } }`, false},
	{"return first", `func f(c *client, PARAMS) (RESULTS) { for i := 0; i < 5; i++ { GET; if !(AGAIN) { RETURN }; PAUSE }; RETURN }`, false},
	{"break", `func f(c *client, PARAMS) (RESULTS) { for i := 0; i < 5; i++ { GET; if !(AGAIN) { break }; PAUSE }; RETURN }`, false},
	{"range over a number", `func f(c *client, PARAMS) (RESULTS) { for range 5 { GET; if AGAIN { PAUSE; continue }; RETURN }; RETURN }`, false},
	{"range over a function", `func f(c *client, PARAMS) (RESULTS) { for range attempts { GET; if AGAIN { PAUSE; continue }; RETURN }; RETURN }`, false},
	{"deadline", `func f(c *client, PARAMS) (RESULTS) { for end := time.Now().Add(time.Minute); time.Now().Before(end); { GET; if AGAIN { PAUSE; continue }; RETURN }; RETURN }`, false},
	{"context in the condition", `func f(c *client, PARAMS) (RESULTS) { for ctx.Err() == nil { GET; if AGAIN { PAUSE; continue }; RETURN }; RETURN }`, false},
	{"goto", "func f(c *client, PARAMS) (RESULTS) { n := 0\nretry: GET; if n < 5 && (AGAIN) { n++; PAUSE; goto retry }; RETURN }", false},
	{"recursion", `func f(c *client, n int, PARAMS) (RESULTS) { GET; if n > 0 && (AGAIN) { PAUSE; return f(c, n-1, ARGS) }; RETURN }`, false},
	{"flag", `func f(c *client, PARAMS) (RESULTS) { again := true; for n := 0; again && n < 5; n++ { again = false; GET; if AGAIN { again = true; PAUSE } }; RETURN }`, false},
	{"counter in a struct", `func f(c *client, PARAMS) (RESULTS) { for c.left > 0 { GET; if !(AGAIN) { RETURN }; c.left--; PAUSE }; RETURN }`, false},
	{"counter in a struct and a break", `func f(c *client, PARAMS) (RESULTS) { for { GET; if !(AGAIN) { break }; c.left--; if c.left == 0 { break }; PAUSE }; RETURN }`, false},
	{"labeled", "func f(c *client, PARAMS) (RESULTS) { \nretry: for i := 0; i < 5; i++ { GET; switch { case AGAIN: PAUSE; continue retry }; RETURN }; RETURN }", false},
	{"step", `func once(c *client, PARAMS) (again bool, RESULTS) { GET; again = AGAIN; return again, VALUES }
		func f(c *client, PARAMS) (RESULTS) { var again bool; for range 5 { if again, VALUES = once(c, ARGS); !again { RETURN }; PAUSE }; RETURN }`, false},
	{"closure", `func f(c *client, PARAMS) (RESULTS) { once := func() (RESULTS) { GET; RETURN }; for range 5 { if VALUES = once(); !(AGAIN) { RETURN }; PAUSE }; RETURN }`, false},
	{"function", `func once(c *client, PARAMS) (RESULTS) { GET; RETURN }
		func f(c *client, PARAMS) (RESULTS) { for range 5 { if VALUES = once(c, ARGS); !(AGAIN) { RETURN }; PAUSE }; RETURN }`, false},
	{"condition in a variable", `func f(c *client, PARAMS) (RESULTS) { for range 5 { GET; again := AGAIN; if !again { RETURN }; PAUSE }; RETURN }`, false},
	{"predicate", `func again(VALUESWITHTYPES) bool { return AGAIN }
		func f(c *client, PARAMS) (RESULTS) { for range 5 { GET; if !again(VALUES) { RETURN }; PAUSE }; RETURN }`, false},
	{"forever", `func f(c *client, PARAMS) (RESULTS) { for { GET; if AGAIN { PAUSE; continue }; RETURN } }`, true},
	{"forever with goto", "func f(c *client, PARAMS) (RESULTS) { \nretry: GET; if AGAIN { PAUSE; goto retry }; RETURN }", true},
	{"forever with a flag", `func f(c *client, PARAMS) (RESULTS) { again := true; for again { again = false; GET; if AGAIN { again = true; PAUSE } }; RETURN }`, true},
	{"forever with a predicate", `func again(VALUESWITHTYPES) bool { return AGAIN }
		func f(c *client, PARAMS) (RESULTS) { for { GET; if !again(VALUES) { RETURN }; PAUSE } }`, true},
	{"recursion without an end", `func f(c *client, PARAMS) (RESULTS) { GET; if AGAIN { PAUSE; return f(c, ARGS) }; RETURN }`, true},
}

// A matrixCase is a mistake, with the condition of the mistake and of right code, for calls over gRPC or HTTP.
type matrixCase struct {
	rule        string
	http        bool
	bad, good   string // AGAIN
	pauseInBad  bool
	pauseInGood bool
}

var matrixCases = []matrixCase{
	{"permanentretry", false, `status.Code(err) == codes.PermissionDenied`, `status.Code(err) == codes.Unavailable`, true, true},
	{"permanentretry", true, `err == nil && resp.StatusCode == 403`, `err == nil && resp.StatusCode == 503`, true, true},
	{"hotretry", false, `status.Code(err) == codes.Unavailable`, `status.Code(err) == codes.Unavailable`, false, true},
	{"hotretry", true, `err == nil && resp.StatusCode == 503`, `err == nil && resp.StatusCode == 503`, false, true},
	{"hotretry", true, `err == nil && resp.StatusCode >= 500`, `err == nil && resp.StatusCode >= 500`, false, true},
	{"blindretry", false, `status.Code(err) == codes.FailedPrecondition`, `status.Code(err) == codes.Unavailable`, true, true},
	{"openretry", false, `err != nil && status.Code(err) != codes.InvalidArgument`, `status.Code(err) == codes.Unavailable`, true, true},
	{"openretry", true, `err == nil && resp.StatusCode >= 400`, `err == nil && (resp.StatusCode >= 500 || resp.StatusCode == 429)`, true, true},
	{"missedretry", true, `err == nil && resp.StatusCode >= 500`, `err == nil && (resp.StatusCode >= 500 || resp.StatusCode == 429)`, true, true},
	{"endlessretry", false, `status.Code(err) == codes.Unavailable`, `err != nil && false`, true, true},
}

// matrixGaps are the cells in which a rule is silent, with the reason.
var matrixGaps = map[string]string{
	"blindretry/status.Code(err) == codes.FailedPrecondition/step":                     "the function may do something about the code",
	"blindretry/status.Code(err) == codes.FailedPrecondition/predicate":                "a predicate does not show what else is done",
	"blindretry/status.Code(err) == codes.FailedPrecondition/forever with a predicate": "a predicate does not show what else is done",
	"endlessretry/status.Code(err) == codes.Unavailable/recursion without an end":      "the function passes on a context, which may end",
}

// TestMatrix checks each rule about retries against each way to retry: it reports the mistake, and nothing in right code.
func TestMatrix(t *testing.T) {
	suite, err := analyzer.New(set, analyzer.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range matrixCases {
		bad := matrixFindings(t, suite, m, m.bad, m.pauseInBad)
		good := matrixFindings(t, suite, m, m.good, m.pauseInGood)
		for i, c := range matrixConstructs {
			cell := m.rule + "/" + m.bad + "/" + c.name
			if found := slices.Contains(bad[i], m.rule); found == (matrixGaps[cell] != "") && (c.unbounded || m.rule != "endlessretry") {
				t.Errorf("%s: findings %v", cell, bad[i])
			}
			if slices.Contains(good[i], m.rule) && m.rule != "endlessretry" {
				t.Errorf("%s: findings in right code: %v", cell, good[i])
			}
		}
	}
}

var (
	matrixNames  = regexp.MustCompile(`\bonce\b|\b(f|again)\(`)
	matrixNumber = regexp.MustCompile(`\d+$`)
)

// matrixFindings returns the rules of the findings in each construct, by its index.
func matrixFindings(t *testing.T, suite *analyzer.Suite, m matrixCase, again string, pause bool) map[int][]string {
	t.Helper()
	words := []string{
		"PARAMS", "ctx context.Context", "VALUESWITHTYPES", "err error", "VALUES", "err", "ARGS", "ctx", "RESULTS", "err error",
		"GET", `err = c.get(context.Background(), "name")`, "RETURN", "return err",
	}
	if m.http {
		words = []string{
			"PARAMS", "ctx context.Context, req *http.Request", "VALUESWITHTYPES", "resp *http.Response, err error", "VALUES", "resp, err", "ARGS", "ctx, req",
			"RESULTS", "resp *http.Response, err error", "GET", "resp, err = c.http.Do(req)", "RETURN", "return resp, err",
		}
	}
	pausing := "_ = c"
	if pause {
		pausing = "time.Sleep(time.Second)"
	}
	replacer := strings.NewReplacer(append(words, "AGAIN", again, "PAUSE", pausing)...)
	source := matrixHeader
	for i, c := range matrixConstructs {
		source += matrixNames.ReplaceAllStringFunc(replacer.Replace(c.code), func(name string) string {
			name, call := strings.CutSuffix(name, "(")
			if call {
				return name + strconv.Itoa(i) + "("
			}
			return name + strconv.Itoa(i)
		}) + "\n\n"
	}
	in, err := sharedLoader.Files(map[string][]byte{"matrix.go": []byte(source)})
	if err != nil {
		t.Fatalf("%v\n%s", err, source)
	}
	rules := map[int][]string{}
	for _, f := range suite.Check(find.Find(in)) {
		i, err := strconv.Atoi(matrixNumber.FindString(declAt(in, f.Pos)))
		if err != nil {
			t.Errorf("a finding in %s", declAt(in, f.Pos))
		}
		rules[i] = append(rules[i], f.Rule)
	}
	return rules
}
