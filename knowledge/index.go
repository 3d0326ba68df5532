package knowledge

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"frontdesk/knowledge/softmax"
	"frontdesk/knowledge/text"
)

// index finds the entries that may answer a question. It is built once, never changes, and is safe for concurrent use.
type index struct {
	*learnt
	entries   []*Entry           // those that are asked for by questions: FAQ, small talk, hand-off and decline
	variants  []variant          // what bleve has of them
	keywords  map[string][]int32 // canonical words → entries
	thesaurus *thesaurus
	speller   *speller
	matcher   *matcher
	passages  *passages
	scratch   sync.Pool
}

// variant is one of the ways to ask for an entry that bleve has.
type variant struct {
	text    string   // as it was written
	key     string   // its normal form
	words   []string // canonical, until the lexicon numbers them
	numbers []int32  // the lexicon's numbers of these words
	entry   int32
	title   bool
}

// maxVariants is how many of an entry's questions bleve has, taken from all parts of its list: the best ten decide, and on the
// shipped knowledge 60 find as good a ten as 200 do. The classifier learns from all.
const maxVariants = 80

// newIndex indexes the entries of files, which are sorted by ID.
func newIndex(files *Files) (*index, error) {
	ix := &index{keywords: map[string][]int32{}, thesaurus: newThesaurus(files.Synonyms)}
	for _, e := range files.Entries {
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
	g.Go(func() error {
		ix.passages = newPassages(files.Entries, ix.thesaurus)
		return nil
	})
	g.Go(func() error {
		ix.recall(files)
		for i := range ix.variants {
			v := &ix.variants[i]
			v.numbers, v.words = ix.lexicon.numbers(v.words), nil // the numbers stand for them from here on
		}
		ix.speller = newSpeller(ix.lexicon, ix.thesaurus)
		return nil
	})
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return ix, ix.passages.index()
}

// add takes in an entry, its keywords, and of its questions as many as bleve has.
func (ix *index) add(e *Entry) {
	n := int32(len(ix.entries))
	ix.entries = append(ix.entries, e)
	seen := map[string]bool{}
	ix.variant(n, e.Title, seen)
	count := min(len(e.Questions), maxVariants)
	for i := range count {
		ix.variant(n, e.Questions[i*len(e.Questions)/count], seen)
	}
	for _, k := range e.Keywords {
		key := strings.Join(ix.thesaurus.canonical(text.Words(k)), " ")
		ix.keywords[key] = append(ix.keywords[key], n)
	}
}

// variant takes in a question unless the entry has it in the same canonical words; the first is the title.
func (ix *index) variant(entry int32, question string, seen map[string]bool) {
	written := text.Words(question)
	words := ix.thesaurus.canonical(written)
	key := strings.Join(words, " ")
	if len(words) == 0 || seen[key] {
		return
	}
	ix.variants = append(ix.variants, variant{text: question, key: strings.Join(written, " "), words: words, entry: entry, title: len(seen) == 0})
	seen[key] = true
}

func (ix *index) close() error { return errors.Join(ix.matcher.close(), ix.passages.close()) }
