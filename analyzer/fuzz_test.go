package analyzer_test

import (
	"bytes"
	"encoding/binary"
	"go/scanner"
	"go/token"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/find"
)

// FuzzSuite runs all rules over programs in which tokens are missing, doubled, swapped or cut short, as while
// somebody is typing. No rule may panic, each finding must lie in the file, and so must its edits, in order. Comments
// that suppress findings are changed too.
func FuzzSuite(f *testing.F) {
	seeds := mutantSeeds(f)
	for i := 0; i < len(seeds); i += 16 { // the fuzzer reaches the others; TestMutants uses them all
		f.Add(uint16(i), []byte{})
	}
	for _, seed := range seeds { // types the imports first: this takes longer than the fuzzer allows for one input
		sharedLoader.Broken("seed.go", seed)
	}
	feed := newFeeder(f)
	f.Fuzz(func(t *testing.T, seed uint16, steps []byte) {
		feed(t, mutate(seeds[int(seed)%len(seeds)], steps))
	})
}

// TestMutants runs FuzzSuite for one mutant of each seed, the same in each run.
func TestMutants(t *testing.T) {
	feed := newFeeder(t)
	random := rand.New(rand.NewPCG(1, 2))
	for _, seed := range mutantSeeds(t) {
		steps := make([]byte, 4*(1+random.IntN(6)))
		for i := range steps {
			steps[i] = byte(random.Uint32())
		}
		feed(t, mutate(seed, steps))
	}
}

// mutantSeeds returns the sources of the tests of all rules, and the cases of suppression.
func mutantSeeds(t testing.TB) [][]byte {
	var seeds [][]byte
	for _, pattern := range []string{"testdata/src/*/*.go", "testdata/silent/*", "find/testdata/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no seeds match %s", pattern)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			seeds = append(seeds, text)
		}
	}
	for _, test := range suppressCases {
		source := bytes.ReplaceAll([]byte(suppressHead+test.source+"\n"), []byte("…"), []byte(`te.Code == "OTSTunnelExpird"`))
		seeds = append(seeds, source)
	}
	return seeds
}

// newFeeder returns a function that runs all rules over a source and checks every finding.
func newFeeder(t testing.TB) func(testing.TB, []byte) {
	loader := sharedLoader
	suite, err := analyzer.New(set, analyzer.Config{Tests: true})
	if err != nil {
		t.Fatal(err)
	}
	return func(t testing.TB, text []byte) {
		in, ok := loader.Broken("mutant.go", text)
		if !ok {
			return
		}
		file := in.Fset.File(in.Files[0].FileStart)
		defer in.Fset.RemoveFile(file) // the loader keeps its file set
		find.Helpers(in)
		found := find.Find(in)
		for _, finding := range suite.Audit(found) {
			checkFinding(t, file, finding)
			if line := analyzer.CommentLine(found, finding); !inside(file, line) {
				t.Errorf("no line for a comment that suppresses %+v", finding)
			}
		}
	}
}

func checkFinding(t testing.TB, file *token.File, f analyzer.Finding) {
	if !inside(file, f.Pos) || !inside(file, f.End) || f.End < f.Pos || f.Message == "" || f.Rule == "" {
		t.Errorf("a finding outside the file: %+v", f)
	}
	for _, r := range f.Related {
		if !inside(file, r.Pos) || r.Message == "" {
			t.Errorf("a related position outside the file: %+v", r)
		}
	}
	for _, fix := range f.Fixes {
		last := token.NoPos
		for _, e := range fix.Edits {
			if !inside(file, e.Pos) || !inside(file, e.End) || e.End < e.Pos || e.Pos < last {
				t.Errorf("the edits of %q are outside the file or not in order: %+v", fix.Message, fix.Edits)
			}
			last = e.End
		}
		if len(fix.Edits) == 0 || fix.Message == "" {
			t.Errorf("a fix without a title or edits: %+v", fix)
		}
	}
}

func inside(file *token.File, pos token.Pos) bool {
	return token.Pos(file.Base()) <= pos && pos <= token.Pos(file.Base()+file.Size())
}

// mutate changes some tokens of a source. A step has four bytes: the kind of change, the token (two bytes), and the
// distance of the other token.
func mutate(source []byte, steps []byte) []byte {
	tokens := tokensOf(source)
	for len(steps) >= 4 && len(tokens) > 0 {
		at := int(binary.LittleEndian.Uint16(steps[1:])) % len(tokens)
		other := (at + int(int8(steps[3]))) % len(tokens)
		if other < 0 {
			other += len(tokens)
		}
		switch steps[0] % 8 {
		case 0, 1: // gone
			tokens = append(tokens[:at:at], tokens[at+1:]...)
		case 2: // doubled
			tokens = append(tokens[:at+1:at+1], tokens[at:]...)
		case 3: // swapped
			tokens[at], tokens[other] = tokens[other], tokens[at]
		case 4: // another in its place
			tokens[at] = tokens[other]
		case 5: // cut short, with all that follows
			tokens[at] = tokens[at][:len(tokens[at])/2]
			tokens = tokens[:at+1]
		case 6: // cut short
			tokens[at] = tokens[at][:len(tokens[at])/2]
		case 7: // a stretch gone
			end := min(at+1+int(steps[3])%16, len(tokens))
			tokens = append(tokens[:at:at], tokens[end:]...)
		}
		steps = steps[4:]
	}
	return bytes.Join(tokens, nil)
}

// tokensOf cuts a source into tokens, each with the white space before it.
func tokensOf(source []byte) [][]byte {
	var s scanner.Scanner
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(source))
	s.Init(file, source, func(token.Position, string) {}, scanner.ScanComments)
	var tokens [][]byte
	last := 0
	for {
		pos, tok, lit := s.Scan()
		end := file.Offset(pos) + len(tok.String())
		switch {
		case tok == token.EOF:
			return append(tokens, source[last:])
		case tok == token.SEMICOLON && lit == "\n":
			continue
		case lit != "":
			end = file.Offset(pos) + len(lit)
		}
		if end = min(end, len(source)); end > last {
			tokens = append(tokens, source[last:end])
			last = end
		}
	}
}
