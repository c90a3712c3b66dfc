package catalog

import "testing"

// TestLearnedNearest checks that Nearest is stricter for learned catalogs.
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
		{"NoSuchBuckt.", ""},  // two typos
		{"NoSuchBcukket", ""}, // two typos
		{"NoSuchBuckets", ""}, // a plural may be another code
		{"InvalidParameter.Vallue", "InvalidParameter.Value"},
		{"TaskInProgres", "TaskInProgress"},
		{"NoSuch.Key", ""}, // a code with an additional dot may be another code
		{"Bussy", ""},      // too short
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
		if c.Codes[i].MustReachCaller() {
			t.Errorf("%s: MustReachCaller is true for a code without judgements", c.Codes[i].ID)
		}
	}
	if got := c.Sources[0].Title; got != "sdk.example/service/store v1.2.3" {
		t.Errorf("source %q", got)
	}
}
