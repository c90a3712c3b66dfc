package project_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/errls/errls/internal/project"
)

// TestOutside checks that no file outside the module is read, neither by ".." nor through symbolic links.
func TestOutside(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("symbolic links need a privilege")
	}
	dir := unpack(t, "-- app/go.mod --\n-- app/errors/one.yaml --\n"+acme("acme.one", "ONE")+
		"-- secret/two.yaml --\n"+acme("acme.two", "TWO")+"-- app/errls.yaml --\n"+`catalogs:
  - errors/link.yaml
  - linked/two.yaml
  - linked/*.yaml
  - errors/inside.yaml
  - errors/../../secret/two.yaml
`)
	app := filepath.Join(dir, "app")
	for link, target := range map[string]string{
		"errors/link.yaml":   "../../secret/two.yaml",
		"linked":             "../secret",
		"errors/inside.yaml": "one.yaml",
	} {
		if err := os.Symlink(target, filepath.Join(app, link)); err != nil {
			t.Fatal(err)
		}
	}
	p, problems := project.Read(filepath.Join(app, "errls.yaml"))
	if len(p.Set().Lookup("TWO")) > 0 {
		t.Error("a file outside the module was read")
	}
	if len(p.Set().Lookup("ONE")) != 1 {
		t.Error("a link within the module was not followed")
	}
	got := strings.Join(relative(dir, problems), "\n")
	for _, line := range []string{"2:5: errors/link.yaml: a symbolic link points outside", "3:5: linked/two.yaml: a symbolic link points outside",
		"4:5: no file matches", "6:5: errors/../../secret/two.yaml is outside the module"} {
		if !strings.Contains(got, line) {
			t.Errorf("no problem %q in\n%s", line, got)
		}
	}

	// Errls.yaml itself must not be a link that leads out of the module.
	if err := os.Rename(filepath.Join(app, "errls.yaml"), filepath.Join(dir, "secret", "errls.yaml")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../secret/errls.yaml", filepath.Join(app, "errls.yaml")); err != nil {
		t.Fatal(err)
	}
	path, ok := project.Find(app)
	if _, problems := project.Read(path); !ok || len(problems) != 1 || !strings.Contains(problems[0].Message, "points outside") {
		t.Error(ok, problems)
	}
}

func TestLarge(t *testing.T) {
	dir := unpack(t, "-- go.mod --\n-- errls.yaml --\ncatalogs: [large.yaml, one.yaml]\n-- one.yaml --\n"+acme("acme.one", "ONE"))
	path := filepath.Join(dir, "errls.yaml")
	write(t, filepath.Join(dir, "large.yaml"), "# "+strings.Repeat("x", 4<<20))
	p, problems := project.Read(path)
	if len(problems) != 1 || !strings.Contains(problems[0].Message, "large.yaml: file too large: ") {
		t.Error(problems)
	}
	if len(p.Set().Lookup("ONE")) != 1 {
		t.Error("the other catalog is missing")
	}
	write(t, path, "# "+strings.Repeat("x", 1<<20))
	if _, problems := project.Read(path); len(problems) != 1 {
		t.Error(problems)
	}
}

func TestMany(t *testing.T) {
	dir := unpack(t, "-- go.mod --\n-- errls.yaml --\ncatalogs: [\"c/*.yaml\"]\n")
	for i := range 1100 {
		write(t, filepath.Join(dir, "c", fmt.Sprintf("%04d.yaml", i)), acme(fmt.Sprintf("acme.c%d", i), "ONE"))
	}
	p, problems := project.Read(filepath.Join(dir, "errls.yaml"))
	if len(p.Set().Lookup("ONE")) != 1000 || len(problems) != 1 || problems[0].Line != 1 {
		t.Error(len(p.Set().Lookup("ONE")), problems)
	}
}

// BenchmarkRead reads a hundred catalogs of 500 codes each.
func BenchmarkRead(b *testing.B) {
	dir := b.TempDir()
	var text strings.Builder
	for i := range 500 {
		fmt.Fprintf(&text, "  - id: CODE%d\n    description: It is gone.\n    canonical: NOT_FOUND\n    handling: fix-request\n"+
			"    retry: never\n    basis: inferred\n    by: caller\n", i)
	}
	files := map[string]string{"go.mod": "", "errls.yaml": "catalogs: [\"c/*.yaml\"]\n"}
	for i := range 100 {
		head, _, _ := strings.Cut(acme(fmt.Sprintf("acme.c%d", i), "ONE"), "  - {id")
		files[fmt.Sprintf("c/%d.yaml", i)] = head + text.String()
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if _, problems := project.Read(filepath.Join(dir, "errls.yaml")); len(problems) > 0 {
			b.Fatal(problems[0])
		}
	}
}

// TestManyMistakes checks that only the first problems of a file with many mistakes are returned, without delay.
func TestManyMistakes(t *testing.T) {
	dir := unpack(t, "-- go.mod --\n-- errls.yaml --\ncatalogs: [bad.yaml]\n")
	head, _, _ := strings.Cut(acme("acme.bad", "ONE"), "  - {id")
	write(t, filepath.Join(dir, "bad.yaml"), head+strings.Repeat("  - {}\n", 15_000))
	_, problems := project.Read(filepath.Join(dir, "errls.yaml"))
	if len(problems) != 100 || !strings.HasSuffix(problems[99].Message, "(further problems are not shown)") {
		t.Errorf("got %d problems, want 100, the last with a note", len(problems))
	}
}
