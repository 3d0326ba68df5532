package triage

import (
	"cmp"
	"iter"
	"slices"
)

// resolve returns what a word can stand for: itself when it is known, otherwise the known words that are one slip away. It also
// says whether the word is a filler.
func (x *lexicon) resolve(word string, f *found) (symbols []symbol, filler bool) {
	if w, ok := x.words[word]; ok || len(word) < minTypo-1 || len(word) > maxTypo {
		return x.means[w.from:w.to], w.filler
	}
	if short := squeezeRuns(word, 2); short != word {
		for _, s := range []string{short, squeezeRuns(word, 1)} {
			if w, ok := x.words[s]; ok {
				return x.means[w.from:w.to], false
			}
		}
		word = short
	}
	from := len(f.spare)
	for _, known := range x.slips(word) {
		w := x.words[known]
		f.spare = append(f.spare, x.means[w.from:w.to]...)
	}
	return f.spare[from:len(f.spare):len(f.spare)], false
}

// typos are known words by the hash of every spelling of theirs that lacks one letter.
type typos struct {
	words []string
	slots []slot
	last  []int32 // by the last bits of a hash: the slot plus one that was added last
}

// slot is one word for a hash, and the slot plus one that was added before it to the same place.
type slot struct{ word, before int32 }

const typoPlaces = 1 << 16 // about as many as there are slots

func (t *typos) add(word string) {
	if t.last == nil {
		t.last = make([]int32, typoPlaces)
	}
	n := int32(len(t.words))
	t.words = append(t.words, word)
	eachShorter(word, func(hash uint64) {
		place := &t.last[hash%typoPlaces]
		t.slots = append(t.slots, slot{n, *place})
		*place = int32(len(t.slots))
	})
}

// at yields the words for a hash and a few others, the one learnt last first.
func (t *typos) at(hash uint64) iter.Seq[string] {
	return func(yield func(string) bool) {
		if t.last == nil {
			return
		}
		for p := t.last[hash%typoPlaces]; p != 0; p = t.slots[p-1].before {
			if !yield(t.words[t.slots[p-1].word]) {
				return
			}
		}
	}
}

// dropsVowel reports whether a short word lacks a vowel of known: "chst", and not "feer" for fever.
func dropsVowel(word, known string) bool {
	consonants := func(s string) int {
		n := 0
		for i := range len(s) {
			if !vowel(s[i]) {
				n++
			}
		}
		return n
	}
	return consonants(word) == consonants(known)
}

// slips returns the known words that word may be with one letter wrong, missing, doubled or swapped with its neighbour.
func (x *lexicon) slips(word string) []string {
	var near []string
	try := func(hash uint64) {
		for known := range x.typos.at(hash) {
			if !slices.Contains(near, known) && oneSlip(word, known) && (len(word) >= minTypo || dropsVowel(word, known)) {
				near = append(near, known)
			}
		}
	}
	try(hashWithout(word, -1))
	eachShorter(word, try)
	begins := func(known string) bool { return known[0] == word[0] }
	if slices.ContainsFunc(near, begins) { // the first letter is the one that is right most often: "hstory" is no "story"
		near = slices.DeleteFunc(near, func(known string) bool { return !begins(known) })
	}
	return near
}

const (
	minTypo = 5  // letters that a known word must have before a slip in it is forgiven
	maxTypo = 30 // letters of the longest word that is looked at for slips
)

// eachShorter calls f with the hash of every spelling of word that lacks one letter, and of word itself.
func eachShorter(word string, f func(uint64)) {
	f(hashWithout(word, -1))
	for i := range len(word) {
		if i == 0 || word[i] != word[i-1] {
			f(hashWithout(word, i))
		}
	}
}

// hashWithout returns the FNV-1a hash of word without the byte at skip.
func hashWithout(word string, skip int) uint64 {
	hash := uint64(14695981039346656037)
	for i := range len(word) {
		if i != skip {
			hash = (hash ^ uint64(word[i])) * 1099511628211
		}
	}
	return hash
}

// oneSlip reports whether two different words are one edit apart; swapping neighbours is one edit.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	from := 0
	for from < len(a) && a[from] == b[from] {
		from++
	}
	to := 0
	for to < len(a)-from && a[len(a)-1-to] == b[len(b)-1-to] {
		to++
	}
	x, y := a[from:len(a)-to], b[from:len(b)-to]
	switch cmp.Compare(len(a), len(b)) {
	case 0:
		return len(x) == 1 || len(x) == 2 && x[0] == y[1] && x[1] == y[0]
	default:
		return len(b)-len(a) == 1 && x == ""
	}
}

// squeezeRuns leaves keep letters of every run of three or more: "breeeath" is "breeath" for 2 and "breath" for 1.
func squeezeRuns(word string, keep int) string {
	var b []byte
	for i := 0; i < len(word); {
		j := i
		for j < len(word) && word[j] == word[i] {
			j++
		}
		n := j - i
		if n > 2 {
			n = keep
		}
		b = append(b, word[i:i+n]...)
		i = j
	}
	return string(b)
}
