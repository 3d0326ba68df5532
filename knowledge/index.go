package knowledge

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"frontdesk/knowledge/softmax"
	"frontdesk/knowledge/text"
)

// index finds the entries that may answer a question. It is built once, never changes, and is safe for concurrent use.
type index struct {
	entries    []*Entry // those that are asked for by questions: FAQ, small talk and hand-off
	variants   []variant
	exact      map[string]int32   // canonical words → variant
	keywords   map[string][]int32 // canonical words → entries
	thesaurus  *thesaurus
	lexicon    *lexicon
	speller    *speller
	matcher    *matcher
	model      *softmax.Model
	passages   *passages
	vocabulary [][]int32 // by entry, the features of its stems, sorted
	scratch    sync.Pool
}

// variant is one way to ask for an entry.
type variant struct {
	text    string   // as it was written
	key     string   // its normal form
	words   []string // canonical, until the lexicon has learnt them
	numbers []int32  // the lexicon's numbers of these words
	entry   int32
	title   bool
}

// epochs is how often the model sees every variant. More change nothing on public question sets.
const epochs = 3

// newIndex indexes entries, which are sorted by ID.
func newIndex(entries []*Entry, synonyms [][]string) (*index, error) {
	ix := &index{exact: map[string]int32{}, keywords: map[string][]int32{}, thesaurus: newThesaurus(synonyms), lexicon: newLexicon()}
	for _, e := range entries {
		if e.Kind != Article && e.Kind != Section {
			ix.add(e)
		}
	}
	if len(ix.entries) > softmax.MaxClasses {
		return nil, fmt.Errorf("%d entries; there can be %d in one folder", len(ix.entries), softmax.MaxClasses)
	}
	ix.scratch.New = func() any { return newScratch(len(ix.entries)) }
	texts, stems := make([]string, len(ix.variants)), stemmer{}
	for i, v := range ix.variants {
		texts[i] = stems.indexed(v.words)
	}
	var g errgroup.Group
	g.Go(func() (err error) {
		ix.matcher, err = newMatcher(texts)
		return err
	})
	g.Go(func() (err error) {
		ix.passages, err = newPassages(entries, ix.thesaurus)
		return err
	})
	g.Go(func() error {
		ix.meet()
		ix.learn()
		return nil
	})
	return ix, g.Wait()
}

// add takes in the ways to ask for an entry, each once.
func (ix *index) add(e *Entry) {
	n := int32(len(ix.entries))
	ix.entries = append(ix.entries, e)
	for i, q := range append([]string{e.Title}, e.Questions...) {
		written := text.Words(q)
		words := ix.thesaurus.canonical(written)
		key := strings.Join(words, " ")
		if first, ok := ix.exact[key]; ok && ix.variants[first].entry == n || len(words) == 0 {
			continue
		} else if !ok {
			ix.exact[key] = int32(len(ix.variants))
		}
		ix.variants = append(ix.variants, variant{text: q, key: strings.Join(written, " "), words: words, entry: n, title: i == 0})
	}
	for _, k := range e.Keywords {
		key := strings.Join(ix.thesaurus.canonical(text.Words(k)), " ")
		ix.keywords[key] = append(ix.keywords[key], n)
	}
}

// meet learns the words of all variants.
func (ix *index) meet() {
	for i := range ix.variants {
		v := &ix.variants[i]
		v.numbers, v.words = ix.lexicon.learn(v.words), nil // the numbers stand for them from here on
	}
	ix.lexicon.finish()
	ix.collect()
	ix.speller = newSpeller(ix.lexicon, ix.thesaurus)
}

// train returns a classifier that has learnt which entry each variant asks for. An entry's keywords are examples too.
func (ix *index) train() *softmax.Model {
	examples := make([]softmax.Example, len(ix.variants))
	var v vector
	for i, q := range ix.variants {
		ix.lexicon.fill(&v, ix.lexicon.spell(q.numbers))
		examples[i] = softmax.Example{Features: slices.Clone(v.features), Class: q.entry}
	}
	for _, key := range slices.Sorted(maps.Keys(ix.keywords)) {
		if owners := ix.keywords[key]; len(owners) == 1 {
			ix.lexicon.fill(&v, strings.Fields(key))
			examples = append(examples, softmax.Example{Features: slices.Clone(v.features), Class: owners[0]})
		}
	}
	return softmax.Train(examples, softmax.Shape{
		Features: len(ix.lexicon.idf), Classes: len(ix.entries), Dense: ix.lexicon.dense(len(ix.entries)), Epochs: epochs,
	})
}

// collect notes which stems each entry's variants have.
func (ix *index) collect() {
	ix.vocabulary = make([][]int32, len(ix.entries))
	for _, v := range ix.variants {
		for _, n := range v.numbers {
			ix.vocabulary[v.entry] = append(ix.vocabulary[v.entry], ix.lexicon.list[n].stem)
		}
	}
	for e, stems := range ix.vocabulary {
		slices.Sort(stems)
		ix.vocabulary[e] = slices.Clip(slices.Compact(stems))
	}
}

func (ix *index) close() error { return errors.Join(ix.matcher.close(), ix.passages.close()) }
