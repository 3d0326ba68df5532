package knowledge

import "math/bits"

// letterSet returns the letters of a word as a set of bits; other characters share the last six.
func letterSet(w string) uint32 {
	var set uint32
	for i := range len(w) {
		if c := w[i]; 'a' <= c && c <= 'z' {
			set |= 1 << (c - 'a')
		} else {
			set |= 1 << (26 + c%6)
		}
	}
	return set
}

// differ counts the letters that only one of two words has. One mistake changes at most two of them.
func differ(a, b uint32) int { return bits.OnesCount32(a ^ b) }

// distance counts the mistakes that turn a into b: a letter left out, added, changed, or two neighbours exchanged (optimal
// string alignment: Boytsov 2011, doi.org/10.1145/1963190.1963191, section 2.1). It gives up with limit+1 beyond limit.
// Both words have at most maxWord bytes.
func distance(a, b string, limit int) int {
	var rows [3][maxWord + 1]int
	before, above, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		above[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			d := above[j-1]
			if a[i-1] != b[j-1] {
				d = 1 + min(d, above[j], row[j-1])
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					d = min(d, before[j-2]+1)
				}
			}
			row[j] = d
			least = min(least, d)
		}
		if least > limit {
			return limit + 1
		}
		before, above, row = above, row, before
	}
	return above[len(b)]
}

func hasDigit(w string) bool {
	for i := range len(w) {
		if '0' <= w[i] && w[i] <= '9' {
			return true
		}
	}
	return false
}
