package triage

import (
	"cmp"
	"slices"
	"strings"

	"frontdesk/knowledge/text"
)

// A symbol is a word as the signs write it: "bleed", or "bleed*" with its endings.
type symbol int32

// A concept is one term of the signs, or one cue: any of a set of phrases.
type concept int32

// A lexicon finds the phrases of all concepts in one pass over a text. It is built once and then only read.
type lexicon struct {
	concepts map[string]concept // by the source of its phrases
	symbols  map[string]symbol
	words    map[string][]symbol // what each known word can stand for
	fillers  map[string]bool     // words that may stand inside a phrase unnoticed
	first    [][]int32           // by symbol: the nodes that follow the root
	leads    [][]lead            // by node: where symbols lead, by symbol once the lexicon is frozen
	middles  map[middle]int32    // while building: the node between the first and the second of a row
	ends     [][]concept         // by node: the concepts that a phrase ending there means
	typos    typos
}

// A lead is a step from one node to the next.
type lead struct {
	by symbol
	to int32
}

type middle struct {
	node int32
	word string   // what leads from node to the middle: a word,
	by   *pattern // or anything else
}

// A span is the place of a phrase: tokens from up to, but without, to.
type span struct{ from, to int32 }

func newLexicon(fillers []string) *lexicon {
	x := &lexicon{
		concepts: map[string]concept{},
		symbols:  map[string]symbol{},
		words:    map[string][]symbol{},
		fillers:  map[string]bool{},
		middles:  map[middle]int32{},
		leads:    make([][]lead, 1),
		ends:     make([][]concept, 1),
		typos:    typos{first: map[uint64]int32{}},
	}
	for _, word := range fillers {
		x.fillers[word] = true
		x.learn(word)
	}
	return x
}

// add returns the concept of a term, new or known.
func (x *lexicon) add(t term) concept {
	if c, ok := x.concepts[t.name]; ok {
		return c
	}
	c := concept(len(x.concepts))
	x.concepts[t.name] = c
	x.insert(t.pattern, 0, x.node(c))
	return c
}

// node returns a new node at which the concepts given end.
func (x *lexicon) node(ends ...concept) int32 {
	x.ends = append(x.ends, ends)
	x.leads = append(x.leads, nil)
	return int32(len(x.ends) - 1)
}

// insert leads a pattern from one node to another.
func (x *lexicon) insert(p *pattern, from, to int32) {
	switch {
	case p.word != "":
		x.lead(from, x.symbol(p.word), to)
	case p.any != nil:
		for _, q := range p.any {
			x.insert(q, from, to)
		}
	default:
		for _, q := range p.row[:len(p.row)-1] {
			from = x.middle(q, from)
		}
		x.insert(p.row[len(p.row)-1], from, to)
	}
}

// middle returns the node that a pattern leads to from a node when more follows; rows that begin alike share it.
func (x *lexicon) middle(p *pattern, from int32) int32 {
	m := middle{node: from, word: p.word}
	if p.word == "" {
		m.by = p
	}
	to, ok := x.middles[m]
	if !ok {
		to = x.node()
		x.middles[m] = to
		x.insert(p, from, to)
	}
	return to
}

func (x *lexicon) lead(from int32, by symbol, to int32) {
	if from == 0 {
		if !slices.Contains(x.first[by], to) {
			x.first[by] = append(x.first[by], to)
		}
		return
	}
	x.leads[from] = append(x.leads[from], lead{by, to})
}

// freeze puts the leads in order, for follow. Nothing may be added afterwards.
func (x *lexicon) freeze() {
	x.middles = nil
	for i, ls := range x.leads {
		slices.SortFunc(ls, func(a, b lead) int { return cmp.Or(int(a.by-b.by), int(a.to-b.to)) })
		x.leads[i] = slices.Compact(ls)
	}
}

// symbol returns the symbol of a word, and makes every word that it covers known.
func (x *lexicon) symbol(word string) symbol {
	if s, ok := x.symbols[word]; ok {
		return s
	}
	s := symbol(len(x.first))
	x.first = append(x.first, nil)
	x.symbols[word] = s
	base, stem := strings.CutSuffix(word, "*")
	forms := []string{base}
	if stem {
		forms = endings(base)
	}
	for _, form := range forms {
		x.learn(form)
		if !slices.Contains(x.words[form], s) {
			x.words[form] = append(x.words[form], s)
		}
	}
	return s
}

// learn makes a word known, so that it is not taken for another one misspelt.
func (x *lexicon) learn(word string) {
	if _, ok := x.words[word]; ok {
		return
	}
	x.words[word] = nil
	if len(word) >= minTypo {
		x.typos.add(word)
	}
}

// meet makes the words of an ordinary sentence known: they are meant as they stand, and are no slips of other words.
func (x *lexicon) meet(sentence string) {
	for _, word := range text.Words(sentence) {
		if _, ok := x.words[word]; !ok {
			x.words[word] = nil
		}
	}
}

// endings returns an English word with the endings it usually takes. Some are no words; nobody writes those.
func endings(word string) []string {
	forms := []string{word, word + "s"}
	last := word[len(word)-1]
	stem := word
	switch {
	case last == 'e':
		stem = word[:len(word)-1]
	case last == 'y' && len(word) > 3 && !vowel(word[len(word)-2]):
		stem = word[:len(word)-1] + "i"
		forms = append(forms, word+"ing")
	case len(word) > 2 && !vowel(last) && vowel(word[len(word)-2]) && !vowel(word[len(word)-3]):
		doubled := word + string(last)
		forms = append(forms, doubled+"ed", doubled+"ing")
	}
	for _, e := range []string{"es", "ed", "ing", "ness"} {
		forms = append(forms, stem+e)
	}
	if last == 'e' {
		forms = append(forms, word+"ness")
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// found is what one pass over a text leaves: the tokens, what each can stand for, and where each concept is.
type found struct {
	tokens  []text.Token
	symbols [][]symbol
	filler  []bool
	at      [][]span  // by concept
	seen    []concept // the concepts that are in the text, in no order
	spare   []symbol  // room for words that may be several misspelt ones
}

// reset makes f ready for another text.
func (f *found) reset(concepts int) {
	if len(f.at) < concepts {
		f.at = make([][]span, concepts)
	}
	for _, c := range f.seen {
		f.at[c] = f.at[c][:0]
	}
	f.seen, f.symbols, f.filler, f.spare = f.seen[:0], f.symbols[:0], f.filler[:0], f.spare[:0]
}

// has reports whether a concept is anywhere in the text.
func (f *found) has(c concept) bool { return len(f.at[c]) > 0 }

// read finds every concept in a text.
func (x *lexicon) read(s string, f *found) {
	f.reset(len(x.concepts))
	f.tokens = text.Tokens(s)
	for _, t := range f.tokens {
		f.symbols = append(f.symbols, x.resolve(t.Text, f))
		f.filler = append(f.filler, x.fillers[t.Text])
	}
	for i, symbols := range f.symbols {
		for _, s := range symbols {
			for _, node := range x.first[s] {
				x.follow(f, walk{node, int32(i), int32(i) + 1})
			}
		}
	}
}

// A walk is a path into the phrases: the node it reached after the tokens from up to to.
type walk struct{ node, from, to int32 }

const (
	maxFillers = 2  // fillers that may stand between two words of a phrase
	maxPhrase  = 24 // words that a phrase may take with its fillers
)

func (x *lexicon) follow(f *found, w walk) {
	for _, c := range x.ends[w.node] {
		f.mark(c, span{w.from, w.to})
	}
	leads := x.leads[w.node]
	if len(leads) == 0 || w.to-w.from >= maxPhrase {
		return
	}
	for i := w.to; i < int32(len(f.tokens)) && i <= w.to+maxFillers && !f.tokens[i].Break; i++ {
		for _, s := range f.symbols[i] {
			at, _ := slices.BinarySearchFunc(leads, s, func(l lead, s symbol) int { return int(l.by - s) })
			for ; at < len(leads) && leads[at].by == s; at++ {
				x.follow(f, walk{leads[at].to, w.from, i + 1})
			}
		}
		if !f.filler[i] {
			return
		}
	}
}

func (f *found) mark(c concept, s span) {
	if len(f.at[c]) == 0 {
		f.seen = append(f.seen, c)
	}
	for i := len(f.at[c]) - 1; i >= 0 && f.at[c][i].from == s.from; i-- {
		if f.at[c][i] == s {
			return
		}
	}
	f.at[c] = append(f.at[c], s)
}
