package remedy

import (
	"slices"
	"strings"
)

// isPaceNoun reports whether a word names a wait between attempts.
func isPaceNoun(word string) bool {
	switch word {
	case "back-off", "delay", "delays", "interval", "intervals", "pause", "pauses", "wait", "waits", "jitter":
		return true
	}
	return false
}

// isExponential reports whether a word says that the waits grow exponentially.
func isExponential(word string) bool { return strings.HasPrefix(word, "exponential") }

// paceWords returns the words with which a pace is described.
func paceWords() []string {
	return strings.Fields(`back-off delay delays interval intervals pause pauses wait waits jitter a an the some no increasing growing longer short
		random randomized fixed constant linear exponential exponentially incremental algorithm strategy policy mechanism logic between attempts retries each
		next before and or of suitable appropriate proper adequate reasonable progressively increased truncated capped retry client in your for to at least`)
}

// allIn reports whether all words are in list, or are parts of a duration.
func allIn(words, list []string) bool {
	for _, w := range words {
		if !slices.Contains(list, w) && !isUnit(w) && !isNumber(w) {
			return false
		}
	}
	return true
}

// durationLen returns the number of words of a duration at the beginning of words: "at least 10 seconds", "a while".
func durationLen(words []string) int {
	for n, w := range words {
		switch {
		case isUnit(w):
			if n+2 < len(words) && words[n+1] == "of" && words[n+2] == "time" {
				return n + 3
			}
			if n+1 < len(words) && words[n+1] == "or" && n+3 < len(words) && isUnit(words[n+3]) {
				return n + 4
			}
			return n + 1
		case isNumber(w):
		case !slices.Contains([]string{"a", "an", "the", "at", "least", "about", "around", "approximately", "few", "several", "some", "couple", "of", "short",
			"brief", "more", "than", "another", "little", "to", "or", "next", "certain", "long", "enough", "reasonable", "random"}, w):
			return 0
		}
	}
	return 0
}

// isUnit reports whether a word is a unit of time, or a number with one.
func isUnit(word string) bool {
	unit := strings.TrimLeft(word, "0123456789.~")
	switch unit {
	case "second", "seconds", "minute", "minutes", "hour", "hours", "millisecond", "milliseconds", "day", "days", "moment", "moments", "while", "time", "period",
		"bit", "delay", "pause", "interval":
		return true
	case "s", "sec", "secs", "min", "mins", "ms", "h", "m":
		return unit != word || unit != "m" && unit != "h"
	}
	return false
}

// isNumber reports whether a word is a number.
func isNumber(word string) bool {
	if word != "" && strings.Trim(word, "0123456789.~-") == "" {
		return true
	}
	return slices.Contains([]string{"one", "two", "three", "four", "five", "six", "ten", "fifteen", "twenty", "thirty", "sixty"}, word)
}
