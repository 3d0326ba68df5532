package triage

import (
	"cmp"
	"slices"
	"strings"

	"frontdesk/knowledge/text"
)

// A builder makes a lexicon.
type builder struct {
	concepts map[string]concept // by the source of its phrases
	symbols  map[string]symbol
	words    map[string]word // of each known word, its place in means as from
	means    [][]symbol
	fillers  int32 // the words before this place are fillers
	first    [][]int32
	leads    [][]lead
	ends     [][]concept
	middles  map[middle]int32 // the node between the first and the second of a row
	typos    typos
}

type middle struct {
	node int32
	word string   // what leads from node to the middle: a word,
	by   *pattern // or anything else
}

func newBuilder(fillers []string) *builder {
	b := &builder{
		concepts: map[string]concept{}, symbols: map[string]symbol{}, words: map[string]word{}, middles: map[middle]int32{},
		leads: make([][]lead, 1), ends: make([][]concept, 1),
	}
	for _, word := range fillers {
		b.learn(word)
	}
	b.fillers = int32(len(b.means))
	return b
}

// add returns the concept of a term, new or known.
func (b *builder) add(t term) concept {
	if c, ok := b.concepts[t.name]; ok {
		return c
	}
	c := concept(len(b.concepts))
	b.concepts[t.name] = c
	b.insert(t.pattern, 0, b.node(c))
	return c
}

// node returns a new node at which the concepts given end.
func (b *builder) node(ends ...concept) int32 {
	b.ends = append(b.ends, ends)
	b.leads = append(b.leads, nil)
	return int32(len(b.ends) - 1)
}

// insert leads a pattern from one node to another.
func (b *builder) insert(p *pattern, from, to int32) {
	switch {
	case p.word != "":
		b.lead(from, b.symbol(p.word), to)
	case p.any != nil:
		for _, q := range p.any {
			b.insert(q, from, to)
		}
	default:
		for _, q := range p.row[:len(p.row)-1] {
			from = b.middle(q, from)
		}
		b.insert(p.row[len(p.row)-1], from, to)
	}
}

// middle returns the node that a pattern leads to from a node when more follows; rows that begin alike share it.
func (b *builder) middle(p *pattern, from int32) int32 {
	m := middle{node: from, word: p.word}
	if p.word == "" {
		m.by = p
	}
	to, ok := b.middles[m]
	if !ok {
		to = b.node()
		b.middles[m] = to
		b.insert(p, from, to)
	}
	return to
}

func (b *builder) lead(from int32, by symbol, to int32) {
	if from == 0 {
		if !slices.Contains(b.first[by], to) {
			b.first[by] = append(b.first[by], to)
		}
		return
	}
	b.leads[from] = append(b.leads[from], lead{by, to})
}

// symbol returns the symbol of a word, and makes every word that it covers known.
func (b *builder) symbol(word string) symbol {
	if s, ok := b.symbols[word]; ok {
		return s
	}
	s := symbol(len(b.first))
	b.first = append(b.first, nil)
	b.symbols[word] = s
	base, stem := strings.CutSuffix(word, "*")
	if !stem {
		b.mean(base, s)
		return s
	}
	for _, form := range endings(base) {
		b.mean(form, s)
	}
	return s
}

// mean lets a word stand for a symbol.
func (b *builder) mean(word string, s symbol) {
	at := b.learn(word)
	if !slices.Contains(b.means[at], s) {
		b.means[at] = append(b.means[at], s)
	}
}

// learn makes a word known, so that it is not taken for another one misspelt, and returns its place.
func (b *builder) learn(word string) int32 {
	if w, ok := b.words[word]; ok {
		return w.from
	}
	if len(word) >= minTypo {
		b.typos.add(word)
	}
	return b.know(word)
}

// know gives a new word a place.
func (b *builder) know(s string) int32 {
	at := int32(len(b.means))
	b.words[s] = word{from: at}
	b.means = append(b.means, nil)
	return at
}

// meet makes the words of an ordinary sentence known: they are meant as they stand, and are no slips of other words.
func (b *builder) meet(sentence string) {
	for _, t := range text.Tokens(sentence) {
		if _, ok := b.words[t.Text]; !ok {
			b.know(strings.Clone(t.Text))
		}
	}
}

// lexicon ends the building.
func (b *builder) lexicon() *lexicon {
	for i, ls := range b.leads {
		slices.SortFunc(ls, func(a, b lead) int { return cmp.Or(int(a.by-b.by), int(a.to-b.to)) })
		b.leads[i] = slices.Compact(ls)
	}
	means := pack(b.means)
	x := &lexicon{
		concepts: len(b.concepts), words: b.words, means: means.all,
		first: pack(b.first), leads: pack(b.leads), ends: pack(b.ends), typos: b.typos,
	}
	for s, w := range b.words {
		b.words[s] = word{means.start[w.from], means.start[w.from+1], w.from < b.fillers}
	}
	return x
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
