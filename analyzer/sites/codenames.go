package sites

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/errls/errls/catalog"
)

// An SDK that no catalog describes may name its error codes itself, as exported string constants in a file for error codes.
// These constants form a catalog that lists codes but says nothing about them. The functions of this file decide which
// constants count. Constants of a type for codes need none of these names: package bind looks at their type.

// MinLearnedCodes is the smallest number of codes that a package must name for them to form a catalog.
const MinLearnedCodes = 3

// IsThirdParty reports whether an import path belongs neither to the standard library nor to the repository of the package
// that imports it.
func IsThirdParty(importPath, importer string) bool {
	host, _, _ := strings.Cut(importPath, "/")
	return strings.Contains(host, ".") && RepositoryPath(importPath) != RepositoryPath(importer)
}

// KnownToCatalogs reports whether a catalog names the constants of a package, or the package is a retry library. No codes
// are learned from such a package.
func KnownToCatalogs(set *catalog.Set, importPath string) bool {
	return set.Library(importPath) != nil || slices.ContainsFunc(set.Package(importPath), func(b catalog.Bound) bool {
		return len(b.Binding.Constants) > 0
	})
}

// RepositoryPath returns the first three elements of an import path, such as github.com/owner/name. Packages of one
// repository have them in common.
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

// ParentPath returns the import path of the directory above a package, and whether the package's path ends in a version
// such as v2. A version is removed first: "sdk/queue/v2" is below "sdk".
func ParentPath(importPath string) (dir string, versioned bool) {
	dir, last := path.Dir(importPath), path.Base(importPath)
	if len(last) > 1 && last[0] == 'v' && strings.Trim(last[1:], "0123456789") == "" {
		return path.Dir(dir), true
	}
	return dir, false
}

// ModuleVersion returns the version in the name of a file in the module cache, or "".
func ModuleVersion(file string) string {
	_, rest, ok := strings.Cut(filepath.ToSlash(file), "@")
	if !ok {
		return ""
	}
	version, _, _ := strings.Cut(rest, "/")
	return version
}

// NamesCode reports whether an exported string constant names an error code, by its name, its value and the file that
// declares it: ErrCodeNoSuchKey, or LIMITEXCEEDED_TASK for "LimitExceeded.Task".
func NamesCode(name, value, file string) bool {
	return IsCodesFile(file) && MayNameCode(name) && looksLikeCode(value) && (hasCodePrefix(name, value) || isUpperCaseOf(name, value))
}

// IsCodesFile reports whether a file may declare the error codes of its package, by its name.
func IsCodesFile(file string) bool {
	base, ok := strings.CutSuffix(strings.ToLower(file[strings.LastIndexAny(file, `/\`)+1:]), ".go")
	if !ok || strings.HasSuffix(base, "_test") {
		return false
	}
	return strings.HasPrefix(base, "err") || base == "code" || base == "codes" ||
		slices.ContainsFunc(codesFileSuffixes[:], func(suffix string) bool { return strings.HasSuffix(base, suffix) })
}

// codesFileSuffixes are the suffixes of names of files for error codes, without .go.
var codesFileSuffixes = [...]string{"error", "errors", "errcode", "errcodes", "error_code", "error_codes", "err_code", "err_codes"}

// MayNameCode reports whether a constant with this name may name a code: the name has a prefix such as ErrCode, or it is in
// upper case.
func MayNameCode(name string) bool {
	return name != "" && (trimCodePrefix(name) != "" || name == strings.ToUpper(name) && 'A' <= name[0] && name[0] <= 'Z')
}

// trimCodePrefix returns name without a prefix ErrCode, ErrorCode or Code, or "" if it has none.
func trimCodePrefix(name string) string {
	for _, prefix := range []string{"ErrCode", "ErrorCode", "Code"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "" && (rest[0] < 'a' || rest[0] > 'z') {
			return rest
		}
	}
	return ""
}

// hasCodePrefix reports whether the prefix of a name says that it names an error code. After the prefix Code, which other
// constants have too, the name must repeat the value.
func hasCodePrefix(name, value string) bool {
	rest := trimCodePrefix(name)
	return rest != "" && (name[0] == 'E' || lowerAlphanumerics(rest) == lowerAlphanumerics(value))
}

// isUpperCaseOf reports whether a name is the value in upper case, with other characters between the words, such as
// underscores.
func isUpperCaseOf(name, value string) bool {
	return name == strings.ToUpper(name) && name != value && lowerAlphanumerics(name) == lowerAlphanumerics(value)
}

// lowerAlphanumerics returns the ASCII letters and digits of s in lower case.
func lowerAlphanumerics(s string) string {
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

// looksLikeCode reports whether a value may be a code: a single word of at least three letters and at most 200 bytes.
func looksLikeCode(value string) bool {
	letters := 0
	for i := range len(value) {
		switch c := value[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
			letters++
		case '0' <= c && c <= '9', strings.IndexByte("._-:/", c) >= 0:
		default:
			return false
		}
	}
	return letters >= 3 && len(value) <= 200
}
