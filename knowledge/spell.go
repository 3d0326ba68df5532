package knowledge

import "cmp"

// speller finds the word that a misspelt one was meant to be, among those of the knowledge and its synonyms. It compares words
// as people write them, never stems, because an ending is where a typing mistake changes a stem.
type speller struct {
	byLen [][]spelling // by length in bytes
}

// spelling is a word that can be meant. The set of its letters rules most words out at the cost of one instruction.
type spelling struct {
	text    string
	letters uint32
	count   int32 // how often the knowledge uses it
}

// maxWord is the most bytes a word may have to be corrected; the longest in English dictionaries have 45.
const maxWord = 40

func newSpeller(l *lexicon, t *thesaurus) *speller {
	s := &speller{byLen: make([][]spelling, maxWord+1)}
	for _, w := range l.list {
		s.add(w.text, w.count)
	}
	for _, w := range t.words() {
		if _, ok := l.words[w]; !ok {
			s.add(w, 0)
		}
	}
	return s
}

func (s *speller) add(w string, count int32) {
	if len(w) <= maxWord {
		s.byLen[len(w)] = append(s.byLen[len(w)], spelling{w, letterSet(w), count})
	}
}

// tolerance is how many mistakes a word of n letters may have: none up to three letters, where every word has another for
// a neighbour, one up to seven, two above.
func tolerance(n int) int {
	switch {
	case n <= 3 || n > maxWord:
		return 0
	case n <= 7:
		return 1
	}
	return 2
}

// correct returns the known word nearest to w. Of equally near ones it takes the one with the same first letter, then one that
// says something ("hert" is "hurt" and not "here"), then the one that the knowledge uses most, then the first of the alphabet.
func (s *speller) correct(w string) (string, bool) {
	limit := tolerance(len(w))
	if limit == 0 || hasDigit(w) {
		return "", false
	}
	letters := letterSet(w)
	var found spelling
	mistakes, ok := 0, false
	for n := len(w) - limit; n <= min(len(w)+limit, maxWord); n++ {
		for _, known := range s.byLen[n] {
			if differ(letters, known.letters) > 2*limit {
				continue
			}
			d := distance(w, known.text, limit)
			if d > limit || ok && (d > mistakes || d == mistakes && !nearer(w, known, found)) {
				continue
			}
			found, mistakes, ok = known, d, true
		}
	}
	return found.text, ok
}

// nearer reports whether a is a better correction of w than b when both are equally far.
func nearer(w string, a, b spelling) bool {
	sameA, sameB := a.text[0] == w[0], b.text[0] == w[0]
	if sameA != sameB {
		return sameA
	}
	if emptyA, emptyB := isEmpty(a.text), isEmpty(b.text); emptyA != emptyB {
		return emptyB
	}
	return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.text, b.text)) < 0
}
