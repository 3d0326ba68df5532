package knowledge

import (
	"errors"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"frontdesk/knowledge/text"
)

// index finds the entries that may answer a question. It is built once, and is safe for concurrent use; the meaning of its questions
// may come to it later.
type index struct {
	*Classifier // of the entries, in their order
	reader      *Reader
	entries     []*Entry           // those that are asked for by questions: FAQ, small talk, hand-off and decline
	variants    []variant          // the ways to ask for them, entry by entry
	exact       map[string]int32   // canonical words → variant
	keywords    map[string][]int32 // canonical words → entries
	speller     *speller
	bleve       func() (*matcher, error) // of the variants, made when it is first asked for: explanations and comparisons want it
	matcher     *matcher                 // what bleve made; nil until then
	passages    *passages
}

// variant is one of the ways to ask for an entry.
type variant struct {
	text    string  // as it was written
	key     string  // its normal form
	numbers []int32 // the lexicon's numbers of its words
	entry   int32
	title   bool
}

// newIndex indexes the entries of files, which are sorted by ID.
func newIndex(files *Files, r *Reader) (*index, error) {
	ix := &index{reader: r, exact: map[string]int32{}, keywords: map[string][]int32{}}
	var examples []example
	for _, e := range files.Entries {
		if e.Kind != Article && e.Kind != Section {
			examples = ix.add(e, files.translatedTitles(e.ID), examples)
		}
	}
	ix.bleve = sync.OnceValues(ix.match)
	var g errgroup.Group
	g.Go(func() error {
		ix.passages = newPassages(files.Entries, r.thesaurus)
		return ix.passages.index()
	})
	g.Go(func() error {
		ix.learn(examples)
		return nil
	})
	return ix, g.Wait()
}

// match indexes the variants for bleve.
func (ix *index) match() (*matcher, error) {
	texts, stems := make([]string, len(ix.variants)), stemmer{}
	for i, v := range ix.variants {
		texts[i] = stems.indexed(ix.reader.thesaurus.canonical(text.Words(v.text)))
	}
	var err error
	ix.matcher, err = newMatcher(texts)
	return ix.matcher, err
}

// learn teaches the classifier the examples, of which the first are those of the variants. An entry's own keywords are examples too.
func (ix *index) learn(examples []example) {
	ids := make([]string, len(ix.entries))
	for i, e := range ix.entries {
		ids[i] = e.ID
	}
	ix.Classifier = ix.reader.classifier(ids, examples)
	for i := range ix.variants {
		ix.variants[i].numbers = ix.words.lexicon.numbers(examples[i].words)
	}
	ix.speller = newSpeller(ix.words.lexicon, ix.reader.thesaurus)
}

// add takes in an entry, and appends the ways to ask for it to examples, each once: its own and its titles in other languages.
func (ix *index) add(e *Entry, translated []string, examples []example) []example {
	n := int32(len(ix.entries))
	ix.entries = append(ix.entries, e)
	seen := map[string]bool{}
	for i, q := range slices.Concat([]string{e.Title}, e.Questions, translated) {
		written := text.Words(q)
		words := ix.reader.thesaurus.canonical(written)
		key := strings.Join(words, " ")
		if len(words) == 0 || seen[key] {
			continue
		}
		seen[key] = true
		if _, taken := ix.exact[key]; !taken {
			ix.exact[key] = int32(len(ix.variants))
		}
		ix.variants = append(ix.variants, variant{text: q, key: strings.Join(written, " "), entry: n, title: i == 0})
		examples = append(examples, example{words, n})
	}
	for _, k := range e.Keywords {
		key := strings.Join(ix.reader.thesaurus.canonical(text.Words(k)), " ")
		ix.keywords[key] = append(ix.keywords[key], n)
	}
	return examples
}

func (ix *index) close() error {
	var err error
	if ix.matcher != nil {
		err = ix.matcher.close()
	}
	return errors.Join(err, ix.passages.close())
}
