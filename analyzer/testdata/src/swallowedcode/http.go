package p

import (
	"encoding/json"
	"io"
	"log"
	"net/http"
)

func status(url string) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case http.StatusForbidden: // want `^403 \(Forbidden\) ends here as success; return the error: the caller must handle it \(inferred\)$`
		return nil
	case 405: // want `405 \(Method Not Allowed\) ends here as success`
		return nil
	case http.StatusNotFound:
		return nil
	}
	return json.NewDecoder(resp.Body).Decode(new(any))
}

func variable(c *http.Client, req *http.Request) ([]byte, error) {
	resp, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if code := resp.StatusCode; code == http.StatusForbidden { // want "403 \\(Forbidden\\) is only logged"
		log.Printf("%s: %s", req.URL, resp.Status)
		return nil, nil
	}
	return io.ReadAll(resp.Body)
}

func unauthorized(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusProxyAuthRequired { // want `401 \(Unauthorized\) ends here as success` `407 \(Proxy Authentication Required\) ends here as success`
		io.Copy(io.Discard, resp.Body)
		return nil, nil
	}
	return io.ReadAll(resp.Body)
}
