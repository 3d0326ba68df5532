package knowledge

import (
	"cmp"
	"strings"
)

// speller finds the word that a misspelt one was meant to be, among those of the knowledge and its synonyms. It compares words
// as people write them, never stems, because an ending is where a typing mistake changes a stem.
type speller struct {
	byLen [][]spelling // by length in bytes
}

// spelling is a word that can be meant. The set of its letters rules most words out at the cost of one instruction.
type spelling struct {
	text    string
	letters uint32
	sound   uint32 // hash of its sound
	count   int32  // how often the knowledge uses it
}

const (
	// maxWord is the most bytes a word may have to be corrected; the longest in English dictionaries have 45.
	maxWord = 40
	// rare is the most uses that a word can have by mistake; what it was meant to be is used usual times or more.
	rare, usual = 1, 8
)

func newSpeller(l *lexicon, t *thesaurus) *speller {
	s := &speller{byLen: make([][]spelling, maxWord+1)}
	for _, w := range l.list {
		s.add(w.text, w.count)
	}
	for _, w := range t.words() {
		if _, ok := l.words[w.text]; !ok {
			s.add(w.text, l.uses(w.means))
		}
	}
	return s
}

func (s *speller) add(w string, count int32) {
	if len(w) <= maxWord {
		s.byLen[len(w)] = append(s.byLen[len(w)], spelling{w, letterSet(w), soundOf(w), count})
	}
}

// tolerance is how many mistakes a word of n letters may have: none up to three letters, where every word has another for
// a neighbour, one up to seven, two above. A usual word that sounds alike may have one more, and of three letters two ("hrt", "tym").
func tolerance(n int, alike bool) int {
	limit := 2
	switch {
	case n < 2 || n > maxWord:
		return 0
	case n <= 3:
		limit = 0
	case n <= 7:
		limit = 1
	}
	if alike {
		limit = min(limit+1, n-1)
		if n == 3 {
			limit = 2
		}
	}
	return limit
}

// guess is a spelling with how unlikely it is that w was meant to be it.
type guess struct {
	spelling
	cost int
}

// correct returns the known word nearest to w, which is one that sounds alike before one that does not. Of equally near ones it
// takes the one with the same first letter, then one that says something ("hert" is "hurt" and not "here"), then the one that
// the knowledge uses most, then the first of the alphabet. A word that the knowledge uses itself is only corrected to a usual one.
func (s *speller) correct(w string) (string, bool) {
	most := tolerance(len(w), true)
	if most == 0 || hasDigit(w) {
		return "", false
	}
	letters, sound := letterSet(w), soundOf(w)
	var best guess
	found := false
	for n := max(len(w)-most, 1); n <= min(len(w)+most, maxWord); n++ {
		for _, known := range s.byLen[n] {
			alike := known.sound == sound && sound != silent && known.count >= usual
			limit := tolerance(len(w), alike)
			if limit == 0 || differ(letters, known.letters) > 2*limit {
				continue
			}
			if known.text == w {
				if known.count > rare {
					return "", false
				}
				continue
			}
			d := distance(w, known.text, limit)
			if d > limit {
				continue
			}
			g := guess{known, 2 * d}
			if alike {
				g.cost--
			}
			if !found || g.nearer(best, w) {
				best, found = g, true
			}
		}
	}
	return best.text, found
}

// nearer reports whether g is a better correction of w than o.
func (g guess) nearer(o guess, w string) bool {
	if g.cost != o.cost {
		return g.cost < o.cost
	}
	sameG, sameO := g.text[0] == w[0], o.text[0] == w[0]
	if sameG != sameO {
		return sameG
	}
	if emptyG, emptyO := isEmpty(g.text), isEmpty(o.text); emptyG != emptyO {
		return emptyO
	}
	return cmp.Or(cmp.Compare(o.count, g.count), cmp.Compare(g.text, o.text)) < 0
}

// silent is the sound of a word with fewer than two consonants, which too many words share.
const silent = 0

// soundOf returns a hash of the consonants of an English word as they sound, silent for fewer than two: people who write by ear
// leave vowels out or mistake them ("nedels", "hrt", "fobia"). It is Metaphone (Philips 1990, Computer Language 7 (12)) without
// what tells consonants apart that are often confused.
func soundOf(w string) uint32 {
	h, n, before := uint32(2166136261), 0, byte(0) // FNV-1a, as in hash/fnv
	for i := 0; i < len(w); i++ {
		c := consonant(w, i)
		if c == 0 || c == before {
			continue
		}
		h, n, before = (h^uint32(c))*16777619, n+1, c
	}
	if n < 2 {
		return silent
	}
	return h
}

// consonant returns how the letter at i sounds, 0 when it is a vowel inside the word or not heard.
func consonant(w string, i int) byte {
	next := func(letters string) bool { return i+1 < len(w) && strings.IndexByte(letters, w[i+1]) >= 0 }
	c := w[i]
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		if i > 0 {
			return 0
		}
		return 'a'
	case 'h':
		if i > 0 {
			return 0
		}
	case 'c':
		if next("eiy") {
			return 's'
		}
		return 'k'
	case 'q', 'x':
		return 'k'
	case 'z':
		return 's'
	case 'p':
		if next("h") {
			return 'f'
		}
	case 'k', 'w':
		if i == 0 && (c == 'k' && next("n") || c == 'w' && next("r") && len(w) > 2 && consonant(w, 2) == 0) {
			return 0
		}
	case 'g':
		if next("h") {
			return 0
		}
	}
	return c
}
