// Package logs is the program's logger, with levels as in glog.
package logs

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"
)

type severity int

const (
	info severity = iota
	failure
	fatal
)

type sink struct {
	mu    sync.Mutex
	dir   string
	file  *os.File
	size  int
	sites map[uintptr]int
}

var out = &sink{sites: map[uintptr]int{}}

// Verbose is a logger that may be off.
type Verbose bool

// V returns a logger for details. The level of each call site is kept.
func V(level int) Verbose {
	out.mu.Lock()
	defer out.mu.Unlock()
	pc := make([]uintptr, 1)
	runtime.Callers(2, pc)
	if _, ok := out.sites[pc[0]]; !ok {
		out.sites[pc[0]] = 1
	}
	return Verbose(out.sites[pc[0]] >= level)
}

func (v Verbose) Info(args ...any) {
	if v {
		out.print(info, args...)
	}
}

func (v Verbose) Infof(format string, args ...any) {
	if v {
		out.printf(info, format, args...)
	}
}

func Info(args ...any)                         { out.print(info, args...) }
func Errorf(format string, args ...any)        { out.printf(failure, format, args...) }
func Exit(args ...any)                         { out.print(fatal, args...) }
func Failed(op string, err error)              { slog.Error("failed", "operation", op, "err", err) }
func (s *sink) print(s0 severity, args ...any) { s.output(s0, fmt.Sprint(args...)) }

func (s *sink) printf(s0 severity, format string, args ...any) {
	s.output(s0, fmt.Sprintf(format, args...))
}

func (s *sink) output(s0 severity, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil || s.size > 1<<20 {
		s.rotate()
	}
	n, err := s.file.WriteString(time.Now().String() + " " + text + "\n")
	if err != nil {
		s.dir = os.TempDir()
	}
	s.size += n
	if s0 == fatal {
		s.file.Sync()
		os.Exit(1)
	}
}

func (s *sink) rotate() {
	s.file, _ = os.Create(filepath.Join(s.dir, time.Now().String()))
	s.size = 0
}

// Must ends the program.
func Must(text string) {
	fmt.Fprintln(os.Stderr, text)
	os.Exit(2)
}

// Logger is what other packages need of a logger.
type Logger interface {
	Warn(text string, fields map[string]any)
	With(name string) Logger
}

// New returns a logger with a name.
func New(name string) Logger { return named{slog.Default().With("name", name)} }

type named struct{ to *slog.Logger }

func (n named) Warn(text string, fields map[string]any) { n.to.Warn(text, "fields", fields) }
func (n named) With(name string) Logger                 { return named{n.to.With("name", name)} }
