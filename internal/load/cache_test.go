package load

import (
	"go/token"
	"path/filepath"
	"sync"
	"testing"

	"github.com/errls/errls/internal/load/internal/gofiles"
)

// TestFilesAreKeptOnce asks for the same files from several goroutines at once: all get the same answer, and its
// positions stay known. Who was told another would type a package whose files have no positions.
func TestFilesAreKeptOnce(t *testing.T) {
	dir := unpack(t, "-- go.mod --\nmodule example.com/m\n-- a/a.go --\npackage a\n\nfunc F() {}\n")
	path := filepath.Join(dir, "a", "a.go")
	for range 50 {
		c, r := NewCache(), gofiles.NewReader(nil, nil, false)
		var lost sync.Map
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				f, _, err := c.file(r, path)
				if err != nil {
					t.Error(err)
					return
				}
				lost.Store(c.bare(r, path, f).Tokens, true)
			})
		}
		group.Wait()
		n := 0
		lost.Range(func(tokens, _ any) bool {
			n++
			if c.fset.File(token.Pos(tokens.(*token.File).Base())) == nil {
				t.Error("the positions of a file that somebody has are gone")
			}
			return true
		})
		if n != 1 {
			t.Errorf("%d answers for one file", n)
		}
	}
}
