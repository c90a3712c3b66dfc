// Package p passes the error on in all the ways that Go has.
package p

import (
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"runtime"
	"sync"
	"testing"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

var errDenied = errors.New("denied")

func returned(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return err
	}
	return nil
}

func returnedAs(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return te
	}
	return nil
}

func wrapped(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		err = fmt.Errorf("deleting: %w", err)
	}
	return err
}

func mapped(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return errDenied
	}
	return nil
}

func mappedLater(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		err = errDenied
	}
	return err
}

func joined(c tunnel.TunnelClient, reqs []*tunnel.DeleteTunnelRequest) error {
	var all error
	for _, req := range reqs {
		_, err := c.DeleteTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
			all = errors.Join(all, err)
			continue
		}
		if err != nil {
			return err
		}
	}
	return all
}

func appended(c tunnel.TunnelClient, reqs []*tunnel.DeleteTunnelRequest) []error {
	var all []error
	for _, req := range reqs {
		_, err := c.DeleteTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
			all = append(all, err)
		}
	}
	return all
}

func counted(c tunnel.TunnelClient, reqs []*tunnel.DeleteTunnelRequest) error {
	denied := 0
	for _, req := range reqs {
		_, err := c.DeleteTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
			denied++
			continue
		}
		if err != nil {
			return err
		}
	}
	if denied > 0 {
		return fmt.Errorf("%d denied", denied)
	}
	return nil
}

func named(c tunnel.TunnelClient, reqs []*tunnel.DeleteTunnelRequest) ([]string, error) {
	var left []string
	for _, req := range reqs {
		_, err := c.DeleteTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
			left = append(left, req.TunnelName)
			continue
		}
		if err != nil {
			return nil, err
		}
	}
	return left, nil
}

func flagged(c tunnel.TunnelClient, reqs []*tunnel.DeleteTunnelRequest) error {
	failed := false
	for _, req := range reqs {
		_, err := c.DeleteTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
			failed = true
			continue
		}
		if err != nil {
			return err
		}
	}
	if failed {
		return errDenied
	}
	return nil
}

func last(c tunnel.TunnelClient, reqs []*tunnel.DeleteTunnelRequest) error {
	var lastErr error
	for _, req := range reqs {
		if _, err := c.DeleteTunnel(req); err != nil {
			var te *tunnel.TunnelError
			if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
				lastErr = err
				continue
			}
			return err
		}
	}
	return lastErr
}

type job struct {
	client tunnel.TunnelClient
	err    error
	state  string
	errs   []error
	done   chan error
	mu     sync.Mutex
	failed map[string]error
	once   sync.Once
	fail   func(error)
}

func (j *job) field(req *tunnel.DeleteTunnelRequest) error {
	_, err := j.client.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		j.err = err
		return nil
	}
	return err
}

func (j *job) stateField(req *tunnel.DeleteTunnelRequest) error {
	_, err := j.client.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		j.state = "denied"
		return nil
	}
	return err
}

func (j *job) slice(req *tunnel.DeleteTunnelRequest) error {
	_, err := j.client.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		j.errs = append(j.errs, te)
		return nil
	}
	return err
}

func (j *job) channel(req *tunnel.DeleteTunnelRequest) {
	_, err := j.client.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		j.done <- err
		return
	}
	close(j.done)
}

func (j *job) selected(req *tunnel.DeleteTunnelRequest) {
	_, err := j.client.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		select {
		case j.done <- err:
		default:
		}
		return
	}
}

func (j *job) inMap(req *tunnel.DeleteTunnelRequest) error {
	_, err := j.client.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		j.mu.Lock()
		j.failed[req.TunnelName] = err
		j.mu.Unlock()
		return nil
	}
	return err
}

func (j *job) callback(req *tunnel.DeleteTunnelRequest) error {
	_, err := j.client.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		j.fail(err)
		return nil
	}
	return err
}

func (j *job) captured(req *tunnel.DeleteTunnelRequest) error {
	_, err := j.client.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		j.once.Do(func() { j.err = err })
		return nil
	}
	return err
}

func (j *job) deferred(req *tunnel.DeleteTunnelRequest) error {
	_, err := j.client.DeleteTunnel(req)
	defer func() { j.errs = append(j.errs, err) }()
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return nil
	}
	return err
}

func (j *job) deferredByAddress(req *tunnel.DeleteTunnelRequest) error {
	var err error
	defer finish(&err)
	_, err = j.client.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return nil
	}
	return err
}

func finish(err *error) {}

func namedResult(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) (err error) {
	_, err = c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return
	}
	return nil
}

func namedResultByDefer(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) (err error) {
	var cause error
	defer func() {
		if cause != nil {
			err = cause
		}
	}()
	_, cause = c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(cause, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return nil
	}
	return cause
}

func panics(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		panic("denied")
	}
}

func exits(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		fmt.Fprintln(os.Stderr, "denied")
		os.Exit(3)
	}
}

func goexits(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		runtime.Goexit()
	}
}

func fatal(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		log.Fatalf("denied: %v", te)
	}
	return err
}

func usage(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) int {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return 3
	}
	return 0
}

func tested(t *testing.T, c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		t.Errorf("denied: %v", te)
		return
	}
	if errors.As(err, &te) && te.Code == tunnel.ErrCodeTunnelExpired {
		t.Skip("expired")
	}
	if errors.As(err, &te) && te.Code == tunnel.ErrCodeParamInvalid {
		t.Fatal("parameter")
	}
}

func handler(c tunnel.TunnelClient) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, err := c.DeleteTunnel(&tunnel.DeleteTunnelRequest{TunnelName: r.PathValue("name")})
		var te *tunnel.TunnelError
		switch {
		case err == nil:
		case errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied:
			http.Error(w, "not ours", http.StatusForbidden)
		case errors.As(err, &te) && te.Code == tunnel.ErrCodeParamInvalid:
			w.WriteHeader(http.StatusBadRequest)
			return
		case errors.As(err, &te) && te.Code == tunnel.ErrCodeTunnelExpired:
			fmt.Fprint(w, "expired")
			return
		default:
			http.Error(w, "failed", http.StatusInternalServerError)
		}
	}
}

type ginContext interface {
	JSON(code int, v any)
	AbortWithStatus(code int)
	String(code int, format string)
}

func gin(g ginContext, c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) {
		switch te.Code {
		case tunnel.ErrCodePermissionDenied:
			g.JSON(403, map[string]string{"error": te.Message})
			return
		case tunnel.ErrCodeParamInvalid:
			g.AbortWithStatus(400)
			return
		case tunnel.ErrCodeTunnelExpired:
			g.String(410, "expired")
			return
		}
	}
}

func answerCode(g ginContext, err error) {
	code := http.StatusInternalServerError
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		code = http.StatusForbidden
	}
	g.JSON(code, err)
}

type response struct {
	Code  int
	Error string
}

func filled(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest, out *response) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		out.Code = 403
		return nil
	}
	return err
}

func answered(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) (*response, error) {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return &response{Code: 403}, nil
	}
	return nil, err
}

func beside(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) (*tunnel.TunnelError, error) {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return te, nil
	}
	return nil, err
}

func byPointer(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest, out *error) {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		*out = err
		return
	}
}

func outerVariable(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	var failed error
	run(func() {
		_, err := c.DeleteTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
			failed = err
			return
		}
	})
	return failed
}

func outerSame(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	var err error
	run(func() {
		_, err = c.DeleteTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
			return
		}
	})
	return err
}

func run(f func()) { f() }

type multi struct{ errs []error }

func (m *multi) Append(err error) {}

func multierr(c tunnel.TunnelClient, reqs []*tunnel.DeleteTunnelRequest) *multi {
	m := &multi{}
	for _, req := range reqs {
		_, err := c.DeleteTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
			m.Append(err)
			continue
		}
	}
	return m
}

type metrics struct{}

func (metrics) Observe(name string, err error) {}
func (metrics) Inc(labels ...string)           {}
func report(err error)                         {}

func measured(m metrics, c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		m.Observe("delete", err)
		return nil
	}
	return err
}

func measuredByCode(m metrics, c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		m.Inc("delete", te.Code)
		return nil
	}
	return err
}

func aliased(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	kept := err
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		err = nil
	}
	if err != nil {
		return err
	}
	return kept
}

func spawned(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		go report(err)
		return nil
	}
	return err
}

func jumped(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		goto failed
	}
	return nil
failed:
	return fmt.Errorf("deleting: %w", err)
}

func broken(c tunnel.TunnelClient, reqs []*tunnel.DeleteTunnelRequest) error {
	var err error
outer:
	for _, req := range reqs {
		for range 2 {
			_, err = c.DeleteTunnel(req)
			var te *tunnel.TunnelError
			if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
				break outer
			}
		}
	}
	return err
}

func fallsThrough(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return err
	}
	switch te.Code {
	case tunnel.ErrCodeTunnelExist:
		return nil
	case tunnel.ErrCodePermissionDenied:
		fallthrough
	case tunnel.ErrCodeParamInvalid:
		return err
	}
	return nil
}
