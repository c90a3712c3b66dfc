// Package catalog contains what cloud services and protocols document about their error codes: what each code
// means, what the caller should do, whether retrying can help, and which Go types and functions carry the code.
//
// A catalog is data. Every text names its source. Every judgement (handling, retry) names its basis: stated by the
// vendor's page, or inferred from the meaning of the code. The embedded catalogs are written in YAML under services/.
// go generate compiles them into Go data, so that no YAML is parsed at start-up.
package catalog

//go:generate go run ./internal/gen

// A Catalog describes the error codes of one service or protocol. It must not be changed after it was added to a Set.
type Catalog struct {
	ID      string   // "alibaba.tablestore.tunnel"
	Title   string   // "Alibaba Cloud Tablestore Tunnel Service"
	Name    string   // the name of the service in findings: "Tablestore Tunnel Service"; empty means Title
	Vendor  string   // "Alibaba Cloud"
	Kind    Kind     // what a code is on the wire
	Pattern string   // regular expression that every listed id matches; may be empty
	Prefix  string   // in an error type that several services share, a code with this prefix belongs to this catalog ("CTS."); may be empty
	Closed  bool     // the list of codes is complete: an unlisted code does not exist
	HTTP    bool     // this is the catalog of HTTP status codes, which the statuses of other catalogs refer to
	Draft   bool     // not reviewed yet: a judgement that the page does not state is missing
	Common  bool     // codes that every service of a platform may return; an unlisted code does not belong to this catalog
	Loose   bool     // an error that a call returns need not have one of these codes, so that nothing follows if it has none of the tested ones
	Learned bool     // built from the constants of a Go package: no judgements, and the list may be incomplete
	Wire    *Wire    // the format of an error body; nil if the page does not show it
	Sources []Source // the sources of the texts; Text.Source is an index into it
	Go      []Binding
	Codes   []Code

	// Extends is the id of the catalog that this overlay changes; empty if this catalog is not an overlay. An overlay
	// contains only the changes. Set.With applies them.
	Extends string
	// File is the file name that was passed to Parse; empty for an embedded catalog.
	File string
	// Overlays are the files of the overlays that were applied to this catalog, in order.
	Overlays []string

	byID    []uint16     // indexes of Codes sorted by id; nil in a catalog that was not parsed or generated
	byValue []uint16     // indexes of the Codes with HasValue sorted by Value
	lengths *idLengths   // the lengths of the ids; nil if byID is
	present *presentKeys // the keys in an overlay's file; nil if Extends is empty
}

// Kind is what a code is on the wire.
type Kind string

// The kinds of code.
const (
	KindString Kind = "string" // "OTSTunnelExpired"
	KindInt    Kind = "int"    // 503
	KindEnum   Kind = "enum"   // a named value with a number: UNAVAILABLE, 14
)

// A Source is a page or a specification.
type Source struct {
	Title string
	URL   string // where it is published; empty if there is no known address
	Date  string // when it was last updated, or else read, as far as is known: "2019-05-15"
	Note  string // what kind of source it is, and what was taken from it

	// Cite is the name of the source in findings: "Tablestore's documentation", "RFC 9110". Empty means the documentation
	// of the service.
	Cite string
	// Paraphrased means that the texts are not word for word those of the cited source, so that findings do not quote
	// them.
	Paraphrased bool
	// Facts means that the codes which only list facts come from here; see Code.ListsFacts.
	Facts bool
}

// A Text is a text from a source: word for word, unless Source.Note or Source.Paraphrased says otherwise.
type Text struct {
	Text   string
	Zh     string // the vendor's own Chinese version; empty if there is none
	Source int    // index into Catalog.Sources
}

// A Wire describes the format of an error body: the keys of the code and of the message.
type Wire struct {
	Format  string // "json" or "protobuf"
	Code    string // key of the code: "error_code"
	Message string // key of the message: "error_msg"
	Sample  string // the page's sample, word for word
	Shared  bool   // other services use the same keys: only Catalog.Prefix identifies this catalog's codes
}

// A Code is one error code and all that is known about it.
type Code struct {
	ID          string // exactly as on the wire, or the enumerator's name
	Value       int    // the number, if HasValue
	HasValue    bool
	Name        string   // the name in the page or standard ("Service Unavailable"); may be empty
	HTTP        []int    // the HTTP statuses that it is sent with
	Canonical   []string // canonical gRPC codes that it corresponds to, the most likely first: INVALID_ARGUMENT
	Message     Text     // the message that the service sends
	Description Text     // what the code means, according to the page
	Remedy      Text     // what to do, according to the page
	Page        Text     // the page's own words for the meaning, if Description is from another source
	Handling    Handling
	Retry       Retry
	Backoff     string // "exponential" if the page asks for exponential backoff; else empty
	Subcodes    bool   // codes that begin with this id and a dot (QuotaExceeded.Disks) are subcodes and are judged like this one
	Class       bool   // codes that begin with this id belong to it: the class 40 of 40001
	By          string // who handles it: "caller", "sdk" or "n/a"
	SDK         string // which part of the SDK handles it, and what is left to the caller
	Basis       Basis
	Outcome     Outcome
	Steps       []string  // recovery steps, in our words
	Variants    []Variant // other meanings of the same code
	Since       string    // the version or date in which it appeared
	Deprecated  string    // why and since when it is deprecated; empty if it is not
	ReplacedBy  string    // the code that the service sends instead, written as in Related
	Related     []string  // codes that are easily confused with it: an id, or "catalog.id/code" for a code of another catalog
	Quirks      []string  // what is unusual, in our words: for example a text that contradicts the status
	URL         string    // a page about this one code
	GoError     string    // the corresponding Go error, inferred: "context.DeadlineExceeded"
	Zh          string    // the vendor's Chinese text
	Extra       bool      // not listed on the catalog's first page: added from another source (see Description.Source)
}

// A Variant is another meaning of the same code, recognized by status or message.
type Variant struct {
	When     string
	HTTP     []int  // the statuses that identify it; empty if the status does not
	Message  string // the part of the message that identifies it; empty if the message does not
	Outcome  Outcome
	Handling Handling
	Retry    Retry
	Basis    Basis
}

// Handling is what the caller has to do. It is empty if that is not known, which only a draft allows.
type Handling string

// The handling classes.
const (
	ReturnToCaller   Handling = "return-to-caller"   // return the error, or report it to the user
	FixRequest       Handling = "fix-request"        // change the request, which is wrong
	FixCredentials   Handling = "fix-credentials"    // fix the identity or the permissions of the caller
	FixStateFirst    Handling = "fix-state-first"    // change a state of the service first
	RefreshThenRetry Handling = "refresh-then-retry" // read the state again, then retry
	Reconnect        Handling = "reconnect"          // connect again
	RetryBackoff     Handling = "retry-backoff"      // wait, then retry
	RetryHigherLevel Handling = "retry-higher-level" // restart the larger operation
	WaitRetryAfter   Handling = "wait-retry-after"   // wait as long as the response says, then retry
	InspectDetail    Handling = "inspect-detail"     // the message or the body determines what to do
	ContactSupport   Handling = "contact-support"    // contact the vendor, who has to fix it
	Follow           Handling = "follow"             // send the request to the address in the response
	NoHandling       Handling = "none"               // not a failure
)

// Retry says whether retrying the call can help.
type Retry string

// The retry classes. RetryUnspecified must never lead to a finding.
const (
	RetryNever         Retry = "never"          // it cannot help
	RetryWithBackoff   Retry = "backoff"        // it can help, after a wait
	RetryAfterRecovery Retry = "after-recovery" // it can help after the handling
	RetryHigher        Retry = "higher-level"   // it can help only as part of the larger operation
	RetryServerSays    Retry = "server-says"    // the response says whether and when
	RetryUnspecified   Retry = "unspecified"    // not known
	RetryNA            Retry = "n/a"            // not a failure
)

// Outcome is the state that a code reports where the caller may have asked for or expected that state, so that the
// code need not be a failure: for example, the object to delete does not exist. It is empty for all other codes.
type Outcome string

// The outcomes.
const (
	Exists    Outcome = "exists"    // the object to create exists
	Missing   Outcome = "missing"   // the object to delete or to find does not exist
	End       Outcome = "end"       // the end of the data
	Cancelled Outcome = "cancelled" // the caller cancelled the operation
)

// Basis says where the two judgements come from: "stated" by the page or "inferred" from the meaning. Basis.Retry is
// empty for RetryUnspecified and RetryNA, which are not judgements. Basis.Handling is empty if Code.Handling is.
type Basis struct {
	Handling string
	Retry    string
}

// The two bases.
const (
	Stated   = "stated"
	Inferred = "inferred"
)

// AsksForWait reports whether the retry class of the code asks for a wait before the next attempt.
func (c *Code) AsksForWait() bool {
	return c.Retry == RetryWithBackoff || c.Retry == RetryServerSays
}

// IsJudged reports whether the catalog says something of the code that a rule may report: that a retry helps or does not
// help, or that the caller has to see it. A state that the caller may have expected (see Outcome) is none.
func (c *Code) IsJudged() bool {
	return c.MustReachCaller() || c.Outcome == "" && c.Retry.isJudgement()
}

// MustReachCaller reports whether an error with the code has to be returned to the caller: only the caller can
// handle it, and the code does not report a state that the caller may have expected (see Outcome).
func (c *Code) MustReachCaller() bool {
	if c.Outcome != "" {
		return false
	}
	switch c.Handling {
	case ReturnToCaller, FixRequest, FixCredentials, FixStateFirst, ContactSupport:
		return true
	}
	return false
}
