package p

import (
	"context"
	"net/http"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func recursive(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest, tries int) error {
	_, err := c.CreateTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" && tries > 0 { // want "OTSPermissionDenied is retried"
		return recursive(c, req, tries-1)
	}
	return err
}

func fetchAgain(c *http.Client, req *http.Request) (*http.Response, error) {
	resp, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	switch resp.StatusCode {
	case http.StatusForbidden: // want "403 \\(Forbidden\\) is retried"
		resp.Body.Close()
		time.Sleep(time.Second)
		return fetchAgain(c, req)
	}
	return resp, nil
}

// A store calls itself through a method value and through another method.
type store struct {
	client *http.Client
	token  string
	parent *store
}

func (s *store) get(req *http.Request) (*http.Response, error) {
	again := s.get
	resp, err := s.client.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusMethodNotAllowed { // want "405 \\(Method Not Allowed\\) is retried"
		return again(req)
	}
	return resp, nil
}

func (s *store) put(req *http.Request, tries int) (*http.Response, error) {
	resp, err := s.client.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusForbidden { // want "403 \\(Forbidden\\) is retried"
		return s.putLater(req, tries)
	}
	return resp, nil
}

func (s *store) putLater(req *http.Request, tries int) (*http.Response, error) {
	time.Sleep(time.Second)
	return s.put(req, tries+1)
}

// Through a predicate.
func denied(err error) bool { return status.Code(err) == codes.PermissionDenied } // want "codes.PermissionDenied is retried"

func check(ctx context.Context, call func(context.Context) error, left int) error {
	err := call(ctx)
	if left > 0 && denied(err) {
		return check(ctx, call, left-1)
	}
	return err
}

// With a token that was renewed.
func (s *store) renewed(url string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", s.token)
	resp, err := s.client.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusForbidden {
		s.token = newToken()
		return s.renewed(url)
	}
	return resp, nil
}

func newToken() string { return "" }

// Without the token.
func (s *store) anonymous(url, token string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	if token != "" {
		req.Header.Set("Authorization", token)
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusForbidden {
		return s.anonymous(url, "")
	}
	return resp, nil
}

// With another method of the request.
func (s *store) head(url, method string) (*http.Response, error) {
	req, err := http.NewRequest(method, url, nil)
	if err != nil {
		return nil, err
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusMethodNotAllowed && method == http.MethodHead {
		return s.head(url, http.MethodGet)
	}
	return resp, nil
}

// A redirect.
func (s *store) follow(url string) (*http.Response, error) {
	resp, err := s.client.Get(url)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusForbidden && resp.Header.Get("Location") != "" {
		return s.follow(resp.Header.Get("Location"))
	}
	return resp, nil
}

// The parent may have it.
func (s *store) inherited(url string) (*http.Response, error) {
	resp, err := s.client.Get(url)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusForbidden {
		return s.parent.inherited(url)
	}
	return resp, nil
}

// The next server.
func nextServer(c *http.Client, servers []string) (*http.Response, error) {
	resp, err := c.Get(servers[0])
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusForbidden && len(servers) > 1 {
		return nextServer(c, servers[1:])
	}
	return resp, nil
}

// A worker that starts again.
func (s *store) watch(url string) {
	resp, err := s.client.Get(url)
	if err != nil {
		return
	}
	resp.Body.Close()
	if resp.StatusCode == http.StatusForbidden {
		time.Sleep(time.Minute)
		s.watch(url)
	}
}

// A tree of calls.
type tree struct{ children []*tree }

func (t *tree) walk(ctx context.Context, call func(context.Context, *tree) error) error {
	if err := call(ctx, t); status.Code(err) == codes.PermissionDenied {
		for _, c := range t.children {
			if err := c.walk(ctx, call); err != nil {
				return err
			}
		}
		return nil
	}
	return nil
}
