package effects

import (
	"github.com/errls/errls/analyzer/internal/lazyregexp"
)

// These patterns match names that say what a function does. They are used for functions whose body is not available. A
// match can only make the effect of a call smaller than Changed|Waited, which an unknown function has.
var (
	logFuncs   = lazyregexp.New(`^(?:Print|Debug|Info|Warn|Notice|Error|Trace|Log|Fatal|Panic)(?:f|w|ln|ing|ingf|Context|ContextF|Depth)?$|^(?:Warnings?|Logf|Msgf?|Send|Output)$`)
	loggers    = lazyregexp.New(`(?i)^(?:.*log(?:s|ger|ging|rus)?|zap|.*lgr|l|lg)$`)        // variables, fields and packages
	notLoggers = lazyregexp.New(`(?i)(?:cata|dia|back|web|ana|pro|epi|change|^b|^v)logs?$`) // exceptions from loggers: catalog, dialog
	logPaths   = lazyregexp.New(`(?:^|/)(?:log|slog|zap|zapcore|logrus|zerolog|klog|glog|tflog|hclog|logr|logger|logging)(?:/v\d+|/level|/log)?$`)
	logWriters = lazyregexp.New(`(?i)stderr|stdout|log`) // expressions for an io.Writer
	waitFuncs  = lazyregexp.New(`(?i)sleep|wait|backoff|pause|delay|throttle|jitter|tick`)
	cleanups   = lazyregexp.New(`^(?:[cC]lose\w*|[cC]ancel\w*|[dD]rain\w*|Stop|Flush|R?Lock|R?Unlock|Done|Inc|Observe|Since)$`)
	wrapFuncs  = lazyregexp.New(`(?i)^(?:wrap|annotate|errorf$|with(?:message|stack|context))|error(?:f|wrap|from)$|wrap(?:ped)?(?:error|err|f)?$`)
	getters    = lazyregexp.New(`^(?:Error|String|Err|End|Code|Unwrap|Temporary|Timeout|Deadline|Len)$`) // only if called without arguments
)

// purePackages are packages of the standard library whose functions change nothing except their arguments.
var purePackages = map[string]bool{
	"errors": true, "fmt": true, "strings": true, "strconv": true, "bytes": true, "math": true, "math/rand": true,
	"math/rand/v2": true, "sort": true, "slices": true, "maps": true, "unicode": true, "path": true,
	"path/filepath": true, "time": true, "context": true, "reflect": true, "regexp": true, "net/url": true,
	"cmp": true, "math/bits": true, "io": true,
}

// IsPurePackage reports whether the functions of the package with this import path change nothing except their arguments.
func IsPurePackage(path string) bool { return purePackages[path] }

// IsCleanupName reports whether the name of a function says that it releases a resource or counts something.
func IsCleanupName(name string) bool { return cleanups.MatchString(name) }

// IsWrapName reports whether the name of a function says that it wraps an error that is passed to it.
func IsWrapName(name string) bool { return wrapFuncs.MatchString(name) }

// isLoggerName reports whether the name of a variable, field or package says that it is a logger.
func isLoggerName(name string) bool {
	return loggers.MatchString(name) && !notLoggers.MatchString(name)
}
