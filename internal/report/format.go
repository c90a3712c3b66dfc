package report

import "io"

// A Format is an output format of errls check.
type Format struct {
	Name string // the value of the flag -format
	Doc  string // what is printed, as a phrase
	Help string // the text of "errls help NAME"; may be empty
	New  func(Config) Handler
}

// Config configures the handler of a format.
type Config struct {
	Out   io.Writer // the findings
	Err   io.Writer // problems, and for some formats a summary
	Dir   string    // names of files below it are printed relative to it
	Color bool      // print Out in color, if the format supports it
}

// Formats returns the output formats, the default first. To add one, write its handler in a file of its own, and add a
// line here.
func Formats() []Format {
	return []Format{
		{"text", "lines of text", "", Text},
		{"json", "one JSON object", jsonHelp, JSON},
	}
}
