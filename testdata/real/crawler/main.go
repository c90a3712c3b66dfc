// Command crawler reads a web site, link by link, and adds its pages to a search index.
//
//	crawler -pages 200 -index http://localhost:9200/pages https://example.org/
//
// With -wait, it starts as soon as the site responds. It stays on the first host, follows the host's robots.txt, and
// prints a line for each page with its status or error. It sends CRAWLER_TOKEN to the host as a bearer token; when the
// token has expired, it runs the command given by -login to get a new one.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"time"

	"example.com/crawler/frontier"
)

func main() {
	pages := flag.Int("pages", 100, "how many pages to read at most")
	target := flag.String("index", "", "address of the index")
	wait := flag.Bool("wait", false, "wait until the site answers")
	login := flag.String("login", "", "command that prints a new token")
	flag.Parse()
	start, err := url.Parse(flag.Arg(0))
	if err != nil || start.Host == "" {
		log.Fatalf("want the address of a page, not %q", flag.Arg(0))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	f := &fetcher{
		client: &http.Client{Timeout: 30 * time.Second},
		token:  &token{text: os.Getenv("CRAWLER_TOKEN"), login: *login},
	}
	if *wait {
		if err := f.enter(ctx, start); err != nil {
			log.Fatal(err)
		}
	}
	index := newIndex(*target)
	if err := crawl(ctx, f, index, start, *pages); err != nil {
		log.Fatal(err)
	}
}

// crawl reads pages until there are no more, or the limit is reached.
func crawl(ctx context.Context, f *fetcher, index *index, start *url.URL, limit int) error {
	rules, err := robots(ctx, f.client, start)
	if err != nil {
		return fmt.Errorf("reading robots.txt: %w", err)
	}
	queue := frontier.New(start)
	for range limit {
		next, ok := queue.Next()
		if !ok {
			break
		}
		if !rules.allow(next.Path) {
			continue
		}
		page, err := f.fetch(ctx, next)
		if err != nil {
			fmt.Printf("%s: %v\n", next, err)
			continue
		}
		fmt.Printf("%s: %s\n", next, remark(page.status))
		queue.Add(page.links...)
		if err := index.add(ctx, page); err != nil {
			return fmt.Errorf("indexing %s: %w", next, err)
		}
	}
	return index.flush(ctx)
}

// remark returns a description of a status, including the statuses of common proxies.
func remark(status int) string {
	switch status {
	case http.StatusForbidden:
		return "not for crawlers"
	case http.StatusGone, http.StatusNotFound:
		return "gone"
	case 520, 521, 522:
		return "the site is down behind its proxy"
	}
	return http.StatusText(status)
}
