package careful

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"path"
	"time"
)

type HttpArchiveBackend struct {
	client  *http.Client
	base    url.URL
	headers map[string]string
}

func (b *HttpArchiveBackend) GetFile(pth string) (io.ReadCloser, error) {
	derived := b.base
	derived.Path = path.Join(derived.Path, pth)
	var resp *http.Response
	for i := 0; i < 10; i++ {
		req, err := http.NewRequest(http.MethodGet, derived.String(), nil)
		if err != nil {
			return nil, err
		}
		for k, v := range b.headers {
			req.Header.Set(k, v)
		}
		resp, err = b.client.Do(req)
		if err != nil {
			if resp != nil && resp.Body != nil {
				resp.Body.Close()
			}
			return nil, err
		}
		if resp.StatusCode != 503 {
			break
		}
		resp.Body.Close()
		time.Sleep(time.Second << i)
	}
	if resp.StatusCode >= 400 {
		defer resp.Body.Close()
		return nil, errors.New("bad HTTP response '" + resp.Status + "' for GET '" + derived.String() + "'")
	}
	return resp.Body, nil
}
