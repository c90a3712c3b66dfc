package load

import (
	"go/token"
	"path/filepath"
	"sync"
	"testing"

	"github.com/errls/errls/internal/load/internal/gofiles"
)

// TestFilesAreCachedOnce reads the same file from several goroutines at once. All must get the same result, with positions
// that the file set knows.
func TestFilesAreCachedOnce(t *testing.T) {
	dir := unpack(t, "-- go.mod --\nmodule example.com/m\n-- a/a.go --\npackage a\n\nfunc F() {}\n")
	path := filepath.Join(dir, "a", "a.go")
	for range 50 {
		c, r := NewCache(), gofiles.NewReader(nil, nil, false)
		var results sync.Map // *token.File → true
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				f, _, err := c.file(r, path)
				if err != nil {
					t.Error(err)
					return
				}
				results.Store(c.bodyless(r, path, f).Tokens, true)
			})
		}
		group.Wait()
		n := 0
		results.Range(func(tokens, _ any) bool {
			n++
			if c.fset.File(token.Pos(tokens.(*token.File).Base())) == nil {
				t.Error("the file set does not know the positions of a file that the cache returned")
			}
			return true
		})
		if n != 1 {
			t.Errorf("%d different results for one file", n)
		}
	}
}
