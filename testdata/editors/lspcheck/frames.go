package main

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// maxHeader is the maximum length of a header, in bytes.
const maxHeader = 4 << 10

// frames splits a stream into messages.
type frames struct {
	pending []byte
	body    func([]byte) // called with the body of each message
	problem func(string) // called for each invalid header
}

func newFrames(body func([]byte), problem func(string)) *frames {
	return &frames{body: body, problem: problem}
}

// write adds the next bytes of the stream.
func (f *frames) write(p []byte) {
	f.pending = append(f.pending, p...)
	for {
		header, rest, ok := bytes.Cut(f.pending, []byte("\r\n\r\n"))
		if !ok {
			if len(f.pending) > maxHeader {
				f.problem(fmt.Sprintf("no end of a header within %d bytes: %.80q", len(f.pending), f.pending))
				f.pending = nil
			}
			return
		}
		length, err := contentLength(string(header))
		if err != nil {
			f.problem(err.Error())
			f.pending = rest
			continue
		}
		if len(rest) < length {
			return
		}
		f.body(rest[:length])
		f.pending = bytes.Clone(rest[length:])
	}
}

// contentLength returns the length in a header, which may also contain Content-Type.
func contentLength(header string) (int, error) {
	length := -1
	for line := range strings.SplitSeq(header, "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		switch strings.ToLower(name) {
		case "content-length":
			n, err := strconv.Atoi(strings.TrimSpace(value))
			if err != nil || n < 0 {
				return 0, fmt.Errorf("invalid length in header: %q", line)
			}
			length = n
		case "content-type":
		default:
			return 0, fmt.Errorf("invalid header: %.80q", line)
		}
	}
	if length < 0 {
		return 0, fmt.Errorf("header without length: %q", header)
	}
	return length, nil
}
