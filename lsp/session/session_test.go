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

// A gate is a Loader that tells of each call and waits until it is let through.
type gate struct {
	calls chan gateCall
}

type gateCall struct {
	dir     string
	texts   map[string]string
	full    func(string) bool
	through chan error // what the loader returns
	ended   chan struct{}
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
	case err := <-call.through:
		return nil, nil, err
	case <-ctx.Done():
		close(call.ended)
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

func open(t *testing.T, g *gate, analysed func([]*File)) *Session {
	t.Helper()
	s := New(Options{Projects: project.Over(catalog.NewSet(nil, nil), ""), Load: g.load, Analysed: analysed})
	t.Cleanup(s.Close)
	return s
}

// result waits for the analysis of a document in a goroutine.
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

func TestCurrentIsOfTheSnapshot(t *testing.T) {
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
			t.Error("a result is there before the analysis")
		}
		call.through <- nil
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
			t.Errorf("an old text is answered with %v", err)
		}
		<-old.ended
		done := result(s.Snapshot(), "/w/a.go")
		analyses := 0
		for text := ""; text != "99"; analyses++ {
			call := g.next()
			text = call.texts["/w/a.go"]
			select {
			case call.through <- nil:
			case <-call.ended: // it began between two changes and was given up
			}
		}
		if analyses > maxEnded+1 {
			t.Errorf("%d analyses of 98 changes", analyses)
		}
		if err := <-done; err != nil {
			t.Error(err)
		}
		g.none(t)
	})
}

// Somebody who types without a pause gets results all the same.
func TestAnalysisIsNotPutOffForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		s := open(t, g, nil)
		s.Set(NewDocument("/w/a.go", 1, ""))
		version := int32(1)
		for range maxEnded {
			call := g.next()
			version++
			s.Set(NewDocument("/w/a.go", version, ""))
			<-call.ended
		}
		call := g.next()
		s.Set(NewDocument("/w/a.go", version+1, ""))
		select {
		case <-call.ended:
			t.Fatal("the analysis was given up again")
		case call.through <- nil:
		}
		g.next().through <- nil
		if file, err := s.Snapshot().Current(context.Background(), "/w/a.go"); err != nil || file.Doc.Version != version+1 {
			t.Errorf("%v %v", file, err)
		}
	})
}

func TestLateResultsAreNotTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		var mu sync.Mutex
		var told []int32
		s := open(t, g, func(files []*File) {
			mu.Lock()
			defer mu.Unlock()
			for _, f := range files {
				told = append(told, f.Doc.Version)
			}
		})
		s.mu.Lock()
		s.packages["/w"] = &pkg{ended: maxEnded} // so that the first analysis is not given up
		s.mu.Unlock()
		s.Set(NewDocument("/w/a.go", 1, ""))
		call := g.next()
		s.Set(NewDocument("/w/a.go", 2, ""))
		call.through <- nil
		call = g.next()
		if file := s.Snapshot().Latest("/w/a.go"); file == nil || file.Doc.Version != 1 {
			t.Errorf("the older result is not kept: %v", file)
		}
		call.through <- nil
		if _, err := s.Snapshot().Current(context.Background(), "/w/a.go"); err != nil {
			t.Error(err)
		}
		s.Close()
		mu.Lock()
		defer mu.Unlock()
		if fmt.Sprint(told) != "[2]" {
			t.Errorf("told of versions %v", told)
		}
	})
}

func TestForgetEndsTheAnalysis(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		s := open(t, g, nil)
		s.Set(NewDocument("/w/a.go", 1, ""))
		done := result(s.Snapshot(), "/w/a.go")
		call := g.next()
		s.Forget("/w/a.go")
		<-call.ended
		if err := <-done; !errors.Is(err, ErrSuperseded) {
			t.Error(err)
		}
		s.Set(NewDocument("/w/a.go", 1, "again"))
		done = result(s.Snapshot(), "/w/a.go")
		g.next().through <- nil
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestForgetOneOfTwo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		s := open(t, g, nil)
		s.Set(NewDocument("/w/a.go", 1, "a"))
		s.Set(NewDocument("/w/b.go", 1, "b"))
		s.Forget("/w/b.go")
		s.Forget("/w/none.go")
		done := result(s.Snapshot(), "/w/a.go")
		for {
			call := g.next()
			if len(call.texts) > 1 {
				<-call.ended
				continue
			}
			select {
			case call.through <- nil:
			case <-call.ended:
				continue
			}
			break
		}
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestRefreshAnalysesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		s := open(t, g, nil)
		s.Set(NewDocument("/w/a.go", 1, ""))
		g.next().through <- nil
		if _, err := s.Snapshot().Current(context.Background(), "/w/a.go"); err != nil {
			t.Fatal(err)
		}
		s.Refresh()
		done := result(s.Snapshot(), "/w/a.go")
		if s.Snapshot().Latest("/w/a.go") == nil {
			t.Error("the older result is gone")
		}
		g.next().through <- nil
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// What began before a refresh is no answer to it, even where it was not given up.
func TestRefreshDuringAnAnalysis(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		s := open(t, g, nil)
		s.mu.Lock()
		s.packages["/w"] = &pkg{ended: maxEnded}
		s.mu.Unlock()
		s.Set(NewDocument("/w/a.go", 1, ""))
		call := g.next()
		s.Refresh()
		done := result(s.Snapshot(), "/w/a.go")
		call.through <- nil
		call = g.next()
		synctest.Wait()
		select {
		case err := <-done:
			t.Errorf("answered too early: %v", err)
		default:
		}
		call.through <- nil
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
		s.Forget("/w/a.txt")
		if before.Document("/w/a.txt") != nil || one.Document("/w/a.txt").Text != "one" || s.Snapshot().Document("/w/a.txt") != nil {
			t.Error("a snapshot has changed")
		}
		if file, err := one.Current(context.Background(), "/w/a.txt"); err != nil || len(file.Sites) > 0 {
			t.Errorf("a file that is no Go: %v %v", file, err)
		}
	})
}
