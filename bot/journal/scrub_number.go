package journal

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What makes digits a number that belongs to somebody. ITU-T E.164 gives telephone numbers up to 15 digits; locally they have
// as few as 7. Indian postal codes have 6, Aadhaar 12, cards up to 19.
const (
	longDigits  = 6  // digits in a row that are always taken out
	fewestSplit = 7  // digits of a number written in groups
	fewestPairs = 9  // the same when no group has more than two digits: "2 3 4-5 24-48" is not a telephone number
	wholePhone  = 10 // digits after which a telephone number can be complete
	maxGap      = 4  // characters between two groups of one number, as in ") - "
)

// group is a row of digits. value is only right up to longDigits digits.
type group struct {
	from, to int
	digits   string // in ASCII, the first maxDigits of them
	n        int
	value    int
	gap      string // what stands between it and the group before
}

// maxDigits is more than any telephone number has.
const maxDigits = 24

// numbers finds the digits that belong to somebody.
func numbers(s string) []span {
	var found []span
	eachRun(s, func(run []group) {
		if run = untail(run); !personal(s, run) {
			return
		}
		found = append(found, span{lead(s, run), run[len(run)-1].to, labelNumber})
	})
	return found
}

// eachRun calls f with every longest run of digit groups that stand close enough together to be one number.
func eachRun(s string, f func([]group)) {
	var run []group
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if _, ok := digit(r); !ok {
			i += size
			continue
		}
		g := nextGroup(s, i)
		if len(run) > 0 {
			g.gap = s[run[len(run)-1].to:g.from]
			if !joins(g.gap) {
				f(run)
				run, g.gap = run[:0], ""
			}
		}
		run = append(run, g)
		i = g.to
	}
	if len(run) > 0 {
		f(run)
	}
}

// nextGroup reads the row of digits that begins at i; what is silent between two digits does not end it.
func nextGroup(s string, i int) group {
	g := group{from: i, to: i}
	var digits []byte
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		d, ok := digit(r)
		if !ok && !silent(r) {
			break
		}
		i += size
		if !ok {
			continue
		}
		g.to = i
		g.n++
		if g.n <= longDigits {
			g.value = g.value*10 + d
		}
		if g.n <= maxDigits {
			digits = append(digits, byte('0'+d))
		}
	}
	g.digits = string(digits)
	return g
}

// digit returns the value of a digit of any script, also of one that is raised, lowered or in a circle.
func digit(r rune) (int, bool) {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0'), true
	case r < 0xb2: // the first digit outside of ASCII
		return 0, false
	case unicode.Is(unicode.Nd, r):
		return decimal(r), true
	case unicode.Is(unicode.No, r):
		d := norm.NFKD.PropertiesString(string(r)).Decomposition()
		if len(d) == 1 && '0' <= d[0] && d[0] <= '9' {
			return int(d[0] - '0'), true
		}
	}
	return 0, false
}

// decimal returns the value of a character of category Nd. Their ranges begin with a zero and go in tens
// (https://www.unicode.org/reports/tr44/#Numeric_Type_Digit).
func decimal(r rune) int {
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return int(r-rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return int(r-rune(t.Lo)) % 10
		}
	}
	return 0
}

// joins reports whether a gap can stand inside one number. A full stop only does without space: after "10. " a sentence ends.
func joins(gap string) bool {
	n, stop, space := 0, false, false
	for _, r := range gap {
		switch {
		case silent(r):
			continue
		case unicode.IsSpace(r):
			space = true
		case r == '.' || r == '·' || r == '•' || r == '\uff0e':
			stop = true
		case unicode.Is(unicode.Pd, r), strings.ContainsRune("()_*~\u2212\uff08\uff09", r):
		default:
			return false
		}
		if n++; n > maxGap || stop && space {
			return false
		}
	}
	return true
}

// untail cuts off what follows a complete number, such as the 2 of "98765 43210 2 weeks".
func untail(run []group) []group {
	total := 0
	for i, g := range run {
		if total >= wholePhone && run[i-1].n > 2 && strings.TrimSpace(g.gap) == "" && allShort(run[i:]) {
			return run[:i]
		}
		total += g.n
	}
	return run
}

// allShort reports whether groups are few and have at most two digits each, as counts, hours and ages have.
func allShort(groups []group) bool {
	for _, g := range groups {
		if g.n > 2 {
			return false
		}
	}
	return len(groups) <= 3
}

// personal reports whether a run of groups is a number that belongs to somebody.
func personal(s string, run []group) bool {
	total, widest := 0, 0
	for _, g := range run {
		total += g.n
		widest = max(widest, g.n)
	}
	switch {
	case widest >= longDigits:
		return true
	case total < fewestSplit, widest <= 2 && total < fewestPairs:
		return false
	case dates(run), steps(run), roundRange(run):
		return false
	case total < fewestPairs && len(run) > 2:
		return dialled(s, run)
	}
	return true
}

// dialled reports whether a run is spelled as only telephone numbers are: with +, a trunk zero or an area code in brackets.
func dialled(s string, run []group) bool {
	before := strings.TrimRight(s[:run[0].from], " ")
	return strings.HasSuffix(before, "+") || strings.HasSuffix(before, "(") || run[0].digits[0] == '0' && run[0].n > 2
}

// dates reports whether a run is nothing but dates, years and times of day: 20-11-2026, 2019-2024, 9.30-12.30.
func dates(run []group) bool {
	for len(run) > 0 {
		n := leadingDate(run)
		if n == 0 {
			return false
		}
		run = run[n:]
	}
	return true
}

// leadingDate returns how many groups the date, year or time takes that a run begins with.
func leadingDate(run []group) int {
	small := func(g group, most int) bool { return g.n <= 2 && g.value <= most }
	year := func(g group) bool { return g.n == 4 && 1900 <= g.value && g.value < 2100 }
	if len(run) >= 3 {
		a, b, c := run[0], run[1], run[2]
		dayFirst := small(a, 31) && small(b, 31) && min(a.value, b.value) <= 12 && (year(c) || c.n == 2)
		if dayFirst || year(a) && small(b, 12) && small(c, 31) {
			return 3
		}
	}
	if year(run[0]) {
		return 1
	}
	if len(run) >= 2 && run[1].gap == "." && small(run[0], 24) && small(run[1], 59) {
		return 2
	}
	return 0
}

// steps reports whether a run counts up by equal steps: 1 2 3 4 5 6 7, 10 20 30 40.
func steps(run []group) bool {
	if len(run) < 3 || run[2].n > 3 {
		return false
	}
	by := run[1].value - run[0].value
	for i := 1; i < len(run); i++ {
		if run[i].n > 3 || run[i].value-run[i-1].value != by {
			return false
		}
	}
	return 0 < by && by <= 100
}

// roundRange reports whether a run is a range of round numbers, as of prices: 800-1200.
func roundRange(run []group) bool {
	if len(run) != 2 {
		return false
	}
	a, b := run[0], run[1]
	return a.n <= 4 && b.n <= 4 && a.value < b.value && a.value%10 == 0 && b.value%10 == 0 && a.value > 0 && a.digits[0] != '0'
}

// lead returns where a run begins with the + or the bracket that belongs to it.
func lead(s string, run []group) int {
	from := run[0].from
	bracket := len(run) > 1 && strings.Contains(run[1].gap, ")")
	for from > 0 && (s[from-1] == '+' || s[from-1] == '(' && bracket) {
		bracket = bracket && s[from-1] == '+'
		from--
	}
	return from
}

// ownNumbers finds the numbers in own, with or without their country code, +, 00 or trunk zero, however they are grouped. An
// own number of less than longDigits digits needs no protection.
func ownNumbers(s string, own []string) []span {
	var wanted []string
	for _, number := range own {
		if d := strings.TrimLeft(digitsOf(number), "0"); len(d) >= longDigits {
			wanted = append(wanted, d)
		}
	}
	var found []span
	if len(wanted) == 0 {
		return nil
	}
	eachRun(s, func(run []group) {
		for i := 0; i < len(run); i++ {
			if n := longestOwn(run[i:], wanted); n > 0 {
				found = append(found, span{from: lead(s, run[i:i+n]), to: run[i+n-1].to})
				i += n - 1
			}
		}
	})
	return found
}

// longestOwn returns how many groups the longest spelling of a wanted number takes that a run begins with. Country codes have
// up to 3 digits (ITU-T E.164), so that what is left of a number without one is known; up to two zeros come before.
func longestOwn(run []group, wanted []string) int {
	longest := 0
	var said []byte
	for i, g := range run {
		if g.n+len(said) > maxDigits {
			break
		}
		said = append(said, g.digits...)
		bare := bytes.TrimLeft(said, "0")
		for _, w := range wanted {
			if len(said)-len(bare) <= 2 && len(bare) >= max(longDigits, len(w)-3) && strings.HasSuffix(w, string(bare)) {
				longest = i + 1
			}
		}
	}
	return longest
}

// digitsOf returns the digits of a text in ASCII.
func digitsOf(s string) string {
	var b strings.Builder
	for _, r := range s {
		if d, ok := digit(r); ok {
			b.WriteByte(byte('0' + d))
		}
	}
	return b.String()
}
