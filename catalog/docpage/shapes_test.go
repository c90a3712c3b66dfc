package docpage_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/catalog/docpage"
)

// rowsOf formats the codes of a result, one per line: id, value, statuses and texts.
func rowsOf(r *docpage.Result) string {
	var b strings.Builder
	for _, d := range r.Drafts {
		for _, c := range d.Catalog.Codes {
			fmt.Fprintf(&b, "%s/%s", d.Catalog.Kind, c.ID)
			if c.HasValue && d.Catalog.Kind == catalog.KindEnum {
				fmt.Fprintf(&b, "=%d", c.Value)
			}
			for _, status := range c.HTTP {
				fmt.Fprintf(&b, " %d", status)
			}
			for _, text := range []string{c.Name, c.Message.Text, c.Description.Text, c.Remedy.Text, c.Zh} {
				if text != "" {
					fmt.Fprintf(&b, " <%s>", text)
				}
			}
			if c.Handling != "" || c.Basis.Retry != "" {
				fmt.Fprintf(&b, " %s %s", c.Handling, c.Retry)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func notesOf(r *docpage.Result) string {
	var b strings.Builder
	for _, n := range r.Notes {
		fmt.Fprintln(&b, n)
	}
	return b.String()
}

// shapeTests are small pages with tables of each format.
var shapeTests = []struct {
	name, page string
	rows       string   // the expected result of rowsOf
	notes      []string // a part of each expected note
}{
	{"markup.md", "# Errors\n\n| Code | HTTP | Meaning |\n|---|---|---|\n" +
		"| [`Gone`](#gone) | 410 | The **order** is gone.<br>Make a \\| new one &amp; go. |\n" +
		"| `Not_Here` | 404, 410 | See `a*b` and snake_case_words. |\n\nMore.\n",
		"string/Gone 410 <The order is gone. Make a | new one & go.>\nstring/Not_Here 404 410 <See a*b and snake_case_words.>\n",
		nil},
	{"unknown.md", "|Code|Zeug|Message|\n|---|---|---|\n|OrderA|x|a|\n\nEnd.\n", "string/OrderA <a>\n",
		[]string{"unknown.md:1: warning: unknown header “Zeug”: its cells are ignored"}},
	{"chinese.md", "| 错误码 | HTTP状态码 | 错误描述 | 处理建议 |\n|---|---|---|---|\n| Order.Gone | 410 | 订单不存在。 | 请检查参数是否正确。 |\n" +
		"| Order.Busy | 503 | 服务繁忙。 | 请稍后重试。 |\n\n完。\n",
		"string/Order.Gone 410 <订单不存在。> <请检查参数是否正确。> fix-request unspecified\n" +
			"string/Order.Busy 503 <服务繁忙。> <请稍后重试。> retry-backoff backoff\n", nil},
	{"html.html", "<html><h1>Orders</h1><table><tr><th>Status<th>Code<th>Description</tr>\n<tr><td rowspan=2>400<td>OrderBad<td>It is bad.\n" +
		"<tr><td>OrderWorse<td>It is <b>worse</b>.\n<tr><td colspan=3>Errors of the server\n<tr><td>500<td>OrderLost<td>It is lost.</table></html>\n",
		"string/OrderBad 400 <It is bad.>\nstring/OrderWorse 400 <It is worse.>\nstring/OrderLost 500 <It is lost.>\n", nil},
	{"html.md", "Text.\n\n<table>\n<tr><th>Code</th><th>Message</th></tr>\n<tr><td>E100</td><td>bad</td></tr>\n<tr><td>E200</td><td>worse</td></tr>\n</table>\n\nEnd.\n",
		"string/E100 <bad>\nstring/E200 <worse>\n", nil},
	{"typed.go", "package orders\n\n// Code is a code.\ntype Code int\n\nconst (\n\t// Fine says that all is well.\n\tFine Code = iota\n\tGone // The order is gone.\n\t_\n\tBusy\n)\n",
		"enum/Fine=0 <Fine says that all is well.>\nenum/Gone=1 <The order is gone.>\nenum/Busy=3 <Busy>\n", nil},
	{"untyped.go", "package orders\n\nconst version = \"1.2\"\n\nconst (\n\tErrGone = \"Order.Gone\" // The order is gone.\n\t// ErrBusy is sent\n\t// at night.\n\tErrBusy = \"Order.Busy\"\n)\n",
		"string/Order.Gone <ErrGone> <The order is gone.>\nstring/Order.Busy <ErrBusy> <ErrBusy is sent at night.>\n", nil},
	{"singles.go", "package orders\n\nimport \"fmt\"\n\n// ErrGone says that it is gone.\nconst ErrGone = \"OrderGone\"\nconst ErrBusy = \"OrderBusy\"\nconst errOld = \"OrderOld\"\n",
		"string/OrderGone <ErrGone> <ErrGone says that it is gone.>\nstring/OrderBusy <ErrBusy>\n",
		[]string{"singles.go:8: warning: the constant errOld is ignored: it is not exported"}},
	{"fence.md", "# Codes\n\n```go\nconst (\n\tErrA = 40001 // A.\n\tErrB = 40002 // B.\n)\n```\n",
		"int/40001 <ErrA> <A.>\nint/40002 <ErrB> <B.>\n", nil},
	{"semicolons.csv", "code;message;status\nOrder.Gone;\"It is; gone\";410\nOrder.Busy;Busy;503\n",
		"string/Order.Gone 410 <It is; gone>\nstring/Order.Busy 503 <Busy>\n", []string{"ends with this row"}},
	{"tabs.txt", "Copied from a page:\n\nError code\tDescription\tSolution\nOrder.Gone\tIt is gone.\tMake a new one.\nOrder.Busy\tIt is busy.\tTry again later.\n\nEnd.\n",
		"string/Order.Gone <It is gone.> <Make a new one.>\nstring/Order.Busy <It is busy.> <Try again later.> retry-backoff backoff\n", nil},
	{"numbers.md", "|Code|Name|Description|\n|---|---|---|\n|0|OK|Fine.|\n|7|NOT_HERE|It is not here.|\n|8|AWAY|It is away.|\n\nEnd.\n",
		"enum/OK=0 <Fine.>\nenum/NOT_HERE=7 <It is not here.>\nenum/AWAY=8 <It is away.>\n", nil},
	{"leading.md", "|Error code|Description|\n|---|---|\n|0001|One.|\n|0002|Two.|\n\nEnd.\n", "string/0001 <One.>\nstring/0002 <Two.>\n", nil},
	{"trailing.txt", "Error Code Error Message HTTP Status Code\nOrderGone It is gone. 410\nOrderBusy It is busy 503\n\nEnd.\n",
		"string/OrderGone 410 <It is gone.>\nstring/OrderBusy 503 <It is busy>\n", nil},
	{"marked.txt", "Error Code Description Solution\nOrderGone It is gone. The shop says so. | A new one helps.\nOrderBusy It is busy. | Waiting helps.\n\nEnd.\n",
		"string/OrderGone <It is gone. The shop says so.> <A new one helps.>\nstring/OrderBusy <It is busy.> <Waiting helps.>\n", nil},
	{"again.md", "|Code|Status|Message|\n|---|---|---|\n|OrderGone|404|gone|\n|OrderBusy|503|busy|\n|OrderGone|410|gone for good|\n\nEnd.\n",
		"string/OrderGone 404 410 <gone>\nstring/OrderBusy 503 <busy>\n", []string{"again.md:5: warning: duplicate code “OrderGone” with other texts"}},
	{"exploded.md", "Codes.\n\n|\nError Code |\nStatus Code |\nMessage |\nSolution |\n|---|---|---|---|\n|\nORD.0001 |\n400 |\nIt is\nbad. |\n- |\n" +
		"|\nORD.0002 |\n410 |\nIt is gone. |\nReconnect. |\nFeedback\n",
		"string/ORD.0001 400 <It is bad.>\nstring/ORD.0002 410 <It is gone.> <Reconnect.> reconnect after-recovery\n", nil},
	{"records.txt", "Error code\n\nDescription\n\nHTTP status code\n\n1\n\nIt is bad.\n\n400\n\n2\n\nIt is gone.\n\n410\n\nMore codes\n\nThese are names.\n\n" +
		"Error code\n\nDescription\n\nHTTP status code\n\n3\n\nIt is busy.\n\n503\n\nWrite to us.\n",
		"int/1 400 <It is bad.>\nint/2 410 <It is gone.>\nint/3 503 <It is busy.>\n", nil},
	{"named.md", "|Code|Description|\n|---|---|\n|404 - Not Found|It is not there.|\n|410 - Gone|It is gone.|\n\nEnd.\n",
		"int/404 <Not Found> <It is not there.>\nint/410 <Gone> <It is gone.>\n", nil},
	{"under.md", "|Code|Message|\n|---|---|\n|OrderGone|gone|\nLast article: Orders\n", "string/OrderGone <gone>\n",
		[]string{"under.md:4: warning: “Last article: Orders” is directly below the row on line 3 and is read as prose"}},
	{"parameters.md", "|Name|Type|Description|\n|---|---|---|\n|order_id|string|The order.|\n|shop_id|string|The shop.|\n\n" +
		"|Code|Description|\n|---|---|\n|OrderGone|It is gone.|\n\nEnd.\n", "string/OrderGone <It is gone.>\n", nil},
	{"bare.md", "|Code|Message|\n|---|---|\n `OrderGone` | gone\n `OrderBusy` | busy\n `OrderDark` | night\n\nEnd.\n",
		"string/OrderGone <gone>\nstring/OrderBusy <busy>\nstring/OrderDark <night>\n",
		[]string{"bare.md:1: warning: the header ends with a |, but no row does"}},
	{"indented.md", "# Orders\n\nThe answer is:\n\n    200 OrderList\n    Content-Type: text/plain\n\n|Code|Message|\n|---|---|\n|OrderGone|gone|\n\nEnd.\n",
		"string/OrderGone <gone>\n", nil},
	{"status.md", "|Code|Status code|Message|\n|---|---|---|\n|OrderA|400|a|\n|OrderB|404|b|\n|OrderC|400|c|\n|OrderD|500|d|\n|OrderE|oops|e|\n\nEnd.\n",
		"string/OrderA 400 <a>\nstring/OrderB 404 <b>\nstring/OrderC 400 <c>\nstring/OrderD 500 <d>\nstring/OrderE <e>\n",
		[]string{"status.md:7: warning: “oops” in column “Status code” is not an HTTP status: the cell is ignored"}},
	{"classes.md", "|Code|HTTP status|Message|\n|---|---|---|\n|OrderA|Bad Request (400)|a|\n|OrderB|Not Found (404)|b|\n|OrderC|4xx|c|\n\nEnd.\n",
		"string/OrderA 400 <a>\nstring/OrderB 404 <b>\nstring/OrderC <c>\n",
		[]string{"classes.md:5: warning: “4xx” in column “HTTP status” is not an HTTP status: the cell is ignored"}},
	{"types.md", "|Type|HTTP status|Description|\n|---|---|---|\n|order_gone|410|It is gone.|\n|conflict|409|It is taken.|\n|order_late|400|It is late.|\n\nEnd.\n",
		"string/order_gone 410 <It is gone.>\nstring/conflict 409 <It is taken.>\nstring/order_late 400 <It is late.>\n", nil},
	{"reasons.md", "|HTTP status|Reason|Description|\n|---|---|---|\n|404|NotFound|It is not there.|\n|409|AlreadyExists|It is there.|\n\nEnd.\n",
		"string/NotFound 404 <It is not there.>\nstring/AlreadyExists 409 <It is there.>\n", nil},
	{"statuses.md", "|HTTP status|Description|\n|---|---|\n|404|It is not there.|\n|409|It is there.|\n\nEnd.\n",
		"int/404 <It is not there.>\nint/409 <It is there.>\n", nil},
	{"retries.md", "|Code|Message|Retryable|Solution|\n|---|---|---|---|\n|OrderA|a|Yes||\n|OrderB|b|No||\n|OrderC|c|Retryable||\n|OrderD|d|N/A||\n" +
		"|OrderE|e|Yes|Correct the order and try again.|\n|OrderF|f|No|Correct the field and try again.|\n|OrderG|g|Yes, with exponential backoff||\n" +
		"|OrderH|h|Yes, if it is idempotent||\n|OrderI|i|No|Contact technical support.|\n|OrderJ|j|Yes|Check whether the name is correct.|\n|OrderK|k|maybe||\n\nEnd.\n",
		"string/OrderA <a>  backoff\nstring/OrderB <b>  never\nstring/OrderC <c>  backoff\nstring/OrderD <d>\n" +
			"string/OrderE <e> <Correct the order and try again.>  after-recovery\nstring/OrderF <f> <Correct the field and try again.> fix-request never\n" +
			"string/OrderG <g> retry-backoff backoff\nstring/OrderH <h>\nstring/OrderI <i> <Contact technical support.> contact-support never\n" +
			"string/OrderJ <j> <Check whether the name is correct.> fix-request after-recovery\nstring/OrderK <k>\n", nil},
	{"opposite.md", "|Code|Message|Retry|Solution|\n|---|---|---|---|\n|OrderA|a|Yes|Do not retry.|\n|OrderB|b|No|Try again later.|\n\nEnd.\n",
		"string/OrderA <a> <Do not retry.>\nstring/OrderB <b> <Try again later.>\n",
		[]string{"opposite.md:3: warning: the row of “OrderA” contradicts itself", "opposite.md:4: warning: the row of “OrderB” contradicts itself"}},
	{"retries.txt", "Error Code HTTP Status Code Retry Description\nOrderGone 410 No It is gone.\nOrderBusy 503 Yes It is busy.\n\nEnd.\n",
		"string/OrderGone 410 <It is gone.>  never\nstring/OrderBusy 503 <It is busy.>  backoff\n", nil},
	{"twice.md", "|Code|Status|Solution|\n|---|---|---|\n|OrderGone|404|Try again later.|\n|OrderBusy|503|Try again later.|\n|OrderGone|410|Do not retry the request.|\n\nEnd.\n",
		"string/OrderGone 404 410 <Try again later.>\nstring/OrderBusy 503 <Try again later.> retry-backoff backoff\n",
		[]string{"twice.md:5: warning: duplicate code “OrderGone” with other texts", "twice.md:5: warning: the rows of “OrderGone” contradict each other"}},
	{"rest.txt", "Error Code Description\nOrderGone It is gone.\nOrderBusy It is busy.\n\nThe shop has more of them at night.\n\nOrderDark It is night.\n\nEnd.\n",
		"string/OrderGone <It is gone.>\nstring/OrderBusy <It is busy.>\nstring/OrderDark <It is night.>\n",
		[]string{"rest.txt:7: warning: the table on line 1 continues here, after other text"}},
}

func TestShapes(t *testing.T) {
	for _, test := range shapeTests {
		t.Run(test.name, func(t *testing.T) {
			r, err := docpage.Import([]docpage.Page{{Name: test.name, Data: []byte(test.page)}}, docpage.Options{ID: "acme.orders"})
			if err != nil {
				t.Fatal(err)
			}
			if have := rowsOf(r); have != test.rows {
				t.Errorf("have\n%swant\n%s%s", have, test.rows, notesOf(r))
			}
			if len(r.Notes) != len(test.notes) {
				t.Errorf("%d notes, want %d:\n%s", len(r.Notes), len(test.notes), notesOf(r))
			}
			for _, want := range test.notes {
				if !strings.Contains(notesOf(r), want) {
					t.Errorf("no note %q in:\n%s", want, notesOf(r))
				}
			}
		})
	}
}

// errorTests are pages for which Import reports an error.
var errorTests = []struct{ name, page, want string }{
	{"empty.txt", "", "empty.txt: no table of error codes was found"},
	{"utf16.txt", "\xff\xfea\x00", "utf16.txt: the page is in UTF-16"},
	{"latin1.txt", "caf\xe9", "latin1.txt: the page is not in UTF-8"},
	{"nul.txt", "a\x00b", "nul.txt: the page contains a NUL byte"},
	{"long.txt", "a\n" + strings.Repeat("b", 70_000), "long.txt:2: the line is longer than 64 KiB"},
	{"large.txt", strings.Repeat("words\n", 800_000), "large.txt: the page is larger than 4 MiB"},
	{"headless.txt", "Codes\n\n400 OrderBad It is bad.\n", "headless.txt:3: “400 OrderBad It is bad.” looks like a row, but there is no header above it"},
	{"short.md", "|Code|Message|\n|---|---|\n|OrderBad|\n", "short.md:3: the row has 1 cells, but the header on line 1 has 2"},
	{"cut.md", "|Code|Message|\n|---|---|\n|OrderBad|bad|\n|OrderWorse|wor", "cut.md:4: the row does not end with a |"},
	{"cut.html", "<table><tr><th>Code<th>Message</tr><tr><td>E100<td>bad</tr>", "cut.html:1: the table has no end"},
	{"cut.go", "package p\n\nconst (\n\tErrA = \"A1\"\n", "cut.go:"},
	{"value.go", "package p\n\nconst (\n\tErrA = \"Order.A\"\n\tErrB = prefix + \"B\"\n\tErrC = \"Order.C\"\n)\n",
		"value.go:5: the value of ErrB is not a string or integer"},
	{"fence.md", "```json\n{\"code\": 1}\n", "fence.md:1: the fenced block has no end"},
	{"twice.md", "|Code|Description|Description|\n|---|---|---|\n|OrderA|a|b|\n", "twice.md:1: two columns have the header “Description”"},
	{"words.md", "|Error code|Kind of thing|\n|---|---|\n|OrderA|a|\n", "words.md:1: no column describes the codes"},
	{"quote.csv", "code,message\nOrderA,\"bad\nOrderB,worse\n", "quote.csv:"},
	{"three.txt", "Error Code Error Message Description Solution\nOrderA It is. It is bad. Mend it.\n", "three.txt:1: the table has 3 text columns separated only by spaces"},
	{"nothing.txt", "Error Code Description Solution\nOrderA It is bad. The shop is closed.\nOrderB It is.\n",
		"nothing.txt:2: cannot find the boundary between “Description” and “Solution”"},
	{"wide.csv", "code,message" + strings.Repeat(",x", 80) + "\n", "wide.csv:1: the table has more than 64 columns"},
}

func TestErrors(t *testing.T) {
	for _, test := range errorTests {
		t.Run(test.name, func(t *testing.T) {
			r, err := docpage.Import([]docpage.Page{{Name: test.name, Data: []byte(test.page)}}, docpage.Options{ID: "acme.orders"})
			if err != nil {
				t.Fatal(err)
			}
			if !r.Failed() || len(r.Drafts) > 0 || !strings.Contains(notesOf(r), test.want) {
				t.Errorf("failed %t, %d drafts:\n%swant %s", r.Failed(), len(r.Drafts), notesOf(r), test.want)
			}
		})
	}
}

// TestCount checks the kinds of lines. A table without codes is prose.
func TestCount(t *testing.T) {
	text := "# Orders\n\n```\n{\"code\": \"OrderGone\", \"message\": \"gone\"}\n```\n\n|Name|Type|\n|---|---|\n|order_id|string|\n\n" +
		"|Code|Message|\n|---|---|\n|OrderGone|gone|\n|OrderBusy|busy|\n\nEnd.\n"
	r := mustImport(t, docpage.Page{Name: "orders.md", Data: []byte(text)}, docpage.Options{ID: "acme.orders"})
	want := docpage.Count{File: "orders.md", Blank: 5, Header: 2, Row: 2, Sample: 3, Prose: 5}
	if r.Pages[0] != want {
		t.Errorf("have %+v, want %+v", r.Pages[0], want)
	}
	if w := r.Drafts[0].Catalog.Wire; w == nil || w.Code != "code" || w.Message != "message" {
		t.Errorf("wire %+v", w)
	}
}

// TestTooManyCodes checks the limit for the number of codes.
func TestTooManyCodes(t *testing.T) {
	var b strings.Builder
	b.WriteString("code,message\n")
	for i := range 20_001 {
		fmt.Fprintf(&b, "E%05d,m\n", i)
	}
	r, err := docpage.Import([]docpage.Page{{Name: "many.csv", Data: []byte(b.String())}}, docpage.Options{ID: "acme.orders"})
	if err != nil || !r.Failed() || !strings.Contains(notesOf(r), "the catalog has more than 20000 codes") {
		t.Errorf("%v\n%s", err, notesOf(r))
	}
}

// TestOptions checks how tables are assigned to catalogs.
func TestOptions(t *testing.T) {
	two := docpage.Page{Name: "two.md", Data: []byte("## A\n\n|Code|Message|\n|---|---|\n|OrderA|a|\n\n## B\n\n|Code|Message|\n|---|---|\n|OrderB|b|\n\nEnd.\n")}
	other := docpage.Page{Name: "other.md", Data: []byte("|Code|Remedy|\n|---|---|\n|OrderC|c|\n\nEnd.\n")}
	for _, test := range []struct {
		pages   []docpage.Page
		options docpage.Options
		want    string // the codes, or the error
	}{
		{[]docpage.Page{two}, docpage.Options{ID: "acme.orders"}, "string/OrderA <a>\nstring/OrderB <b>\n"},
		{[]docpage.Page{two}, docpage.Options{ID: "acme.orders", Tables: map[int]string{1: "-"}}, "string/OrderB <b>\n"},
		{[]docpage.Page{two}, docpage.Options{Tables: map[int]string{1: "a", 2: "b"}}, "string/OrderA <a>\nstring/OrderB <b>\n"},
		{[]docpage.Page{two, other}, docpage.Options{ID: "a", Tables: map[int]string{3: "a"}}, "string/OrderA <a>\nstring/OrderB <b>\nstring/OrderC <c>\n"},
		{[]docpage.Page{two, other}, docpage.Options{ID: "a"}, "table 3 (other.md:1) does not have the same columns as the table at two.md:3"},
		{[]docpage.Page{two}, docpage.Options{}, "table 1 (two.md:3) has no catalog id"},
		{[]docpage.Page{two}, docpage.Options{ID: "a", Tables: map[int]string{3: "b"}}, "there is no table 3: the number of tables is 2"},
		{[]docpage.Page{two}, docpage.Options{ID: "../a"}, `"../a" is not a catalog id`},
	} {
		r, err := docpage.Import(test.pages, test.options)
		have := rowsOf(r)
		if err != nil {
			have = err.Error()
		}
		if !strings.HasPrefix(have, test.want) {
			t.Errorf("%v: have\n%s\nwant\n%s\n%s", test.options, have, test.want, notesOf(r))
		}
	}
}
