package errtext

import "strings"

// statusDigits returns the digits of an HTTP status of a failure in a text that is made of little else: "404", ": 404:",
// "status code 404", "Error 409". The digits are a word of their own, and each other word is one of statusWords.
func statusDigits(text string) (digits string, ok bool) {
	for word := range strings.FieldsSeq(strings.Map(separate, text)) {
		switch {
		case isFailure(word) && digits == "":
			digits = word
		case !statusWords[strings.ToLower(word)]:
			return "", false
		}
	}
	return digits, digits != ""
}

// separate turns the punctuation around a status into spaces.
func separate(r rune) rune {
	if strings.ContainsRune(":,;=()[]\"'", r) {
		return ' '
	}
	return r
}

// isFailure reports whether a word is three digits, the first of which is 4 or 5.
func isFailure(word string) bool {
	return len(word) == 3 && (word[0] == '4' || word[0] == '5') && strings.Trim(word, "0123456789") == ""
}

// statusWords are the words that texts have before the digits of a status, in lower case.
var statusWords = map[string]bool{
	"http": true, "status": true, "statuscode": true, "httpstatus": true, "httpcode": true, "code": true, "error": true,
	"response": true, "is": true,
}
