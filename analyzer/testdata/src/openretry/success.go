package openretry

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"slices"
	"strings"
	"time"
)

var errGaveUp = errors.New("gave up")

// Success has another status than 200.
func accepted(url, body string) error {
	for left := 8; left > 0; left-- {
		resp, err := http.Post(url, "text/plain", strings.NewReader(body))
		switch {
		case err != nil:
			log.Print(err)
		case resp.StatusCode != http.StatusAccepted: // want `4xx statuses`
			msg, _ := io.ReadAll(resp.Body)
			resp.Body.Close()
			log.Printf("%s: %q", resp.Status, msg)
		default:
			return resp.Body.Close()
		}
		time.Sleep(time.Second)
	}
	return errGaveUp
}

func createdOnce(c *http.Client, url string) (string, error) {
	for range 5 {
		resp, err := c.Get(url)
		if err != nil {
			return "", err
		}
		if resp.StatusCode == 201 { // want `4xx statuses`
			return resp.Header.Get("Location"), nil
		}
		time.Sleep(time.Second)
	}
	return "", errGaveUp
}

func isDone(resp *http.Response) bool {
	return resp.StatusCode == http.StatusNoContent // want `4xx statuses`
}

func removed(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if isDone(resp) {
			return resp, nil
		}
		time.Sleep(time.Second)
	}
}

func stored(url string) error {
	resp, err := http.Post(url, "text/plain", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusCreated { // want `4xx statuses`
		return fmt.Errorf("status %d", resp.StatusCode)
	}
	return nil
}

func storedOften(url string) error {
	var err error
	for range 3 {
		if err = stored(url); err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
	return err
}

func oneOfTwo(url string) error {
	for {
		resp, err := http.Post(url, "text/plain", nil)
		if err != nil {
			return err
		}
		resp.Body.Close()
		if resp.StatusCode == 201 || resp.StatusCode == 202 { // want `4xx statuses`
			return nil
		}
		time.Sleep(time.Second)
	}
}

func notListed(url string) error {
	for {
		resp, err := http.Post(url, "text/plain", nil)
		if err != nil {
			return err
		}
		resp.Body.Close()
		if slices.Contains([]int{201, 202, 400}, resp.StatusCode) { // want `^codes that this test does not name are retried, among them 403`
			return nil
		}
		time.Sleep(time.Second)
	}
}

// One finding for each construct, at the first test.
func isFinal(status int) bool {
	switch status { // want `^codes that this test does not name are retried, among them 403`
	case http.StatusBadRequest, http.StatusRequestEntityTooLarge:
		return true
	}
	return false
}

func pushes(url string) error {
	for {
		resp, err := http.Post(url, "text/plain", nil)
		if err != nil {
			return err
		}
		resp.Body.Close()
		if resp.StatusCode >= 200 && resp.StatusCode <= 299 {
			return nil
		}
		if isFinal(resp.StatusCode) {
			return errGaveUp
		}
		time.Sleep(time.Second)
	}
}

func pushesToTwo(first, second string) error {
	for {
		resp, err := http.Post(first, "text/plain", nil)
		if err != nil {
			return err
		}
		if resp.StatusCode >= 400 { // want `4xx statuses`
			time.Sleep(time.Second)
			continue
		}
		break
	}
	for {
		resp, err := http.Post(second, "text/plain", nil)
		if err != nil {
			return err
		}
		if resp.StatusCode >= 400 { // want `4xx statuses`
			time.Sleep(time.Second)
			continue
		}
		return nil
	}
}
