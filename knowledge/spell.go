package knowledge

import "cmp"

// speller finds the word of the knowledge that a misspelt word was meant to be. It compares words as people write them,
// never stems, because an ending is where a typing mistake changes a stem.
type speller struct {
	lexicon *lexicon
	byLen   [][]spelling
}

// spelling is one known word with the set of its letters, which rules most words out at the cost of one instruction.
type spelling struct {
	letters uint32
	word    int32
}

// maxWord is the most bytes a word may have to be corrected; the longest in English dictionaries have 45.
const maxWord = 40

func newSpeller(l *lexicon) *speller {
	s := &speller{lexicon: l, byLen: make([][]spelling, maxWord+3)}
	for n, w := range l.list {
		if len(w.text) <= maxWord {
			s.byLen[len(w.text)] = append(s.byLen[len(w.text)], spelling{letterSet(w.text), int32(n)})
		}
	}
	return s
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

// correct returns the known word nearest to w. Of equally near ones it takes the one with the same first letter, then the one
// that the knowledge uses most, then the first of the alphabet.
func (s *speller) correct(w string) (string, bool) {
	limit := tolerance(len(w))
	if limit == 0 || hasDigit(w) {
		return "", false
	}
	letters := letterSet(w)
	var found word
	mistakes, ok := 0, false
	for n := len(w) - limit; n <= min(len(w)+limit, maxWord); n++ {
		for _, c := range s.byLen[n] {
			if differ(letters, c.letters) > 2*limit {
				continue
			}
			known := s.lexicon.list[c.word]
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
func nearer(w string, a, b word) bool {
	sameA, sameB := a.text[0] == w[0], b.text[0] == w[0]
	if sameA != sameB {
		return sameA
	}
	return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.text, b.text)) < 0
}
