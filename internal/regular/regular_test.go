package regular_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/errls/errls/internal/regular"
)

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	sparse := write("sparse", "")
	if err := os.Truncate(sparse, 10<<30); err != nil {
		t.Skip("the file system has no sparse files")
	}
	for _, test := range []struct {
		name, path string
		limit      int64
		want, err  string
	}{
		{"file", write("file", "text"), 10, "text", ""},
		{"as large as the limit", write("full", "0123456789"), 10, "0123456789", ""},
		{"too large", write("large", "0123456789a"), 10, "", "file too large: 11 bytes, more than the limit of 10"},
		{"sparse", sparse, regular.MaxGoFile, "", "file too large: 10737418240 bytes, more than the limit of 67108864"},
		{"empty", write("empty", ""), 10, "", ""},
		{"directory", dir, 10, "", "is a directory"},
		{"missing", filepath.Join(dir, "missing"), 10, "", "no such file or directory"},
	} {
		t.Run(test.name, func(t *testing.T) {
			data, err := regular.ReadFile(test.path, test.limit)
			compare(t, data, err, test.want, test.err)
		})
		t.Run("in a root/"+test.name, func(t *testing.T) {
			root, err := os.OpenRoot(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer root.Close()
			name, err := filepath.Rel(dir, test.path)
			if err != nil {
				t.Fatal(err)
			}
			data, err := regular.ReadFileIn(root, name, test.limit)
			compare(t, data, err, test.want, test.err)
		})
	}
}

func compare(t *testing.T, data []byte, err error, want, wantErr string) {
	t.Helper()
	if string(data) != want {
		t.Errorf("read %q, want %q", data, want)
	}
	reason := ""
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		reason = path.Err.Error()
	}
	if reason != wantErr {
		t.Errorf("got error %v, want %q", err, wantErr)
	}
	refused := wantErr == "not a regular file" || strings.HasPrefix(wantErr, "file too large")
	if regular.Refused(err) != refused {
		t.Errorf("Refused(%v) = %v", err, !refused)
	}
}
