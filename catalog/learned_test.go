package catalog

import "testing"

// TestLearnedNearest wants more certainty of a code that is held against the constants of a package alone.
func TestLearnedNearest(t *testing.T) {
	var codes []Code
	for _, id := range []string{
		"NoSuchBucket", "NoSuchKey", "InvalidParameterValueException", "FailedOperation.DbQueryFailed",
		"InvalidParameter.Value", "TaskInProgress", "Busy",
	} {
		codes = append(codes, Code{ID: id})
	}
	c := Learned("sdk.example/service/store", "v1.2.3", codes)
	for _, test := range []struct{ written, want string }{
		{"NoSuchBuket", "NoSuchBucket"},
		{"NoSuchBukcet", "NoSuchBucket"},
		{"nosuchkey", "NoSuchKey"},
		{"N0SuchKey", "NoSuchKey"},
		{"NoSuchBucket", ""},  // listed
		{"NoSuchBuckt.", ""},  // two slips
		{"NoSuchBcukket", ""}, // two slips
		{"NoSuchBuckets", ""}, // a plural may be a code of its own
		{"InvalidParameter.Vallue", "InvalidParameter.Value"},
		{"TaskInProgres", "TaskInProgress"},
		{"NoSuch.Key", ""}, // so may one with a dot more
		{"Bussy", ""},      // too short to be sure
		{"NoSuchBucketKey", ""},
		{"InvalidParameterValue", ""},
		{"InvalidParameterValuesException", ""},
		{"InvalidParameterValueExeption", "InvalidParameterValueException"},
		{"FailedOperation.DbQuaryFailed", "FailedOperation.DbQueryFailed"},
	} {
		got := ""
		if code, ok := c.Nearest(test.written); ok {
			got = code.ID
		}
		if got != test.want {
			t.Errorf("Nearest(%q) = %q, want %q", test.written, got, test.want)
		}
	}
	for i := range c.Codes {
		if c.Codes[i].CallerHas() {
			t.Errorf("%s: a code that nobody has judged is said to be the caller's", c.Codes[i].ID)
		}
	}
	if got := c.Sources[0].Title; got != "sdk.example/service/store v1.2.3" {
		t.Errorf("source %q", got)
	}
}
