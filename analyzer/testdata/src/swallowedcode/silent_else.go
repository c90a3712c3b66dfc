// Package p does something else instead, only returns a value, or does not test a single code.
package p

import (
	"context"
	"errors"
	"log"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Codes of a state that may be wanted.
func outcomes(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := c.CreateTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodeTunnelExist {
		return nil
	}
	return err
}

func missing(ctx context.Context, get func(context.Context) error) error {
	err := get(ctx)
	switch status.Code(err) {
	case codes.NotFound, codes.AlreadyExists, codes.Canceled, codes.OutOfRange:
		return nil
	}
	return err
}

// Codes that are not for the caller.
func transient(ctx context.Context, get func(context.Context) error) error {
	if err := get(ctx); status.Code(err) != codes.Unavailable {
		return err
	}
	return nil
}

func isDenied(err error) bool {
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return true
	}
	return false
}

func notDenied(err error) bool {
	var te *tunnel.TunnelError
	return !errors.As(err, &te) || te.Code != tunnel.ErrCodePermissionDenied
}

func label(err error) string {
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return "other"
	}
	switch te.Code {
	case tunnel.ErrCodePermissionDenied:
		return "denied"
	case tunnel.ErrCodeParamInvalid:
		return ""
	}
	return te.Code
}

func namedLabel(err error) (label string) {
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		label = "denied"
	}
	return
}

func answerAndError(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) (bool, error) {
	_, err := c.DescribeTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return true, nil
	}
	return false, err
}

// allowed returns an answer: false is one.
func allowed(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) (bool, error) {
	_, err := c.DescribeTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return false, nil
	}
	return true, err
}

func kind(err error) (kind int, known bool) {
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return 0, true
	}
	return 0, false
}

func fallback(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		markForCleanup(req.TunnelName)
		return nil
	}
	return err
}

var cleanup = map[string]bool{}

func markForCleanup(name string) { cleanup[name] = true }

func fallbackCall(c, standby tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) (*tunnel.DescribeTunnelResponse, error) {
	resp, err := c.DescribeTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		resp, err = standby.DescribeTunnel(req)
	}
	return resp, err
}

func fallbackValue(c tunnel.TunnelClient, req *tunnel.ListTunnelRequest) ([]*tunnel.TunnelInfo, error) {
	resp, err := c.ListTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return []*tunnel.TunnelInfo{{TunnelName: "default"}}, nil
	}
	if err != nil {
		return nil, err
	}
	return resp.Tunnels, nil
}

func cached(c tunnel.TunnelClient, req *tunnel.ListTunnelRequest, cache []*tunnel.TunnelInfo) ([]*tunnel.TunnelInfo, error) {
	resp, err := c.ListTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		log.Print("from the cache")
		return cache, nil
	}
	if err != nil {
		return nil, err
	}
	return resp.Tunnels, nil
}

// A function that returns no error can only log it.
func noError(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		log.Printf("not ours: %v", te)
		return
	}
	log.Printf("deleted: %v", err)
}

// Only a hint is added; the error is returned after it.
func hint(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	if err != nil {
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
			log.Print("is the role attached?")
		}
		return err
	}
	return nil
}

func level(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	level := "warning"
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		level = "error"
	}
	log.Print(level, err)
}

func bits(err error) int {
	flags := 0
	if te, ok := errors.AsType[*tunnel.TunnelError](err); ok {
		if te.Code == tunnel.ErrCodePermissionDenied {
			flags |= 1
		}
		if te.Code == tunnel.ErrCodeParamInvalid {
			flags |= 2
		}
	}
	return flags
}

func sometimes(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest, force bool) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied && force {
		return nil
	}
	return err
}

func sometimesInside(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest, force bool) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		if force {
			return nil
		}
	}
	return err
}

func groups(url string) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode >= 400 {
		return nil
	}
	if resp.StatusCode != 200 {
		return nil
	}
	if resp.StatusCode/100 == 4 {
		return nil
	}
	if resp.StatusCode > 399 && resp.StatusCode < 500 {
		return nil
	}
	return nil
}

func notOK(ctx context.Context, get func(context.Context) error) error {
	if err := get(ctx); status.Code(err) != codes.OK {
		return nil
	}
	return nil
}

// The caller gets the response itself.
func responseReturned(c *http.Client, req *http.Request) (*http.Response, error) {
	resp, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusForbidden {
		log.Print("forbidden")
	}
	return resp, nil
}

func statusReturned(c *http.Client, req *http.Request) (int, error) {
	resp, err := c.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusForbidden {
		return resp.StatusCode, nil
	}
	return 200, nil
}

// The tested value is not an error, but the program's own status.
type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) finish() {
	if r.status == http.StatusForbidden {
		return
	}
	r.ResponseWriter.WriteHeader(r.status)
}

func middleware(status int) {
	if status == http.StatusForbidden {
		return
	}
	log.Print(status)
}

func prefix(te *tunnel.TunnelError) error {
	if strings.HasPrefix(te.Code, "OTSPermission") {
		return nil
	}
	return te
}

// The variable has codes of two kinds.
func twice(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest, other string) error {
	_, err := c.DeleteTunnel(req)
	code := other
	var te *tunnel.TunnelError
	if errors.As(err, &te) {
		code = te.Code
	}
	if code == "OTSPermissionDenied" {
		return nil
	}
	return err
}

type event struct{ Code string }

// A field of the same name in another type.
func unrelated(e event) error {
	if e.Code == "OTSPermissionDenied" {
		return nil
	}
	return errors.New(e.Code)
}

func unrelatedList(word string) error {
	if slices.Contains([]string{"OTSPermissionDenied"}, word) {
		return nil
	}
	return errors.New(word)
}

// Other code adds to the list.
var growing = []string{"OTSPermissionDenied"}

func grow(code string) { growing = append(growing, code) }

func byGrowing(te *tunnel.TunnelError) error {
	if slices.Contains(growing, te.Code) {
		return nil
	}
	return te
}

func two(c tunnel.TunnelClient, a *tunnel.DeleteTunnelRequest, b *tunnel.CreateTunnelRequest) error {
	_, errA := c.DeleteTunnel(a)
	_, errB := c.CreateTunnel(b)
	var te *tunnel.TunnelError
	if errors.As(errA, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return errB
	}
	return errors.Join(errA, errB)
}

func ladder(err error) error {
	te, ok := errors.AsType[*tunnel.TunnelError](err)
	if !ok {
		return err
	} else if te.Code == tunnel.ErrCodeTunnelExist {
		return nil
	} else if te.Code == tunnel.ErrCodePermissionDenied {
		log.Print("denied")
	} else if te.Code == tunnel.ErrCodeParamInvalid {
		log.Print("parameter")
	}
	return err
}

func byDefault(te *tunnel.TunnelError) error {
	switch te.Code {
	case tunnel.ErrCodePermissionDenied:
		return te
	default:
		return nil
	}
}

func notTwice(te *tunnel.TunnelError) error {
	if te.Code != tunnel.ErrCodePermissionDenied && te.Code != tunnel.ErrCodeParamInvalid {
		return nil
	}
	return te
}

func shadowed(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	if err != nil {
		if err := err.(*tunnel.TunnelError); err.Code == tunnel.ErrCodePermissionDenied {
			log.Print(err)
		}
	}
	return err
}

func iterated(codesOf func(func(*tunnel.TunnelError) bool)) (denied []*tunnel.TunnelError) {
	for te := range codesOf {
		if te.Code == tunnel.ErrCodePermissionDenied {
			denied = append(denied, te)
		}
	}
	return denied
}

// The function filters errors: it returns a list.
func filtered(errs []*tunnel.TunnelError) []error {
	var out []error
	for _, te := range errs {
		if te.Code != tunnel.ErrCodePermissionDenied {
			out = append(out, te)
		}
	}
	return out
}

func either[E interface{ *tunnel.TunnelError }](err E) bool {
	return (*tunnel.TunnelError)(err).Code == tunnel.ErrCodePermissionDenied
}

func constructor() error {
	return &tunnel.TunnelError{Code: tunnel.ErrCodePermissionDenied}
}

func sink(te *tunnel.TunnelError, errs chan<- error) {
	if te.Code == tunnel.ErrCodePermissionDenied {
		errs <- errDenied
	}
}

var errDenied = errors.New("denied")

func waits(ctx context.Context, te *tunnel.TunnelError, done <-chan struct{}) error {
	if te.Code == tunnel.ErrCodePermissionDenied {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-done:
			return te
		}
	}
	return nil
}

func byMessage(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	te, ok := err.(*tunnel.TunnelError)
	if ok && strings.Contains(te.Message, "does not exist") && te.Code == tunnel.ErrCodeParamInvalid {
		return nil
	}
	return err
}

func byMode(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest, force bool) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if force && errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return nil
	}
	return err
}

// The error of the last item is returned after the loop.
func lastOne(c tunnel.TunnelClient, reqs []*tunnel.DeleteTunnelRequest) error {
	var err error
	for _, req := range reqs {
		_, err = c.DeleteTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
			continue
		}
		if err != nil {
			return err
		}
	}
	return err
}

// A call that is repeated forever returns the error again.
func supervised(ctx context.Context, run func(context.Context) error) error {
	for {
		err := run(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if status.Code(err) == codes.PermissionDenied {
			log.Print(err)
		}
		time.Sleep(time.Second)
	}
}

func beats(ctx context.Context, beat func(context.Context) error) error {
	tick := time.NewTicker(time.Second)
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
			if err := beat(ctx); status.Code(err) == codes.PermissionDenied {
				continue
			} else if err != nil {
				return err
			}
		}
	}
}
