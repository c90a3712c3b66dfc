package sites

import (
	"slices"
	"strings"

	"github.com/errls/errls/catalog"
)

// A package that no catalog binds may name its codes itself: as exported string constants, in a file that says so.
// Such constants are a catalog too, without a judgement on any code. What ties a comparison to it is a call of the
// package, a constant of it in the same switch, or that nothing else of its SDK is in reach.

// LearnAtLeast is how many codes a package names at least that is learned from.
const MinLearnedCodes = 3

// Foreign reports whether an import path is of another repository than that of the package which imports it, and of no
// standard package.
func IsThirdParty(importPath, importer string) bool {
	host, _, _ := strings.Cut(importPath, "/")
	return strings.Contains(host, ".") && RepositoryPath(importPath) != RepositoryPath(importer)
}

// Named reports whether a catalog names the constants of a package, so that nothing is to be learned from it.
func KnownToCatalogs(set *catalog.Set, importPath string) bool {
	return set.Library(importPath) != nil || slices.ContainsFunc(set.Package(importPath), func(b catalog.Bound) bool {
		return len(b.Binding.Constants) > 0
	})
}

// SDK returns what the import paths of one repository have in common, as far as a path tells: its first three
// elements.
func RepositoryPath(importPath string) string {
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
	return IsCodesFile(file) && MayNameCode(name) && codeLike(value) && (namedCode(name, value) || shouted(name, value))
}

// CodesFile reports whether a file may hold the error codes of its package, by its name.
func IsCodesFile(file string) bool {
	base, ok := strings.CutSuffix(strings.ToLower(file[strings.LastIndexAny(file, `/\`)+1:]), ".go")
	if !ok || strings.HasSuffix(base, "_test") {
		return false
	}
	return strings.HasPrefix(base, "err") || base == "code" || base == "codes" ||
		slices.ContainsFunc(codesFileEnds[:], func(end string) bool { return strings.HasSuffix(base, end) })
}

// codesFileEnds are what the names of files of error codes end with that do not begin with err.
var codesFileEnds = [...]string{"error", "errors", "errcode", "errcodes", "error_code", "error_codes", "err_code", "err_codes"}

// MayName reports whether a constant's name is one of those that name codes.
func MayNameCode(name string) bool {
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
