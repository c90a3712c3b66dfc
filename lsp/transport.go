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

// The bounds of what a client may send.
const (
	maxBody   = 64 << 20 // bytes of one message that is read
	maxSkip   = 4 << 30  // bytes of one message that is skipped; a longer one is no true length
	maxHeader = 8 << 10  // bytes of one header line
	keepBody  = 1 << 20  // capacity of a read buffer that is kept for the next message
)

// A transport is the server's end of the connection: messages framed by a header with their length. It is a
// jsonrpc2.Stream with the two methods by which a jsonrpc2.Conn reads whole frames. The module's own stream ends
// the connection at the first bad frame and allocates what a header claims; this one answers and goes on.
type transport struct {
	in     *bufio.Reader
	body   bytes.Buffer // the last frame, valid until the next is read
	out    io.Writer
	closer io.Closer // of the input; may be nil
	log    *slog.Logger
	ended  func(error) // called when nothing can be read or written any more, with the reason

	mu    sync.Mutex // guards out and frame
	frame []byte
}

func newTransport(in io.Reader, out io.Writer, log *slog.Logger) *transport {
	t := &transport{in: bufio.NewReaderSize(in, 64<<10), out: out, log: log, ended: func(error) {}}
	t.closer, _ = in.(io.Closer)
	return t
}

// errFrame is the reason why a frame was passed over, as it is told to the client.
type errFrame struct {
	code   jsonrpc2.Code
	reason string
}

func (e *errFrame) Error() string { return e.reason }

// ReadFrame returns the body of the next message that can be dispatched. Frames that cannot are answered with an
// error and no id, as JSON-RPC asks, and passed over. The body is valid until the next call.
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
			t.ended(err)
			return nil, 0, err
		}
		t.log.Warn("message passed over", "reason", bad.reason)
		answer := jsonrpc2.NewError(bad.code, bad.reason)
		if _, err := t.WriteFrame(ctx, jsonrpc2.AppendResponse(nil, jsonrpc2.ID{}, nil, answer)); err != nil {
			return nil, 0, err
		}
	}
}

// readFrame reads one frame, good or bad.
func (t *transport) readFrame() ([]byte, error) {
	length, err := t.readHeader()
	if err != nil {
		return nil, err
	}
	if length > maxBody {
		if _, err := io.CopyN(io.Discard, t.in, length); err != nil {
			return nil, err
		}
		reason := fmt.Sprintf("message of %d bytes is longer than %d", length, int64(maxBody))
		return nil, &errFrame{jsonrpc2.InvalidRequest, reason}
	}
	if t.body.Cap() > keepBody {
		t.body = bytes.Buffer{}
	}
	t.body.Reset()
	// CopyN grows the buffer with what arrives, so that a header alone allocates nothing.
	if _, err := io.CopyN(&t.body, t.in, length); err != nil {
		return nil, err
	}
	return t.body.Bytes(), nil
}

// readHeader reads header lines up to the blank one and returns the length they give. After a line that is no
// header it goes on to the next blank line, so that the stream finds the next message again.
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
		return 0, &errFrame{jsonrpc2.ParseError, "message header without a Content-Length that can be read"}
	case length == 0:
		return 0, &errFrame{jsonrpc2.ParseError, "message without a body"}
	}
	return length, nil
}

// readLine returns the next header line without its end; of a line that is too long, only its last part.
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

// contentLength returns the length that a header line gives. The field may stand behind other bytes: behind a
// body whose own length was wrong there is no line end.
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

// checkMessage says whether jsonrpc2 can dispatch a body; it ends the connection where it cannot.
func checkMessage(body []byte) error {
	if !jsontext.Value(body).IsValid(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)) {
		return &errFrame{jsonrpc2.ParseError, "message is not valid JSON"}
	}
	if _, err := jsonrpc2.DecodeMessage(body); err != nil {
		return &errFrame{jsonrpc2.InvalidRequest, "message is no request, notification or response"}
	}
	return nil
}

// WriteFrame writes an encoded body as one message.
func (t *transport) WriteFrame(_ context.Context, body []byte) (int64, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.write(body)
}

// Write implements jsonrpc2.Stream. It does not look at the context: the answer to a cancelled request is sent too.
func (t *transport) Write(_ context.Context, m jsonrpc2.Message) (int64, error) {
	body := jsonrpc2.AppendMessage(nil, m)
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.write(body)
}

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
		t.ended(err)
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
