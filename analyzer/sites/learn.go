package sites

import (
	"go/constant"
	"go/types"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/errls/errls/catalog"
)

// A package that no catalog binds may name its codes itself: as exported string constants, in a file that says so.
// Such constants are a catalog too, without a judgement on any code. What ties a comparison to it is a call of the
// package, a constant of it in the same switch, or that nothing else of its SDK is in reach.

// LearnAtLeast is how many codes a package names at least that is learned from.
const LearnAtLeast = 3

// maxLearned bounds the codes of one package, as the files of catalogs are bounded.
const maxLearned = 20000

// A learned is one imported package that names its codes.
type learned struct {
	cat   *catalog.Catalog
	pkg   *types.Package
	alone bool // nothing else that is imported may be another service of its SDK
}

// learn reads the constants of the packages that a package imports.
func (b *bindings) learn(in *Input) {
	if in.Pkg == nil {
		return
	}
	var all []*learned
	for _, p := range in.Pkg.Imports() {
		if !Foreign(p.Path(), in.Pkg.Path()) || Named(b.set, p.Path()) {
			continue
		}
		if l := learnFrom(in, p); l != nil {
			all = append(all, l)
		}
	}
	for _, l := range all {
		l.alone = !slices.ContainsFunc(in.Pkg.Imports(), func(p *types.Package) bool {
			return p != l.pkg && rival(p, l.pkg, all)
		})
		family := SDK(l.pkg.Path())
		b.learned[family] = append(b.learned[family], l)
		own := tie{cat: l.cat, shared: true, learned: l}
		for i := range l.cat.Codes {
			code := &l.cat.Codes[i]
			for _, name := range strings.Fields(code.Name) {
				b.constants[l.pkg.Scope().Lookup(name)] = boundConstant{own, code}
			}
		}
	}
}

// rival reports whether errors of one SDK may come from p as well as from the learned package: p is learned from as
// well, or stands where the SDK has its services.
func rival(p, from *types.Package, all []*learned) bool {
	if SDK(p.Path()) != SDK(from.Path()) {
		return false
	}
	dir, versioned := above(p.Path())
	fromDir, fromVersioned := above(from.Path())
	return dir == fromDir && versioned == fromVersioned || slices.ContainsFunc(all, func(l *learned) bool { return l.pkg == p })
}

// above returns the path that a package's path lies below, a version at its end aside, and whether there is one.
func above(importPath string) (dir string, versioned bool) {
	dir, last := path.Dir(importPath), path.Base(importPath)
	if len(last) > 1 && last[0] == 'v' && strings.Trim(last[1:], "0123456789") == "" {
		return path.Dir(dir), true
	}
	return dir, false
}

// learnFrom makes a catalog of a package's constants; nil where there are too few.
func learnFrom(in *Input, p *types.Package) *learned {
	var codes []catalog.Code
	at := map[string]int{}
	version := ""
	scope := p.Scope()
	for _, name := range scope.Names() {
		if !mayName(name) {
			continue
		}
		c, ok := scope.Lookup(name).(*types.Const)
		if !ok || c.Val().Kind() != constant.String {
			continue
		}
		value, file := constant.StringVal(c.Val()), in.Fset.Position(c.Pos()).Filename
		if !NamesCode(name, value, file) {
			continue
		}
		if i, ok := at[value]; ok {
			codes[i].Name += " " + name
			continue
		}
		at[value] = len(codes)
		code := catalog.Code{ID: value, Name: name}
		if in.Comment != nil {
			code.Description.Text = in.Comment(c)
		}
		codes = append(codes, code)
		version = moduleVersion(file)
	}
	if len(codes) < LearnAtLeast || len(codes) > maxLearned {
		return nil
	}
	return &learned{cat: catalog.Learned(p.Path(), version, codes), pkg: p}
}

// Foreign reports whether an import path is of another repository than that of the package which imports it, and of no
// standard package.
func Foreign(importPath, importer string) bool {
	host, _, _ := strings.Cut(importPath, "/")
	return strings.Contains(host, ".") && SDK(importPath) != SDK(importer)
}

// Named reports whether a catalog names the constants of a package, so that nothing is to be learned from it.
func Named(set *catalog.Set, importPath string) bool {
	return set.Library(importPath) != nil || slices.ContainsFunc(set.Package(importPath), func(b catalog.Bound) bool {
		return len(b.Binding.Constants) > 0
	})
}

// SDK returns what the import paths of one repository have in common, as far as a path tells: its first three
// elements.
func SDK(importPath string) string {
	end := 0
	for range 3 {
		i := strings.IndexByte(importPath[end:], '/')
		if i < 0 {
			return importPath
		}
		end += i + 1
	}
	return importPath[:end-1]
}

// NamesCode reports whether an exported string constant names an error code, by its name, its value and the file that
// declares it: ErrCodeNoSuchKey, or LIMITEXCEEDED_TASK and LIMIT_EXCEEDED for "LimitExceeded.Task" and "LimitExceeded".
func NamesCode(name, value, file string) bool {
	return CodesFile(file) && mayName(name) && codeLike(value) && (namedCode(name, value) || shouted(name, value))
}

// CodesFile reports whether a file may hold the error codes of its package, by its name.
func CodesFile(file string) bool {
	base, ok := strings.CutSuffix(strings.ToLower(file[strings.LastIndexAny(file, `/\`)+1:]), ".go")
	if !ok || strings.HasSuffix(base, "_test") {
		return false
	}
	return strings.HasPrefix(base, "err") || base == "code" || base == "codes" ||
		slices.ContainsFunc(codesFileEnds[:], func(end string) bool { return strings.HasSuffix(base, end) })
}

// codesFileEnds are what the names of files of error codes end with that do not begin with err.
var codesFileEnds = [...]string{"error", "errors", "errcode", "errcodes", "error_code", "error_codes", "err_code", "err_codes"}

// mayName reports whether a constant's name is one of those that name codes.
func mayName(name string) bool {
	return name != "" && (codeName(name) != "" || name == strings.ToUpper(name) && 'A' <= name[0] && name[0] <= 'Z')
}

// codeName returns what of a constant's name stands behind the word code, or nothing.
func codeName(name string) string {
	for _, prefix := range []string{"ErrCode", "ErrorCode", "Code"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "" && (rest[0] < 'a' || rest[0] > 'z') {
			return rest
		}
	}
	return ""
}

// namedCode reports whether a name says that it is an error code's. One that says code alone has to say which.
func namedCode(name, value string) bool {
	rest := codeName(name)
	return rest != "" && (name[0] == 'E' || letterwise(rest) == letterwise(value))
}

// letterwise returns the letters and digits of s in lower case.
func letterwise(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			return r
		}
		return -1
	}, s)
}

// shouted reports whether a name is the value in capitals, with underscores for what parts its words.
func shouted(name, value string) bool {
	return name == strings.ToUpper(name) && name != value && letterwise(name) == letterwise(value)
}

// codeLike reports whether a text may be a code: one word of a few letters at least.
func codeLike(value string) bool {
	count := 0
	for i := range len(value) {
		switch c := value[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
			count++
		case '0' <= c && c <= '9', strings.IndexByte("._-:/", c) >= 0:
		default:
			return false
		}
	}
	return count >= 3 && len(value) <= 200
}

// moduleVersion returns the version in the name of a file of the module cache, or nothing.
func moduleVersion(file string) string {
	_, rest, ok := strings.Cut(filepath.ToSlash(file), "@")
	if !ok {
		return ""
	}
	version, _, _ := strings.Cut(rest, "/")
	return version
}
