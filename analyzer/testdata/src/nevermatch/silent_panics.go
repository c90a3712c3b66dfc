// Targets of errors.As that are not nil, or are not known to be.
package p

import (
	"errors"
	"os"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

type quotaError struct{ limit int }

func (q quotaError) Error() string { return "quota" }

type holder struct {
	quota *quotaError
	own   *tunnel.TunnelError
}

func allocated(err error) int {
	q := new(quotaError)
	if errors.As(err, q) {
		return q.limit
	}
	return 0
}

func setLater(err error) int {
	var q *quotaError
	q = &quotaError{}
	if errors.As(err, q) {
		return q.limit
	}
	return 0
}

func setInAFunction(err error, set func(**quotaError)) int {
	var q *quotaError
	set(&q)
	if errors.As(err, q) {
		return q.limit
	}
	return 0
}

func parameter(err error, q *quotaError) bool { return errors.As(err, q) }

func field(err error, h *holder) bool { return errors.As(err, h.quota) || errors.As(err, &h.own) }

func (q *quotaError) from(err error) bool { return errors.As(err, q) }

func pointerToPointer(err error) bool {
	e := new(*tunnel.TunnelError)
	return errors.As(err, e) && (*e).Code == "OTSParameterInvalid"
}

func anInterface(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}

func switched(err error, v any) bool {
	switch q := v.(type) {
	case *quotaError:
		return errors.As(err, q)
	}
	return false
}

func pathError(err error) bool {
	var p *os.PathError
	return errors.As(err, &p)
}

func returned(err error) (q *quotaError, ok bool) {
	q = &quotaError{}
	return q, errors.As(err, q)
}

func makes(n int) error { return quotaError{n} }
