// Package catalog holds what cloud services and protocols say about their error codes: what each code means,
// what the page tells the caller to do, whether another attempt can help, and how Go code meets the code.
//
// A catalog is data. Every text in it carries the source it was read in, and every judgement its basis:
// stated by the page, or inferred from the meaning of the code. The embedded catalogs are written in YAML
// under services/ and compiled into Go data by go generate, so that nothing is parsed at start-up.
package catalog

//go:generate go run ./internal/gen

// A Catalog is what one service (or protocol) says with its error codes. It is immutable once it is in a Set.
type Catalog struct {
	ID      string   // "alibaba.tablestore.tunnel"
	Title   string   // "Alibaba Cloud Tablestore Tunnel Service"
	Name    string   // what findings call the service: "Tablestore Tunnel Service"; empty for the title
	Vendor  string   // "Alibaba Cloud"
	Kind    Kind     // what a code is on the wire
	Pattern string   // regular expression that every listed id matches
	Prefix  string   // prefix that ties a code of a shared error type to this catalog ("CTS."); may be empty
	Closed  bool     // an unlisted code is wrong, not merely unknown
	HTTP    bool     // the catalog of HTTP status codes itself: statuses of other catalogs refer to it
	Draft   bool     // nobody has reviewed it yet: a judgement that its page does not state is left open
	Common  bool     // codes of a platform that all its services may answer with: it claims the codes that it lists, and no other
	Learned bool     // read in the constants of a Go package: no judgement on any code, and surely not all of them
	Wire    *Wire    // the shape of an error body; nil where the page shows none
	Sources []Source // where the texts were read; Text.Source indexes it
	Go      []Binding
	Codes   []Code

	// Extends is the id of the catalog that this one corrects, where it is an overlay. An overlay holds only what
	// it changes: it becomes knowledge by Set.With.
	Extends string
	// File is the file that it was read from, as Parse was given it; empty for what is compiled in.
	File string
	// Overlays are the files whose overlays it holds, in the order in which they were laid over it.
	Overlays []string

	order  []uint16 // indexes of Codes in the order of their ids; nil in a catalog that is made by hand
	values []uint16 // indexes of the Codes with a number in the order of their numbers
	said   *said    // what an overlay's file says; nil where Extends is empty
}

// Kind is what a code is on the wire.
type Kind string

// The kinds of code.
const (
	KindString Kind = "string" // "OTSTunnelExpired"
	KindInt    Kind = "int"    // 503
	KindEnum   Kind = "enum"   // a named value with a number: UNAVAILABLE, 14
)

// A Source is a page (or a specification) and the day it was read or last updated.
type Source struct {
	Title string
	URL   string // where it is published; empty where the page names no address
	Date  string // "2019-05-15", as far as it is known
	Note  string // what kind of source it is, and what was taken from it

	// Cite is what findings call the source: "Tablestore's documentation", "RFC 9110". Empty means the documentation of
	// the service.
	Cite string
	// Paraphrased means that the texts from it are not word for word those of what findings cite: they name it, and do
	// not quote it.
	Paraphrased bool
}

// A Text is somebody's words, with where they stand.
type Text struct {
	Text   string
	Zh     string // the vendor's own Chinese for it; empty where it publishes none
	Source int    // index into Catalog.Sources
}

// A Wire is the shape of an error body: the keys that hold the code, the message and the rest.
type Wire struct {
	Format  string // "json" or "protobuf"
	Code    string // key of the code: "error_code"
	Message string // key of the message: "error_msg"
	Sample  string // the page's sample, word for word
	Shared  bool   // other services use the same keys: ties a code only by Catalog.Prefix
}

// A Code is one error code and all that is known of it.
type Code struct {
	ID          string // exactly as on the wire, or the enumerator's name
	Value       int    // the number, where HasValue
	HasValue    bool
	Name        string   // the name that the page or standard gives ("Service Unavailable"); may be empty
	HTTP        []int    // statuses that it comes with
	Canonical   []string // canonical gRPC classes, the likeliest first: INVALID_ARGUMENT
	Message     Text     // the message that the service sends
	Description Text     // what the page says that it means
	Remedy      Text     // what the page says to do, word for word
	Handling    Handling
	Retry       Retry
	Backoff     string // "exponential" where the page asks for waits that grow; empty where it does not say
	Subcodes    bool   // codes that begin with it and a dot are kinds of it, and are judged as it is: QuotaExceeded.Disks
	By          string // who handles it: "caller", "sdk" or "n/a"
	SDK         string // which part of the SDK handles it, and what it leaves to the caller
	Basis       Basis
	Outcome     Outcome
	Steps       []string  // recovery steps, ours
	Variants    []Variant // the same code with another meaning
	Since       string    // lifecycle: when it appeared
	Deprecated  string    // lifecycle: why and since when it should not be met any more
	ReplacedBy  string    // lifecycle: the code that the service sends in its place, written as in Related
	Related     []string  // codes that are easily taken for it: an id, or "catalog.id/code" for one of another catalog
	Quirks      []string  // what is odd about it: where text and status disagree, say
	URL         string    // a page on this very code
	GoError     string    // the Go error that it stands for, inferred: "context.DeadlineExceeded"
	Zh          string    // the vendor's Chinese text
	Extra       bool      // not of the catalog's first page: added from another source (Description.Source says which)
}

// A Variant is another meaning of the same code, told apart by status or message.
type Variant struct {
	When     string
	HTTP     []int  // the statuses that tell it apart; empty where they do not
	Message  string // a part of the message that tells it apart; empty where it does not
	Outcome  Outcome
	Handling Handling
	Retry    Retry
	Basis    Basis
}

// Handling is what the caller has to do. It is empty where that is not known, which only a draft may leave so.
type Handling string

// The handling classes.
const (
	ReturnToCaller   Handling = "return-to-caller"
	FixRequest       Handling = "fix-request"
	FixCredentials   Handling = "fix-credentials"
	FixStateFirst    Handling = "fix-state-first"
	RefreshThenRetry Handling = "refresh-then-retry"
	Reconnect        Handling = "reconnect"
	RetryBackoff     Handling = "retry-backoff"
	RetryHigherLevel Handling = "retry-higher-level"
	WaitRetryAfter   Handling = "wait-retry-after"
	InspectDetail    Handling = "inspect-detail"
	ContactSupport   Handling = "contact-support"
	Follow           Handling = "follow"
	NoHandling       Handling = "none"
)

// Retry says whether another attempt can help.
type Retry string

// The retry classes. RetryUnspecified must never lead to a finding.
const (
	RetryNever         Retry = "never"
	RetryWithBackoff   Retry = "backoff"
	RetryAfterRecovery Retry = "after-recovery"
	RetryHigher        Retry = "higher-level"
	RetryServerSays    Retry = "server-says"
	RetryUnspecified   Retry = "unspecified"
	RetryNA            Retry = "n/a"
)

// Outcome is a state that the caller may have asked for or waited for; the zero value is none.
type Outcome string

// The outcomes.
const (
	Exists    Outcome = "exists"
	Missing   Outcome = "missing"
	End       Outcome = "end"
	Cancelled Outcome = "cancelled"
)

// Basis says where the two judgements come from: "stated" by the page or "inferred" from the meaning. Retry is
// empty where there is no judgement on it: RetryUnspecified and RetryNA. Handling is empty where that of the code is.
type Basis struct {
	Handling string
	Retry    string
}

// The two bases.
const (
	Stated   = "stated"
	Inferred = "inferred"
)

// CallerHas reports whether the caller has to see the code: its handling is the caller's, and the code is no
// state that the caller may have asked for.
func (c *Code) CallerHas() bool {
	if c.Outcome != "" {
		return false
	}
	switch c.Handling {
	case ReturnToCaller, FixRequest, FixCredentials, FixStateFirst, ContactSupport:
		return true
	}
	return false
}
