package clinic

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"frontdesk/knowledge/text"
)

// set is a set of word lists, one bit each.
type set [2]uint64

func (s set) union(o set) set { return set{s[0] | o[0], s[1] | o[1]} }

func (s set) meets(o set) bool { return s[0]&o[0]|s[1]&o[1] != 0 }

func (s set) holds(o set) bool { return s[0]&o[0] == o[0] && s[1]&o[1] == o[1] }

// ruleText is a rule as it is written: needs names the lists that the words of a question must meet, with ">" between two
// whose words must follow each other; covers names those that all its words must stand in.
type ruleText struct {
	kind          Kind
	needs, covers string
}

// rule is a ruleText that is ready to be matched.
type rule struct {
	kind          Kind
	needs, covers set
	first, second set // the two that follow each other; empty when none do
}

// matches reports whether words ask what the rule is for, and nothing else.
func (r rule) matches(words []word) bool {
	for _, w := range words {
		if !w.lists.meets(r.covers) {
			return false
		}
	}
	return r.hinted(words)
}

// hinted reports whether what the rule needs is among words.
func (r rule) hinted(words []word) bool {
	var has set
	next := r.first == set{}
	for i, w := range words {
		has = has.union(w.lists)
		next = next || i > 0 && words[i-1].lists.meets(r.first) && w.lists.meets(r.second)
	}
	return next && has.holds(r.needs)
}

// lexicon is the words that are the same for every clinic. It never changes.
type lexicon struct {
	ids      map[string]set
	words    map[string]set
	longer   map[byte][]string // words in which one letter may be wrong, by their first
	joined   map[string]string
	opens    map[string]bool // first words of phrases
	distinct map[string]bool
	rules    []rule
	holidays map[string]*holiday
	cities   map[string]string // word → display name
	speech   map[string]string
}

// theLexicon builds the lexicon at its first use.
var theLexicon = sync.OnceValue(newLexicon)

func newLexicon() *lexicon {
	l := &lexicon{
		ids: map[string]set{}, words: map[string]set{}, longer: map[byte][]string{}, joined: joined(), opens: map[string]bool{},
		distinct: map[string]bool{}, holidays: map[string]*holiday{}, cities: map[string]string{}, speech: map[string]string{},
	}
	all := lists()
	for i, name := range slices.Sorted(maps.Keys(all)) {
		var id set
		id[i/64] = 1 << (i % 64)
		l.ids[name] = id
		l.add(name, all[name])
	}
	for _, h := range fixedHolidays() {
		for w := range strings.FieldsSeq(h.words) {
			l.holidays[w] = &h
		}
		l.add("day", h.words)
	}
	for w := range dayWords {
		l.add("day", w)
	}
	l.add("day", "weekend zdate")
	l.name(cityNames(), "city", l.cities)
	l.name(languageNames(), "language", l.speech)
	l.finish()
	return l
}

// finish fills in what follows from the lists.
func (l *lexicon) finish() {
	for phrase := range l.joined {
		first, _, _ := strings.Cut(phrase, " ")
		l.opens[first] = true
	}
	for w := range strings.FieldsSeq(distinct) {
		l.distinct[w] = true
	}
	for w := range l.words {
		if len(w) >= minFuzzy {
			l.longer[w[0]] = append(l.longer[w[0]], w)
		}
	}
	for _, known := range l.longer {
		slices.Sort(known) // of two as near, always the same
	}
	for _, r := range rules() {
		l.rules = append(l.rules, l.rule(r))
	}
}

// add puts words into a list.
func (l *lexicon) add(list, words string) {
	for w := range strings.FieldsSeq(words) {
		l.words[w] = l.words[w].union(l.id(list))
	}
}

// name puts words that have a name for people into a list.
func (l *lexicon) name(names map[string]string, list string, into map[string]string) {
	for name, words := range names {
		l.add(list, words)
		for w := range strings.FieldsSeq(words) {
			into[w] = name
		}
	}
}

// id returns the bit of the lists with these names.
func (l *lexicon) id(names string) set {
	var s set
	for name := range strings.FieldsSeq(names) {
		id, known := l.ids[name]
		if !known {
			panic("no list of words is called " + name) // a test builds the lexicon
		}
		s = s.union(id)
	}
	return s
}

func (l *lexicon) rule(r ruleText) rule {
	out := rule{kind: r.kind, covers: l.id(r.covers)}
	for need := range strings.FieldsSeq(r.needs) {
		first, second, follows := strings.Cut(need, ">")
		if follows {
			out.first, out.second = l.id(first), l.id(second)
		}
		out.needs = out.needs.union(l.id(first + " " + second))
	}
	out.covers = out.covers.union(out.needs)
	return out
}

// reader reads the questions about one clinic.
type reader struct {
	*lexicon
	places     map[string]int // words of the names of places
	monthFirst bool           // 12/25 is Christmas
	and        set            // the list of words that join two questions
	beside     set            // lists whose words ask nothing by themselves
}

func newReader(places []Place, country string) *reader {
	l := theLexicon()
	r := &reader{lexicon: l, places: map[string]int{}, monthFirst: country == "US"}
	r.and = l.id("and")
	r.beside = l.id("courtesy time day num now place city language staff site you link and")
	for i, p := range places {
		words := text.Words(p.Name)
		for _, names := range cityNames() {
			other := strings.Fields(names)
			if slices.ContainsFunc(words, func(w string) bool { return slices.Contains(other, w) }) {
				words = append(words, other...)
			}
		}
		for _, w := range words {
			if _, taken := r.places[w]; !taken && l.words[w] == (set{}) || l.cities[w] != "" {
				r.places[w] = i
			}
		}
	}
	return r
}

// ours reports whether a word names one of the clinic's places.
func (r *reader) ours(word string) bool {
	_, ok := r.places[word]
	return ok
}

// minFuzzy is the fewest letters of a word in which one may be wrong: a shorter word with another letter is another word.
const minFuzzy = 5

// split turns tokens into words, phrases joined and misspellings read as what they stand for, a slice for each clause.
func (r *reader) split(tokens []text.Token) [][]word {
	var clauses [][]word
	var clause []word
	for i := 0; i < len(tokens); {
		if tokens[i].Break && len(clause) > 0 {
			clauses, clause = append(clauses, clause), nil
		}
		meant, n := r.phrase(tokens[i:])
		for w := range strings.FieldsSeq(meant) {
			clause = append(clause, r.word(w))
		}
		i += n
	}
	if len(clause) > 0 {
		clauses = append(clauses, clause)
	}
	return clauses
}

// phrase returns what the longest phrase at the beginning of tokens stands for, and how many tokens it has.
func (r *reader) phrase(tokens []text.Token) (meant string, n int) {
	if r.opens[tokens[0].Text] {
		for n = min(maxPhrase, len(tokens)); n > 0; n-- {
			if meant, known := r.joined[spell(tokens[:n])]; known {
				return meant, n
			}
		}
	}
	return tokens[0].Text, 1
}

// maxPhrase is the most words that a phrase of joined has.
const maxPhrase = 4

func spell(tokens []text.Token) string {
	words := make([]string, len(tokens))
	for i, t := range tokens {
		if t.Break && i > 0 {
			return ""
		}
		words[i] = t.Text
	}
	return strings.Join(words, " ")
}

// word finds the lists of a word as it was typed.
func (r *reader) word(typed string) word {
	if r.ours(typed) {
		return word{typed, r.id("place")}
	}
	switch {
	case strings.HasPrefix(typed, dateMark):
		return word{typed, r.id("day relative")}
	case strings.HasPrefix(typed, clockMark), strings.Trim(typed, "0123456789") == "":
		return word{typed, r.id("num")}
	}
	if lists, known := r.words[typed]; known {
		return word{typed, lists}
	}
	if meant := r.misspelt(typed); meant != "" {
		return r.word(meant)
	}
	return word{text: typed}
}

// misspelt returns the word that typed is one letter away from, or "".
func (r *reader) misspelt(typed string) string {
	if len(typed) < minFuzzy || r.distinct[typed] {
		return ""
	}
	for _, w := range slices.Sorted(maps.Keys(r.places)) {
		if len(w) >= minFuzzy && oneAway(typed, w) {
			return w
		}
	}
	for _, w := range r.longer[typed[0]] {
		if oneAway(typed, w) {
			return w
		}
	}
	return ""
}

// oneAway reports whether a becomes b by one letter more, one less, another one, or two neighbours swapped.
func oneAway(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case len(b)-len(a) > 1:
		return false
	case len(b) > len(a):
		return a[i:] == b[i+1:]
	case i == len(a):
		return true
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
