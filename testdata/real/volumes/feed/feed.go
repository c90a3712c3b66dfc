package feed

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

type API struct {
	base  *url.URL
	token string
	hc    *http.Client
}

func (a *API) get(ctx context.Context, path string, q url.Values, out any) error {
	u := a.base.JoinPath(path)
	u.RawQuery = q.Encode()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+a.token)
	res, err := a.hc.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	switch res.StatusCode {
	case http.StatusOK:
		return json.NewDecoder(res.Body).Decode(out)
	case http.StatusTooManyRequests: // want hotretry "429"
		return a.get(ctx, path, q, out)
	default:
		return fmt.Errorf("GET %s: %s", path, res.Status)
	}
}
