package triage

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"frontdesk/knowledge/text"
)

const (
	usualGap = 5     // how many words may stand between two neighbours joined by ~
	maxGap   = 30    // the most that ~n may ask for
	maxTerms = 6     // the most things that one part of a sign may join by ~
	maxSize  = 20000 // the most words that one term may have, every list in it written out
)

// A pattern is a word, alternatives, or patterns in a row. Exactly one of its fields is set.
type pattern struct {
	word string // with a trailing *, the word and its usual endings
	any  []*pattern
	row  []*pattern
	size int // how many words it has with every list written out, at most maxSize+1; 0 while nobody asked
}

// A term is one thing that a sign asks for.
type term struct {
	name    string // the source, or the list's name when it is a list alone
	pattern *pattern
}

// A near is terms that stand near each other, in any order.
type near struct {
	terms []term
	gap   int
}

// A rule is one parsed sign.
type rule struct {
	parts  []near // all of them, anywhere in the message; the first is what the sign is about
	unless *term  // not when this is in a sentence of the first part
	ask    bool   // in doubt by itself: ask the safety question
}

// A grammar reads signs and knows the named lists.
type grammar struct {
	source map[string][]string // the alternatives of each list as written
	lists  map[string]*pattern // the lists read so far
	open   map[string]bool     // the lists being read, to find one that contains itself
}

func newGrammar(source map[string][]string) *grammar {
	return &grammar{source: source, lists: map[string]*pattern{}, open: map[string]bool{}}
}

// parse reads one sign:
//
//	short of breath           words in a row
//	faint*                    a word with its usual endings: faints, fainted, fainting …
//	sharp | stabbing          either; a comma means the same
//	(sharp | stabbing) pain   brackets group; [square] ones are optional
//	CHEST                     any phrase of the list CHEST
//	CHEST ~ PAIN              near each other in either order, at most 5 words between neighbours
//	CHEST ~9 PAIN             the same, at most 9
//	WEAK ~ LEG + NEEDLED      both, anywhere in the message
//	RASH unless NAPPY         not when this is in the same sentence
//	CHEST ~ SORE ?            in doubt even when it matches: asks the safety question
//
// Words bind tighter than |, | tighter than ~, and ~ tighter than + and unless.
func (g *grammar) parse(sign string) (rule, error) {
	p := &parser{grammar: g}
	if err := p.scan(sign); err != nil {
		return rule{}, err
	}
	return p.rule()
}

// list returns the pattern of a named list.
func (g *grammar) list(name string) (*pattern, error) {
	if p, ok := g.lists[name]; ok {
		return p, nil
	}
	source, ok := g.source[name]
	switch {
	case !ok:
		return nil, fmt.Errorf("no list is called %s", name)
	case g.open[name]:
		return nil, fmt.Errorf("the list %s contains itself", name)
	}
	g.open[name] = true
	defer delete(g.open, name)
	all, err := g.alternatives(source)
	if err != nil {
		return nil, err
	}
	g.lists[name] = all
	return all, nil
}

// alternatives reads texts that hold alternatives only.
func (g *grammar) alternatives(source []string) (*pattern, error) {
	all := &pattern{}
	for _, text := range source {
		p := &parser{grammar: g}
		if err := p.scan(text); err != nil {
			return nil, err
		}
		t, err := p.alternatives()
		if err != nil {
			return nil, err
		}
		if p.kind() != 0 {
			return nil, fmt.Errorf("%q may not stand here", p.next().text)
		}
		all.any = append(all.any, t)
	}
	return all, nil
}

type parser struct {
	*grammar
	lexemes []lexeme
	at      int
}

func (p *parser) kind() rune {
	if p.at == len(p.lexemes) {
		return 0
	}
	return p.lexemes[p.at].kind
}

func (p *parser) next() lexeme {
	l := p.lexemes[p.at]
	p.at++
	return l
}

// accept steps over one lexeme of the kind, if it is next.
func (p *parser) accept(kind rune) bool {
	if p.kind() != kind {
		return false
	}
	p.at++
	return true
}

func (p *parser) rule() (rule, error) {
	var r rule
	for {
		n, err := p.near()
		if err != nil {
			return r, err
		}
		r.parts = append(r.parts, n)
		if !p.accept('+') {
			break
		}
	}
	if p.accept(unlessLexeme) {
		t, err := p.term()
		if err != nil {
			return r, err
		}
		r.unless = &t
	}
	r.ask = p.accept('?')
	if p.kind() != 0 {
		return r, fmt.Errorf("%q is in the wrong place", p.next().text)
	}
	return r, nil
}

func (p *parser) near() (near, error) {
	n := near{}
	for {
		t, err := p.term()
		if err != nil {
			return n, err
		}
		n.terms = append(n.terms, t)
		if p.kind() != '~' {
			break
		}
		gap, err := gapOf(p.next().text)
		if err != nil {
			return n, err
		}
		n.gap = max(n.gap, gap)
	}
	if len(n.terms) > maxTerms {
		return n, fmt.Errorf("%d things joined by ~ are more than %d", len(n.terms), maxTerms)
	}
	return n, nil
}

func gapOf(operator string) (int, error) {
	if operator == "~" {
		return usualGap, nil
	}
	gap, err := strconv.Atoi(operator[1:])
	if err != nil || gap > maxGap {
		return 0, fmt.Errorf("%s asks for more than %d words", operator, maxGap)
	}
	return gap, nil
}

func (p *parser) term() (term, error) {
	from := p.at
	all, err := p.alternatives()
	if err != nil {
		return term{}, err
	}
	if all.words() > maxSize {
		return term{}, fmt.Errorf("one part stands for more than %d words; part it with ~", maxSize)
	}
	return term{p.name(from), all}, nil
}

// name returns the source of the lexemes from one place to here, alike for what means the same.
func (p *parser) name(from int) string {
	if p.at == from+1 {
		return p.lexemes[from].text
	}
	var b strings.Builder
	for i, l := range p.lexemes[from:p.at] {
		if i > 0 {
			b.WriteByte(' ')
		}
		if l.kind == '|' {
			b.WriteByte('|')
			continue
		}
		b.WriteString(l.text)
	}
	return b.String()
}

// words returns the size of a complete pattern.
func (p *pattern) words() int {
	if p.size == 0 {
		p.size = 1
		for _, parts := range [][]*pattern{p.any, p.row} {
			for _, q := range parts {
				p.size = min(p.size+q.words(), maxSize+1)
			}
		}
	}
	return p.size
}

func (p *parser) alternatives() (*pattern, error) {
	all := &pattern{}
	for {
		if err := p.row(all); err != nil {
			return nil, err
		}
		if !p.accept('|') {
			return all, nil
		}
	}
}

const maxOptional = 6 // the most [optional] things in one row

// row reads what stands in a row and adds it to the alternatives, with and without each thing that may be left out.
func (p *parser) row(to *pattern) error {
	var room [1][]*pattern
	rows := room[:]
	for {
		atom, optional, err := p.atom()
		if err != nil {
			return err
		}
		if atom == nil {
			break
		}
		without := len(rows)
		if optional {
			rows = append(rows, rows...)
		}
		if len(rows) > 1<<maxOptional {
			return fmt.Errorf("more than %d things in a row may be left out", maxOptional)
		}
		for i := range rows[:without] {
			rows[i] = append(slices.Clip(rows[i]), atom)
		}
	}
	for _, row := range rows {
		switch len(row) {
		case 0:
			return p.noWord()
		case 1:
			to.any = append(to.any, row[0])
		default:
			to.any = append(to.any, &pattern{row: row})
		}
	}
	return nil
}

// noWord says what stands where a word is wanted.
func (p *parser) noWord() error {
	switch {
	case p.at > 0 && p.lexemes[p.at-1].kind == ']':
		return errors.New("something in it may be left out altogether")
	case p.kind() == 0:
		return errors.New("it ends where a word is wanted")
	}
	return fmt.Errorf("%q stands where a word is wanted", p.next().text)
}

// atom reads a word, a list or a group; it returns nil when none of them is next.
func (p *parser) atom() (atom *pattern, optional bool, err error) {
	switch p.kind() {
	case wordLexeme:
		atom, err = wordsOf(p.next().text)
		return atom, false, err
	case listLexeme:
		atom, err = p.list(p.next().text)
		return atom, false, err
	case '(':
		p.at++
		atom, err = p.alternatives()
		return atom, false, p.closed(')', err)
	case '[':
		p.at++
		atom, err = p.alternatives()
		return atom, true, p.closed(']', err)
	}
	return nil, false, nil
}

func (p *parser) closed(bracket rune, err error) error {
	if err == nil && !p.accept(bracket) {
		return fmt.Errorf("a %c is missing", bracket)
	}
	return err
}

// plain reports whether s is a word as it stands.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// wordsOf returns the pattern of a word lexeme, which may stand for several words in a row: "x-ray".
func wordsOf(s string) (*pattern, error) {
	base, stem := strings.CutSuffix(s, "*")
	if plain(base) {
		return &pattern{word: s}, nil
	}
	ws := text.Words(base)
	if len(ws) == 0 {
		return nil, fmt.Errorf("%q is no word", s)
	}
	if stem {
		ws[len(ws)-1] += "*"
	}
	return words(ws), nil
}

// words returns the pattern of words in a row.
func words(ws []string) *pattern {
	if len(ws) == 1 {
		return &pattern{word: ws[0]}
	}
	p := &pattern{}
	for _, w := range ws {
		p.row = append(p.row, &pattern{word: w})
	}
	return p
}
