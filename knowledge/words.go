package knowledge

import "unicode/utf8"

// ContentWords returns those of words that say something: function words and bare numbers are left out.
func ContentWords(words []string) []string {
	var out []string
	for _, w := range words {
		if isContent(w) {
			out = append(out, w)
		}
	}
	return out
}

// leastSlip is the fewest letters of a word in which one wrong letter is forgiven; in a shorter one it makes another word.
const leastSlip = 5

// Slip reports whether a and b are the same word but for one mistake in typing. Words under five letters and numbers must be equal.
func Slip(a, b string) bool {
	switch {
	case a == b:
		return true
	case len(a)-len(b) > 1 || len(b)-len(a) > 1 || len(a) < leastSlip || len(b) < leastSlip || len(a) > maxWord || len(b) > maxWord || hasDigit(a) || hasDigit(b):
		return false
	case utf8.RuneCountInString(a) < leastSlip || utf8.RuneCountInString(b) < leastSlip: // the letters of other scripts have two or three bytes
		return false
	}
	return distance(a, b, 1) <= 1
}

// Mistyped reports whether typed is the word w, or w with one mistake that makes no common English word. It is the stricter Slip, for where
// the words around do not tell what is meant: "worry" is no slip of "sorry".
func Mistyped(typed, w string) bool {
	return typed == w || Slip(typed, w) && MayBeMistyped(typed)
}

// MayBeMistyped reports whether a word can be another one with a mistake: it is long enough, and no common English word.
func MayBeMistyped(typed string) bool { return len(typed) >= leastSlip && !isOrdinary(typed) }
