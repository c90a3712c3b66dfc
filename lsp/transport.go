package lsp

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/jsonrpc2"
)

// Limits for the messages of the client.
const (
	maxBody   = 64 << 20 // maximum length of a message that is read, in bytes
	maxSkip   = 4 << 30  // maximum length of a message that is skipped; a greater length is treated as invalid
	maxHeader = 8 << 10  // maximum length of a header line, in bytes
	keepBody  = 1 << 20  // maximum capacity of a buffer that is reused for the next message
)

// A transport reads and writes messages, which begin with a header that contains their length. It is a jsonrpc2.Stream
// with the two additional methods that a jsonrpc2.Conn uses to read and write frames. Unlike the stream of jsonrpc2, it
// does not close the connection after an invalid frame, but answers with an error and continues, and it does not
// allocate a buffer of the length in the header in advance.
type transport struct {
	in     *bufio.Reader
	body   bytes.Buffer // the body of the last message, valid until the next one is read
	out    io.Writer
	closer io.Closer // of the input; may be nil
	log    *slog.Logger
	failed func(error) // called when reading or writing has failed

	mu    sync.Mutex // guards out and frame
	frame []byte
}

func newTransport(in io.Reader, out io.Writer, log *slog.Logger) *transport {
	t := &transport{in: bufio.NewReaderSize(in, 64<<10), out: out, log: log, failed: func(error) {}}
	t.closer, _ = in.(io.Closer)
	return t
}

// errFrame is the error of an invalid frame. The client receives it.
type errFrame struct {
	code   jsonrpc2.Code
	reason string
}

func (e *errFrame) Error() string { return e.reason }

// ReadFrame returns the body of the next valid message. It skips invalid ones, and answers them with an error without
// an id, as JSON-RPC requires. The body is valid until the next call.
func (t *transport) ReadFrame(ctx context.Context) ([]byte, int64, error) {
	for {
		body, err := t.readFrame()
		if err == nil {
			err = checkMessage(body)
		}
		if err == nil {
			return body, int64(len(body)), nil
		}
		bad, ok := errors.AsType[*errFrame](err)
		if !ok {
			t.failed(err)
			return nil, 0, err
		}
		t.log.Warn("message ignored", "reason", bad.reason)
		answer := jsonrpc2.NewError(bad.code, bad.reason)
		if _, err := t.WriteFrame(ctx, jsonrpc2.AppendResponse(nil, jsonrpc2.ID{}, nil, answer)); err != nil {
			return nil, 0, err
		}
	}
}

// readFrame returns the body of the next message. It returns an errFrame if the header is invalid or the message is too
// long.
func (t *transport) readFrame() ([]byte, error) {
	length, err := t.readHeader()
	if err != nil {
		return nil, err
	}
	if length > maxBody {
		if _, err := io.CopyN(io.Discard, t.in, length); err != nil {
			return nil, err
		}
		reason := fmt.Sprintf("message of %d bytes is too long; the maximum is %d", length, int64(maxBody))
		return nil, &errFrame{jsonrpc2.InvalidRequest, reason}
	}
	if t.body.Cap() > keepBody {
		t.body = bytes.Buffer{}
	}
	t.body.Reset()
	// CopyN grows the buffer as data arrives, so that a header alone does not allocate memory.
	if _, err := io.CopyN(&t.body, t.in, length); err != nil {
		return nil, err
	}
	return t.body.Bytes(), nil
}

// readHeader reads header lines up to an empty line, and returns the length in them. It skips invalid lines, so that
// the next message is found again after an error.
func (t *transport) readHeader() (length int64, err error) {
	length = -1
	for first := true; ; first = false {
		line, err := t.readLine()
		if err != nil {
			if err == io.EOF && !first {
				err = io.ErrUnexpectedEOF
			}
			return 0, err
		}
		if len(line) == 0 {
			break
		}
		if n, ok := contentLength(line); ok {
			length = n
		}
	}
	switch {
	case length < 0:
		return 0, &errFrame{jsonrpc2.ParseError, "message header without a valid Content-Length"}
	case length == 0:
		return 0, &errFrame{jsonrpc2.ParseError, "message without a body"}
	}
	return length, nil
}

// readLine returns the next header line without its line ending. If the line is too long, it returns only the end.
func (t *transport) readLine() ([]byte, error) {
	var line []byte
	for {
		part, err := t.in.ReadSlice('\n')
		line = append(line, part...)
		if err == nil {
			return bytes.TrimRight(line, "\r\n"), nil
		}
		if err != bufio.ErrBufferFull {
			return nil, err
		}
		if len(line) > maxHeader {
			line = line[len(line)-maxHeader:]
		}
	}
}

// contentLength returns the length in a header line. There may be other bytes before the name of the field: if the
// length of the message before was wrong, the rest of its body is in the same line.
func contentLength(line []byte) (int64, bool) {
	const name = "content-length:"
	at := len(line) - len(name)
	for at >= 0 && !strings.EqualFold(string(line[at:at+len(name)]), name) {
		at--
	}
	if at < 0 {
		return 0, false
	}
	n, err := strconv.ParseInt(string(bytes.TrimSpace(line[at+len(name):])), 10, 64)
	if err != nil || n < 0 || n > maxSkip {
		return 0, false
	}
	return n, true
}

// checkMessage returns an errFrame if body is not a valid message. jsonrpc2 would close the connection.
func checkMessage(body []byte) error {
	if !jsontext.Value(body).IsValid(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)) {
		return &errFrame{jsonrpc2.ParseError, "message is not valid JSON"}
	}
	if _, err := jsonrpc2.DecodeMessage(body); err != nil {
		return &errFrame{jsonrpc2.InvalidRequest, "message is not a request, notification or response"}
	}
	return nil
}

// WriteFrame writes an encoded body as one message.
func (t *transport) WriteFrame(_ context.Context, body []byte) (int64, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.write(body)
}

// Write implements jsonrpc2.Stream. It ignores the context, since the answer to a canceled request must be sent, too.
func (t *transport) Write(_ context.Context, m jsonrpc2.Message) (int64, error) {
	body := jsonrpc2.AppendMessage(nil, m)
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.write(body)
}

// write writes a message. The caller must hold mu.
func (t *transport) write(body []byte) (int64, error) {
	t.frame = append(t.frame[:0], "Content-Length: "...)
	t.frame = strconv.AppendInt(t.frame, int64(len(body)), 10)
	t.frame = append(t.frame, "\r\n\r\n"...)
	t.frame = append(t.frame, body...)
	n, err := t.out.Write(t.frame)
	if cap(t.frame) > keepBody {
		t.frame = nil
	}
	if err != nil {
		t.failed(err)
	}
	return int64(n), err
}

// Read implements jsonrpc2.Stream.
func (t *transport) Read(ctx context.Context) (jsonrpc2.Message, int64, error) {
	body, n, err := t.ReadFrame(ctx)
	if err != nil {
		return nil, 0, err
	}
	m, err := jsonrpc2.DecodeMessage(body)
	return m, n, err
}

// Close implements jsonrpc2.Stream.
func (t *transport) Close() error {
	if t.closer == nil {
		return nil
	}
	return t.closer.Close()
}
