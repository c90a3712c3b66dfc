package session

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load"
	"github.com/errls/errls/internal/project"
)

// The tests run in bubbles of testing/synctest: an analysis or a result that never comes fails a test at once.

// A gate is a Loader that sends each call to a channel, and returns when the test lets it.
type gate struct {
	calls chan gateCall
}

type gateCall struct {
	dir      string
	texts    map[string]string
	full     func(string) bool
	result   chan error    // receives what the loader returns
	canceled chan struct{} // closed when the analysis is canceled
}

func newGate() *gate { return &gate{calls: make(chan gateCall)} }

func (g *gate) load(ctx context.Context, config load.Config, dir string, full func(string) bool) ([]*load.Package, []load.Problem, error) {
	call := gateCall{dir, map[string]string{}, full, make(chan error), make(chan struct{})}
	for path, text := range config.Overlay {
		call.texts[path] = string(text)
	}
	select {
	case g.calls <- call:
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
	select {
	case err := <-call.result:
		return nil, nil, err
	case <-ctx.Done():
		close(call.canceled)
		return nil, nil, ctx.Err()
	}
}

func (g *gate) next() gateCall { return <-g.calls }

// none fails the test if an analysis has begun that next has not returned.
func (g *gate) none(t *testing.T) {
	t.Helper()
	synctest.Wait()
	select {
	case call := <-g.calls:
		t.Errorf("one more analysis of %v", call.texts)
	default:
	}
}

func open(t *testing.T, g *gate, analyzed func([]*File)) *Session {
	t.Helper()
	s := New(Options{Projects: project.Over(catalog.NewSet(nil, nil), ""), Load: g.load, Analyzed: analyzed})
	t.Cleanup(s.Close)
	return s
}

// result waits in a goroutine for the analysis of a document, and sends the error to the channel that it returns.
func result(s *Snapshot, path string) <-chan error {
	ch := make(chan error, 1)
	go func() {
		file, err := s.Current(context.Background(), path)
		if err == nil && file.Doc != s.Document(path) {
			err = fmt.Errorf("got version %d", file.Doc.Version)
		}
		ch <- err
	}()
	return ch
}

func TestCurrentBelongsToSnapshot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		s := open(t, g, nil)
		s.Set(NewDocument("/w/a.go", 1, "one"))
		done := result(s.Snapshot(), "/w/a.go")
		call := g.next()
		if call.dir != "/w" || call.texts["/w/a.go"] != "one" || !call.full("/w/a.go") || call.full("/w/b.go") {
			t.Errorf("got %+v", call)
		}
		if s.Snapshot().Latest("/w/a.go") != nil {
			t.Error("there are results before the analysis")
		}
		call.result <- nil
		if err := <-done; err != nil {
			t.Error(err)
		}
		if file := s.Snapshot().Latest("/w/a.go"); file == nil || file.Doc.Version != 1 {
			t.Errorf("got %v", file)
		}
	})
}

func TestChangesAreCoalesced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		s := open(t, g, nil)
		s.Set(NewDocument("/w/a.go", 1, "0"))
		first := result(s.Snapshot(), "/w/a.go")
		old := g.next()
		for i := 2; i < 100; i++ {
			s.Set(NewDocument("/w/a.go", int32(i), fmt.Sprint(i)))
		}
		if err := <-first; !errors.Is(err, ErrSuperseded) {
			t.Errorf("waiting for an old text returns %v", err)
		}
		<-old.canceled
		done := result(s.Snapshot(), "/w/a.go")
		analyses := 0
		for text := ""; text != "99"; analyses++ {
			call := g.next()
			text = call.texts["/w/a.go"]
			select {
			case call.result <- nil:
			case <-call.canceled: // it began between two changes
			}
		}
		if analyses > maxCanceled+1 {
			t.Errorf("%d analyses of 98 changes", analyses)
		}
		if err := <-done; err != nil {
			t.Error(err)
		}
		g.none(t)
	})
}

// TestAnalysisIsNotDelayedForever checks that a user who types without pause gets results, too.
func TestAnalysisIsNotDelayedForever(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		s := open(t, g, nil)
		s.Set(NewDocument("/w/a.go", 1, ""))
		version := int32(1)
		for range maxCanceled {
			call := g.next()
			version++
			s.Set(NewDocument("/w/a.go", version, ""))
			<-call.canceled
		}
		call := g.next()
		s.Set(NewDocument("/w/a.go", version+1, ""))
		select {
		case <-call.canceled:
			t.Fatal("the analysis was canceled again")
		case call.result <- nil:
		}
		g.next().result <- nil
		if file, err := s.Snapshot().Current(context.Background(), "/w/a.go"); err != nil || file.Doc.Version != version+1 {
			t.Errorf("%v %v", file, err)
		}
	})
}

func TestLateResultsAreNotReported(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		var mu sync.Mutex
		var reported []int32
		s := open(t, g, func(files []*File) {
			mu.Lock()
			defer mu.Unlock()
			for _, f := range files {
				reported = append(reported, f.Doc.Version)
			}
		})
		s.mu.Lock()
		s.packages["/w"] = &pkg{canceled: maxCanceled} // so that the first analysis is not canceled
		s.mu.Unlock()
		s.Set(NewDocument("/w/a.go", 1, ""))
		call := g.next()
		s.Set(NewDocument("/w/a.go", 2, ""))
		call.result <- nil
		call = g.next()
		if file := s.Snapshot().Latest("/w/a.go"); file == nil || file.Doc.Version != 1 {
			t.Errorf("the older results are not kept: %v", file)
		}
		call.result <- nil
		if _, err := s.Snapshot().Current(context.Background(), "/w/a.go"); err != nil {
			t.Error(err)
		}
		s.Close()
		mu.Lock()
		defer mu.Unlock()
		if fmt.Sprint(reported) != "[2]" {
			t.Errorf("reported versions %v, want [2]", reported)
		}
	})
}

func TestRemoveCancelsAnalysis(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		s := open(t, g, nil)
		s.Set(NewDocument("/w/a.go", 1, ""))
		done := result(s.Snapshot(), "/w/a.go")
		call := g.next()
		s.Remove("/w/a.go")
		<-call.canceled
		if err := <-done; !errors.Is(err, ErrSuperseded) {
			t.Error(err)
		}
		s.Set(NewDocument("/w/a.go", 1, "again"))
		done = result(s.Snapshot(), "/w/a.go")
		g.next().result <- nil
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestRemoveOneOfTwo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		s := open(t, g, nil)
		s.Set(NewDocument("/w/a.go", 1, "a"))
		s.Set(NewDocument("/w/b.go", 1, "b"))
		s.Remove("/w/b.go")
		s.Remove("/w/none.go")
		done := result(s.Snapshot(), "/w/a.go")
		for {
			call := g.next()
			if len(call.texts) > 1 {
				<-call.canceled
				continue
			}
			select {
			case call.result <- nil:
			case <-call.canceled:
				continue
			}
			break
		}
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestRefreshAnalyzesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		s := open(t, g, nil)
		s.Set(NewDocument("/w/a.go", 1, ""))
		g.next().result <- nil
		if _, err := s.Snapshot().Current(context.Background(), "/w/a.go"); err != nil {
			t.Fatal(err)
		}
		s.Refresh()
		done := result(s.Snapshot(), "/w/a.go")
		if s.Snapshot().Latest("/w/a.go") == nil {
			t.Error("the older results are gone")
		}
		g.next().result <- nil
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// TestRefreshDuringAnAnalysis checks that an analysis that began before a refresh does not count as its result,
// even if it was not canceled.
func TestRefreshDuringAnAnalysis(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		s := open(t, g, nil)
		s.mu.Lock()
		s.packages["/w"] = &pkg{canceled: maxCanceled}
		s.mu.Unlock()
		s.Set(NewDocument("/w/a.go", 1, ""))
		call := g.next()
		s.Refresh()
		done := result(s.Snapshot(), "/w/a.go")
		call.result <- nil
		call = g.next()
		synctest.Wait()
		select {
		case err := <-done:
			t.Errorf("returned too early: %v", err)
		default:
		}
		call.result <- nil
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestLoaderErrorAndPanic(t *testing.T) {
	for name, loader := range map[string]Loader{
		"error": func(context.Context, load.Config, string, func(string) bool) ([]*load.Package, []load.Problem, error) {
			return nil, nil, errors.New("oh")
		},
		"panic": func(context.Context, load.Config, string, func(string) bool) ([]*load.Package, []load.Problem, error) {
			panic("oh")
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := New(Options{Projects: project.Over(catalog.NewSet(nil, nil), ""), Load: loader})
				defer s.Close()
				s.Set(NewDocument("/w/a.go", 1, ""))
				file, err := s.Snapshot().Current(context.Background(), "/w/a.go")
				if err != nil || len(file.Sites) > 0 {
					t.Errorf("%v %v", file, err)
				}
			})
		})
	}
}

func TestCurrentAfterClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		s := open(t, g, nil)
		s.Set(NewDocument("/w/a.go", 1, ""))
		s.Close()
		s.Set(NewDocument("/w/a.go", 2, ""))
		if _, err := s.Snapshot().Current(context.Background(), "/w/a.go"); !errors.Is(err, ErrSuperseded) {
			t.Errorf("got %v", err)
		}
	})
}

func TestSnapshotsAreImmutable(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		s := open(t, g, nil)
		before := s.Snapshot()
		s.Set(NewDocument("/w/a.txt", 1, "one"))
		one := s.Snapshot()
		s.Set(NewDocument("/w/a.txt", 2, "two"))
		s.Remove("/w/a.txt")
		if before.Document("/w/a.txt") != nil || one.Document("/w/a.txt").Text != "one" || s.Snapshot().Document("/w/a.txt") != nil {
			t.Error("a snapshot has changed")
		}
		if file, err := one.Current(context.Background(), "/w/a.txt"); err != nil || len(file.Sites) > 0 {
			t.Errorf("a file that is not a Go file: %v %v", file, err)
		}
	})
}
