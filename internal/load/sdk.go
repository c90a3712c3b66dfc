package load

import (
	"bytes"
	"errors"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/internal/load/internal/skim"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// Packages that name their codes themselves are read from their source, as far as it is at hand and cheap: the files
// that hold the codes, and of the others what their codes' way to the program needs (see outline).

// What is read of one package, in bytes: the files that may hold codes, and the others. The outline of a package that
// holds no codes itself is for the errors that its SDK's services share, which is little.
const (
	maxCodes   = 2 << 20
	maxOutline = 4 << 20
	maxShared  = 256 << 10
)

// An sdk is a package of another module as its directory tells it.
type sdk struct {
	dir    string
	codes  []syntax.Tree // its files that hold codes, without bodies; nil where it does not name its codes
	others []string      // the names of its other files
}

// size returns the size of the other files, in bytes; limit or more where they have more than that.
func (s *sdk) size(limit int64) int64 {
	var size int64
	for _, name := range s.others {
		info, err := os.Lstat(filepath.Join(s.dir, name))
		if err != nil {
			continue
		}
		if size += info.Size(); size >= limit {
			break
		}
	}
	return size
}

// sdk reads a package's files that may hold codes; nil where its source is not at hand.
func (im *importer) sdk(path string) *sdk {
	if !sites.IsThirdParty(path, im.module[0].Path) || sites.KnownToCatalogs(im.set, path) {
		return nil
	}
	dir := im.outside.Dir(path)
	if dir == "" {
		return nil
	}
	if known, ok := im.cache.sdk(dir); ok {
		return known
	}
	entries, err := os.ReadDir(dir) // sorted
	if err != nil {
		return nil
	}
	s := &sdk{dir: dir}
	var may []string
	for _, e := range entries {
		switch name := e.Name(); {
		case !im.reader.Wants(name):
		case sites.IsCodesFile(name):
			may = append(may, name)
		default:
			s.others = append(s.others, name)
		}
	}
	im.readCodes(s, may)
	im.cache.keepSDK(s)
	return s
}

// readCodes takes the files that may hold codes into the package: as such where they hold enough, else as others.
func (im *importer) readCodes(s *sdk, may []string) {
	count, size := 0, 0
	var rest []string
	for _, name := range may {
		path := filepath.Join(s.dir, name)
		src, err := im.reader.Read(path)
		if size += len(src); err != nil || size > maxCodes || !bytes.Contains(src, []byte("= \"")) {
			rest = append(rest, name)
			continue
		}
		h, ok := skim.ReadHeader(src)
		if !ok || !im.reader.Builds(path, src, &h) {
			continue
		}
		t, _ := syntax.Skeleton(im.cache.fset, path, src, skim.ReadIndex(src, h, nil), func(int) bool { return false })
		if t.File != nil {
			s.codes = append(s.codes, t)
			count += countCodes(t.File, path)
		}
	}
	if count >= sites.MinLearnedCodes {
		s.others = append(s.others, rest...)
		return
	}
	for _, t := range s.codes {
		im.cache.forget(t)
	}
	s.codes = nil
	s.others = append(s.others, may...)
}

// countCodes counts the constants of a file that name codes.
func countCodes(file *ast.File, path string) int {
	count := 0
	constants(file, func(spec *ast.ValueSpec, i int, _ string) {
		if i >= len(spec.Values) {
			return
		}
		lit, ok := spec.Values[i].(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return
		}
		if value, err := strconv.Unquote(lit.Value); err == nil && sites.NamesCode(spec.Names[i].Name, value, path) {
			count++
		}
	})
	return count
}

// constants calls visit with each constant of a file and the comment above it.
func constants(file *ast.File, visit func(spec *ast.ValueSpec, i int, comment string)) {
	for _, d := range file.Decls {
		group, ok := d.(*ast.GenDecl)
		if !ok || group.Tok != token.CONST {
			continue
		}
		for _, s := range group.Specs {
			spec, ok := s.(*ast.ValueSpec)
			if !ok {
				continue
			}
			comment := spec.Doc.Text()
			switch {
			case comment == "" && spec.Comment != nil:
				comment = spec.Comment.Text()
			case comment == "" && !group.Lparen.IsValid():
				comment = group.Doc.Text()
			}
			for i := range spec.Names {
				visit(spec, i, strings.TrimSpace(comment))
			}
		}
	}
}

// learn notes which of the imports name their codes, and reports whether one does. What shares an SDK with them is
// outlined too.
func (im *importer) learn(imports map[string]bool) bool {
	im.mu.Lock()
	defer im.mu.Unlock()
	found := false
	for path := range imports {
		if im.teaches(path) {
			im.learned[sites.RepositoryPath(path)] = true
			found = true
		}
	}
	return found
}

// teaches reports whether a package names its codes.
func (im *importer) teaches(path string) bool {
	known, ok := im.taught[path]
	if !ok {
		s := im.sdk(path)
		known = s != nil && len(s.codes) > 0
		im.taught[path] = known
	}
	return known
}

// outlines returns the package of another module whose outline is wanted; nil where none is.
func (im *importer) outlines(path string) *sdk {
	if !im.learned[sites.RepositoryPath(path)] {
		return nil
	}
	s := im.sdk(path)
	if s == nil || len(s.codes) == 0 && (len(s.others) == 0 || s.size(maxShared) >= maxShared) {
		return nil
	}
	return s
}

// outlined types what the source of another module tells of a package: its codes, and the rest as its outline, or as the
// sources that stand in for it.
func (im *importer) outlined(path string, s *sdk, sources []string) *cachedPackage {
	p := &cachedPackage{comments: map[string]string{}}
	var files []*ast.File
	name := skim.GuessPackageName(path)
	for _, t := range s.codes {
		files = append(files, t.File)
		p.tokens = append(p.tokens, t.Tokens)
		name = t.File.Name.Name
		constants(t.File, func(spec *ast.ValueSpec, i int, comment string) {
			p.comments[spec.Names[i].Name] = comment
		})
	}
	fset := im.cache.fset
	if len(sources) == 0 && s.size(maxOutline) < maxOutline {
		known := ""
		if len(s.codes) > 0 {
			known = name
		}
		sources = []string{newOutline(im.reader, s.dir, s.others, known).source()}
	}
	for _, src := range sources {
		if t, _ := syntax.Parse(fset, filepath.Join(s.dir, "outline"), []byte(src), 0); t.File != nil {
			files = append(files, t.File)
			name = t.File.Name.Name
			defer im.cache.forget(t)
		}
	}
	p.pkg = im.check(path, name, fset, files)
	partial(p.pkg)
	return p
}

// partial tells the type checker that what a package lacks may be there all the same. It would look for a name like
// each that it does not find, which takes longer than all the rest. There is no other way to say so than an import that
// fails and has a package to show for it.
func partial(pkg *types.Package) {
	spec := &ast.ImportSpec{Path: &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(pkg.Path())}}
	file := &ast.File{Name: ast.NewIdent("p"), Decls: []ast.Decl{&ast.GenDecl{Tok: token.IMPORT, Specs: []ast.Spec{spec}}}}
	config := tolerant(failing{pkg})
	types.NewChecker(config, token.NewFileSet(), types.NewPackage("p", "p"), nil).Files([]*ast.File{file})
}

// failing answers every import with a package and an error.
type failing struct{ pkg *types.Package }

var errPartial = errors.New("only a part of the package is known")

func (f failing) Import(string) (*types.Package, error) { return f.pkg, errPartial }

// comment returns what stands above a constant of a package that was outlined.
func (im *importer) comment(c *types.Const) string {
	im.mu.Lock()
	defer im.mu.Unlock()
	if p := im.packages[c.Pkg().Path()]; p != nil && p.pkg == c.Pkg() {
		return p.comments[c.Name()]
	}
	return ""
}
