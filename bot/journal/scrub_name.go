package journal

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxNames is the most words that one name takes.
const maxNames = 4

// word is a row of letters, with apostrophes inside. low is in lower case with straight apostrophes.
type word struct {
	from, to int
	low      string
}

// sentenceWords is a text as its words.
type sentenceWords struct {
	text  string
	words []word
}

// names finds the names that are announced as such.
func names(s string) []span { return sentenceWords{s, splitWords(s)}.find(sentenceWords.nameAt) }

// find collects what read finds at the words. read returns the word after what it found.
func (t sentenceWords) find(read func(t sentenceWords, i int) (span, int)) []span {
	var found []span
	for i := 0; i < len(t.words); i++ {
		if a, next := read(t, i); a.to > 0 {
			found = append(found, a)
			i = max(i, next-1)
		}
	}
	return found
}

// splitWords splits a text into its words.
func splitWords(s string) []word {
	var words []word
	from := -1
	for i, r := range s {
		inside := unicode.IsLetter(r) || from >= 0 && (silent(r) || isApostrophe(r))
		switch {
		case inside && from < 0:
			from = i
		case !inside && from >= 0:
			words = append(words, word{from, i, fold(s[from:i])})
			from = -1
		}
	}
	if from >= 0 {
		words = append(words, word{from, len(s), fold(s[from:])})
	}
	return words
}

func isApostrophe(r rune) bool { return r == '\'' || r == '\u2019' || r == '\u02bc' || r == '`' }

// fold returns a word in lower case with straight apostrophes.
func fold(s string) string {
	s = strings.ToLower(s)
	for _, a := range []string{"\u2019", "\u02bc", "`"} {
		s = strings.ReplaceAll(s, a, "'")
	}
	return strings.TrimRight(s, "'")
}

// nameAt returns the name that the words from i on announce, and the word after it.
func (t sentenceWords) nameAt(i int) (span, int) {
	for _, read := range []func(sentenceWords, int) (span, int){
		sentenceWords.introduced, sentenceWords.stated, sentenceWords.signed, sentenceWords.titled, sentenceWords.dashed,
	} {
		if a, next := read(t, i); a.to > 0 {
			return a, next
		}
	}
	if i == 0 || greetings[t.words[i-1].low] && t.near(i, ",!.") {
		return t.present(i, i)
	}
	return span{}, i
}

// introduced reads "my name is Priya", "Name: Priya", "naam Priya hai".
func (t sentenceWords) introduced(i int) (span, int) {
	if j := t.match(i, introductions); j > 0 && t.near(j, ":-–—=*_\"'“‘,") {
		return t.announced(j)
	}
	if !labels[t.words[i].low] {
		return span{}, i
	}
	if t.labelled(i + 1) {
		return t.announced(i + 1)
	}
	if strings.HasPrefix(t.words[i].low, "naa") && t.near(i+1, "") {
		if a, next := t.name(i + 1); next < len(t.words) && strings.HasPrefix(t.words[next].low, "h") {
			return a, next
		}
	}
	return span{}, i
}

// signed reads "Regards, Priya" and, at the end of a text, "Thanks, Priya".
func (t sentenceWords) signed(i int) (span, int) {
	if j := t.match(i, closings); j > 0 && t.near(j, ",-–—~.!*_:") && (t.parted(j) || t.capital(j)) {
		return t.name(j)
	}
	if j := t.match(i, thanks); j > 0 && t.near(j, ",-–—~.!*_") && (t.parted(j) || t.capital(j)) {
		if a, next := t.name(j); next == len(t.words) {
			return a, next
		}
	}
	return span{}, i
}

// titled reads "Dr. Mehta" and "my mother Lakshmi".
func (t sentenceWords) titled(i int) (span, int) {
	if j := t.match(i, relatives); j > 0 && t.near(j, ",(") && t.capital(j) {
		return t.surname(j)
	}
	if low := t.words[i].low; titles[low] && t.near(i+1, ".") && (t.capital(i+1) || plainTitles[low]) {
		return t.surname(i + 1)
	}
	return span{}, i
}

// match returns the word after the longest of the phrases that begins at word i, 0 when none does.
func (t sentenceWords) match(i int, all map[string][][]string) int {
	best := 0
	for _, rest := range all[t.words[i].low] {
		j := i + 1
		for _, w := range rest {
			if j >= len(t.words) || t.words[j].low != w || !t.near(j, "") {
				j = 0
				break
			}
			j++
		}
		best = max(best, j)
	}
	return best
}

// gap returns what stands before word i.
func (t sentenceWords) gap(i int) string {
	if i == 0 {
		return t.text[:t.words[0].from]
	}
	return t.text[t.words[i-1].to:t.words[i].from]
}

// near reports whether word i is there and little stands before it: white space and at most four of the characters in also.
func (t sentenceWords) near(i int, also string) bool {
	if i <= 0 || i >= len(t.words) {
		return false
	}
	others := 0
	for _, r := range t.gap(i) {
		switch {
		case unicode.IsSpace(r) || silent(r):
		case strings.ContainsRune(also, r) && others < 4:
			others++
		default:
			return false
		}
	}
	return true
}

// parted reports whether a comma, a dash or a line break stands before word i.
func (t sentenceWords) parted(i int) bool { return strings.ContainsAny(t.gap(i), ",\n-–—~!") }

// labelled reports whether what stands before word i makes the word before it a label: a colon, an equals sign, or a dash
// with space round it.
func (t sentenceWords) labelled(i int) bool {
	if !t.near(i, ":=-–—.*_\"'") {
		return false
	}
	g := t.gap(i)
	return strings.ContainsAny(g, ":=–—") || strings.Contains(g, " - ") || strings.Contains(g, "-") && t.capital(i)
}

// capital reports whether word i is written like a name: a capital and then a small letter, or one capital alone.
func (t sentenceWords) capital(i int) bool {
	if i >= len(t.words) {
		return false
	}
	w := t.text[t.words[i].from:t.words[i].to]
	first, size := utf8.DecodeRuneInString(w)
	second, _ := utf8.DecodeRuneInString(w[size:])
	return unicode.IsUpper(first) && (len(w) == size || unicode.IsLower(second)) && !t.numbered(i)
}

// plain reports whether word i can be part of a name: it is not an everyday word, nor the letter of L4 or B12.
func (t sentenceWords) plain(i int) bool {
	low := t.words[i].low
	return !commonWords[low] && !(len(low) > 5 && strings.HasSuffix(low, "ing")) && !t.numbered(i)
}

// numbered reports whether word i is the letter of something like L4 or B12.
func (t sentenceWords) numbered(i int) bool {
	w := t.words[i]
	r, _ := utf8.DecodeRuneInString(t.text[w.to:])
	_, ok := digit(r)
	return ok && len(w.low) <= 2
}

// announced returns the name at word i where nothing but a name can follow: with a capital, an everyday word is one too ("my
// name is Will").
func (t sentenceWords) announced(i int) (span, int) {
	if t.capital(i) {
		return t.grow(i, i+1)
	}
	return t.name(i)
}

// name returns the name that begins at word i, if it is none of the everyday words.
func (t sentenceWords) name(i int) (span, int) { return t.grow(i, i) }

// grow returns the name from word i to at least word end, with the words that continue it.
func (t sentenceWords) grow(i, end int) (span, int) {
	for end < len(t.words) && end-i < maxNames && t.plain(end) && (end == i || t.continues(end)) {
		if end-i == maxNames-1 && !t.capital(end) {
			break // a fourth word in small letters is hardly a name
		}
		end++
	}
	if end == i {
		return span{}, i
	}
	return span{t.words[i].from, t.words[end-1].to, labelName}, end
}

// surname returns the name at word i as far as it is written with capitals.
func (t sentenceWords) surname(i int) (span, int) {
	a, next := t.name(i)
	for next > i+1 && !t.capital(next-1) {
		next--
		a.to = t.words[next-1].to
	}
	return a, next
}

// continues reports whether word i belongs to the word before it: one space, a hyphen or the stop of an initial between them.
func (t sentenceWords) continues(i int) bool {
	switch g := t.gap(i); g {
	case " ", "-", "\u00a0":
		return true
	case ".", ". ":
		return utf8.RuneCountInString(t.words[i-1].low) <= 2
	}
	return false
}

// stated reads "i am Priya from", "I am Priya, 34", "hi this is priya,", "Myself Priya".
func (t sentenceWords) stated(i int) (span, int) {
	j := t.match(i, statements)
	if j == 0 || !t.near(j, "*_\"'“‘,") {
		return span{}, i
	}
	if a, next := t.present(i, j); a.to > 0 {
		return a, next
	}
	greeted := i > 0 && greetings[t.words[i-1].low]
	a, next := t.name(j)
	said := false
	switch t.words[i].low {
	case "this":
		said = greeted && (t.capital(j) || next == len(t.words) || strings.ContainsAny(t.gap(next), ",.\n"))
	case "myself", "my":
		said = t.capital(j) || greeted || i == 0 || strings.ContainsAny(t.gap(i), ".!,\n")
	case "main", "mai":
	default:
		said = t.capital(j)
	}
	if a.to == 0 || !said {
		return span{}, i
	}
	return a, next
}

// present reads a name at word j that one of presences follows. Without a statement before it (i == j), the name has a capital.
func (t sentenceWords) present(i, j int) (span, int) {
	a, next := t.name(j)
	if a.to == 0 || !t.near(next, ",") || !presences[t.words[next].low] {
		return span{}, i
	}
	word := t.words[next].low
	thisSide := word != "this" || next+1 < len(t.words) && t.words[next+1].low == "side"
	if !thisSide || word == "side" || i == j && (!t.capital(j) || word == "from") {
		return span{}, i
	}
	return a, next
}

// dashed reads a name on a last line of its own that begins with a dash: "- Priya".
func (t sentenceWords) dashed(i int) (span, int) {
	gap := t.gap(i)
	line := strings.TrimSpace(gap[strings.LastIndexByte(gap, '\n')+1:])
	if !strings.Contains(gap, "\n") || line == "" || strings.Trim(line, "-–—~*_") != "" || !t.capital(i) {
		return span{}, i
	}
	if a, next := t.name(i); a.to > 0 && next == len(t.words) {
		return a, next
	}
	return span{}, i
}
