package load

import (
	"bytes"
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

// A package of an SDK that names its codes as constants (see sites.NamesCode) is read from its source if that is
// available and not too large: the files with the codes, and an outline of the others.

// Maximum sizes in bytes of the files of one package that are read: those that may contain codes, the others, and the
// others of a package without codes, which is read for the error types that the services of its SDK share.
const (
	maxCodeBytes    = 2 << 20
	maxOutlineBytes = 4 << 20
	maxSharedBytes  = 256 << 10
)

// size returns the size of the other files in bytes. It stops counting at limit.
func (s *sdkPackage) size(limit int64) int64 {
	var size int64
	for _, name := range s.otherFiles {
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

// sdkPackageOf reads the files of a package that may contain codes. It returns nil for a package that is not
// third-party or that a catalog binds, and if the source is not available.
func (im *importer) sdkPackageOf(path string) *sdkPackage {
	if !sites.IsThirdParty(path, im.module[0].Path) || sites.KnownToCatalogs(im.set, path) {
		return nil
	}
	dir := im.dependencies.Dir(path)
	if dir == "" {
		return nil
	}
	if known, ok := im.cache.sdkPackage(dir); ok {
		return known
	}
	entries, err := os.ReadDir(dir) // sorted
	if err != nil {
		return nil
	}
	s := &sdkPackage{dir: dir}
	var candidates []string
	for _, e := range entries {
		switch name := e.Name(); {
		case !im.reader.Accepts(name):
		case sites.IsCodesFile(name):
			candidates = append(candidates, name)
		default:
			s.otherFiles = append(s.otherFiles, name)
		}
	}
	im.readCodes(s, candidates)
	im.cache.storeSDK(s)
	return s
}

// readCodes parses the files with the names in candidates and adds them to s.codeFiles. If they declare too few codes
// together, it adds them to s.otherFiles.
func (im *importer) readCodes(s *sdkPackage, candidates []string) {
	count, size := 0, 0
	var rest []string
	for _, name := range candidates {
		path := filepath.Join(s.dir, name)
		src, err := im.reader.Read(path)
		if size += len(src); err != nil || size > maxCodeBytes || !bytes.Contains(src, []byte("= \"")) {
			rest = append(rest, name)
			continue
		}
		h, ok := skim.ReadHeader(src)
		if !ok || !im.reader.MatchesBuild(path, src, &h) {
			continue
		}
		t, _ := syntax.Skeleton(im.cache.fset, path, src, skim.ReadDecls(src, h), func(int) bool { return false })
		if t.File != nil {
			s.codeFiles = append(s.codeFiles, t)
			count += countCodes(t.File, path)
		}
	}
	if count >= sites.MinLearnedCodes {
		s.otherFiles = append(s.otherFiles, rest...)
		return
	}
	for _, t := range s.codeFiles {
		im.cache.forget(t)
	}
	s.codeFiles = nil
	s.otherFiles = append(s.otherFiles, candidates...)
}

// countCodes returns the number of constants in a file that name codes.
func countCodes(file *ast.File, path string) int {
	count := 0
	eachConstant(file, func(spec *ast.ValueSpec, i int, _ string) {
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

// eachConstant calls visit for each constant of a file, with its doc comment or the comment after it.
func eachConstant(file *ast.File, visit func(spec *ast.ValueSpec, i int, comment string)) {
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

// findSDKs records the repositories of the imports that name their codes, and reports whether there are any. The
// other packages of these repositories are read as outlines.
func (im *importer) findSDKs(imports map[string]bool) bool {
	im.mu.Lock()
	defer im.mu.Unlock()
	found := false
	for path := range imports {
		if im.namesCodes(path) {
			im.sdkRepositories[sites.RepositoryPath(path)] = true
			found = true
		}
	}
	return found
}

// namesCodes reports whether a package is of an SDK and names its codes.
func (im *importer) namesCodes(path string) bool {
	known, ok := im.codePackages[path]
	if !ok {
		s := im.sdkPackageOf(path)
		known = s != nil && len(s.codeFiles) > 0
		im.codePackages[path] = known
	}
	return known
}

// sdkToOutline returns the package of an SDK that is to be read from its source: it is in one of the repositories
// that findSDKs recorded, and not too large. It returns nil for other packages.
func (im *importer) sdkToOutline(path string) *sdkPackage {
	if !im.sdkRepositories[sites.RepositoryPath(path)] {
		return nil
	}
	s := im.sdkPackageOf(path)
	if s == nil || len(s.codeFiles) == 0 && (len(s.otherFiles) == 0 || s.size(maxSharedBytes) >= maxSharedBytes) {
		return nil
	}
	return s
}

// checkSDK type-checks a package of an SDK: the files with its codes, and the given sources. If there are none, it
// uses the outline of the other files.
func (im *importer) checkSDK(path string, s *sdkPackage, sources []string) *cachedPackage {
	p := &cachedPackage{}
	files := p.addCodes(s)
	name := skim.GuessPackageName(path)
	if len(files) > 0 {
		name = files[0].Name.Name
	}
	fset := im.cache.fset
	if len(sources) == 0 && s.size(maxOutlineBytes) < maxOutlineBytes {
		known := ""
		if len(s.codeFiles) > 0 {
			known = name
		}
		sources = []string{newSDKOutline(im.reader, s.dir, s.otherFiles, known).source()}
	}
	for _, src := range sources {
		if t, _ := syntax.Parse(fset, filepath.Join(s.dir, "outline"), []byte(src), 0); t.File != nil {
			files = append(files, t.File)
			name = t.File.Name.Name
			defer im.cache.forget(t)
		}
	}
	p.pkg = im.checkDecls(path, name, fset, files)
	markIncomplete(p.pkg)
	return p
}

// addCodes adds the positions and comments of the files with the codes of an SDK, and returns these files.
func (p *cachedPackage) addCodes(s *sdkPackage) (files []*ast.File) {
	p.comments = map[string]string{}
	for _, t := range s.codeFiles {
		files = append(files, t.File)
		p.tokens = append(p.tokens, t.Tokens)
		eachConstant(t.File, func(spec *ast.ValueSpec, i int, comment string) {
			p.comments[spec.Names[i].Name] = comment
		})
	}
	return files
}

// comment returns the comment on a constant of a package that checkSDK made; "" for other constants.
func (im *importer) comment(c *types.Const) string {
	im.mu.Lock()
	defer im.mu.Unlock()
	if p := im.packages[c.Pkg().Path()]; p != nil && p.pkg == c.Pkg() {
		return p.comments[c.Name()]
	}
	return ""
}
