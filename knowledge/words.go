package knowledge

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

// leastSlip is the fewest bytes of a word in which one wrong letter is forgiven; in a shorter one it makes another word.
const leastSlip = 5

// Slip reports whether a and b are the same word but for one mistake in typing. Words under five letters and numbers must be equal.
func Slip(a, b string) bool {
	switch {
	case a == b:
		return true
	case len(a) < leastSlip || len(b) < leastSlip || len(a) > maxWord || len(b) > maxWord || hasDigit(a) || hasDigit(b):
		return false
	}
	return distance(a, b, 1) <= 1
}
