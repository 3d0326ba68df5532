package knowledge

import (
	"context"
	"slices"
	"strings"
	"sync"

	"frontdesk/knowledge/encoder"
	"frontdesk/knowledge/text"
)

// Config says how texts are read.
type Config struct {
	Encoder  *encoder.Encoder      // gives texts their meaning; without one, words alone count
	Data     string                // the folder that keeps what was learnt from texts; empty: memory alone keeps it
	Progress func(done, total int) // told how many of the texts to learn from are encoded; may be nil
}

// Reader reads texts for all who must understand them, so that they understand the same. It is safe for concurrent use.
type Reader struct {
	thesaurus *thesaurus
	store     *store // nil without an encoder
	progress  func(done, total int)
	learning  sync.WaitGroup
	ctx       context.Context // ends with Close
	stop      context.CancelFunc
	problem   onceError
}

// NewReader makes a reader for texts with these synonyms. The error is that of a file below Config.Data.
func NewReader(synonyms [][]string, cfg Config) (*Reader, error) {
	r := &Reader{thesaurus: newThesaurus(synonyms), progress: cfg.Progress}
	if r.progress == nil {
		r.progress = func(int, int) {}
	}
	r.ctx, r.stop = context.WithCancel(context.Background())
	if cfg.Encoder == nil {
		return r, nil
	}
	var err error
	r.store, err = openStore(cfg.Encoder, cfg.Data)
	return r, err
}

// Wait returns when every classifier of this reader has learnt the meaning of its texts. The error is the first one of keeping it
// in a file; what was learnt counts all the same.
func (r *Reader) Wait() error {
	r.learning.Wait()
	return r.problem.get()
}

// Snapshot returns the file of what this reader's classifiers learnt, which lets them start with that; nil without an encoder.
func (r *Reader) Snapshot() []byte {
	if r.store == nil {
		return nil
	}
	return r.store.snapshot()
}

// Close stops what is still being learnt.
func (r *Reader) Close() {
	r.stop()
	r.learning.Wait()
}

// Read reads a text. It is cheap: the encoder runs when the meaning is asked for.
func (r *Reader) Read(s string) *Reading {
	clean := text.Clean(s)
	tokens := text.Tokens(clean)
	canonical := r.thesaurus.tokens(tokens)
	if len(canonical) > maxWords {
		canonical = slices.Concat(canonical[:maxWords/2], canonical[len(canonical)-maxWords/2:])
	}
	return &Reading{Text: clean, Tokens: tokens, canonical: canonical, said: r.say(plain(canonical))}
}

// maxWords is the most words of a message that are searched for, half of them its first and half its last: a story of that
// length tells no more by going on, and time must not grow with it.
const maxWords = 160

// Reading is one text as it was read. It is safe for concurrent use.
type Reading struct {
	Text      string       // as text.Clean leaves it
	Tokens    []text.Token // its words as they are written
	canonical []text.Token // with every synonym replaced
	said      *said
}

// Words returns the words that count, every synonym replaced. They must not be changed.
func (r *Reading) Words() []string { return r.said.words }

// Vector returns the meaning of the words, which takes the encoder some milliseconds the first time; nil without an encoder.
func (r *Reading) Vector() *encoder.Vector { return r.said.vector() }

// said is canonical words with their meaning, which is found when it is first asked for.
type said struct {
	words  []string
	vector func() *encoder.Vector
}

func (r *Reader) say(words []string) *said {
	if r.store == nil || len(words) == 0 {
		return &said{words, func() *encoder.Vector { return nil }}
	}
	return &said{words, sync.OnceValue(func() *encoder.Vector {
		v := r.store.encoder.Encode(meant(words))
		return &v
	})}
}

// maxMeant is the most words whose meaning is read, half of them the first and half the last: each takes the encoder one or two
// milliseconds.
const maxMeant = 48

// meant returns what the encoder reads of canonical words.
func meant(words []string) string {
	if len(words) > maxMeant {
		words = slices.Concat(words[:maxMeant/2], words[len(words)-maxMeant/2:])
	}
	return strings.Join(words, " ")
}

// onceError keeps the first error that it is given.
type onceError struct {
	mu  sync.Mutex
	err error
}

func (o *onceError) set(err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err == nil {
		o.err = err
	}
}

func (o *onceError) get() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.err
}
