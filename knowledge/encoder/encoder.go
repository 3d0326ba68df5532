// Package encoder turns a text into its meaning: 384 numbers that point the same way for texts that mean the same, in whatever
// words, script or language. It is multilingual-e5-small (Wang et al. 2024, "Multilingual E5 Text Embeddings") in pure Go, with
// weights of 4 bits inside the binary; ORIGIN.md says where they come from and which languages' words they hold.
//
// An Encoder never fails on a text: whatever the bytes, it gives a Vector in bounded time.
package encoder

import (
	_ "embed"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"
)

//go:embed model.bin
var model []byte

const (
	// recentTexts is how many texts' vectors are kept, 1.5 kB each: a person's question is read by several parts of a turn, and
	// people ask the same things.
	recentTexts = 1024
	// recentBytes is the longest text that is kept.
	recentBytes = 2048
	// most is how many goroutines work on one text: its parts are too small for more.
	most = 4
)

// An Encoder reads texts. It may be used from several goroutines at once; as many texts are read at a time as there are cores, and
// others wait.
type Encoder struct {
	id     string
	tokens *tokenizer
	net    *network
	passes chan *pass
	recent *lru.Cache[string, Vector]
}

// Open is the model inside the binary, ready at once: the words' and layers' weights stay where they are, packed.
func Open() (*Encoder, error) { return New(model) }

// New is an Encoder of a file that pack wrote. It keeps the file's bytes, which must not change.
func New(file []byte) (*Encoder, error) {
	p := &packed{rest: file}
	if string(p.bytes(len(magic))) != magic {
		return nil, errors.New("encoder: not a packed model")
	}
	e := &Encoder{id: fmt.Sprintf("%x", p.bytes(8)), tokens: p.tokenizer()}
	if p.err != nil {
		return nil, p.err
	}
	e.net = p.network(len(e.tokens.scores) + specials)
	if p.err != nil {
		return nil, p.err
	}
	cores := runtime.GOMAXPROCS(0)
	e.passes = make(chan *pass, cores)
	for range cores {
		e.passes <- newPass(e.net, min(cores, most))
	}
	recent, err := lru.New[string, Vector](recentTexts)
	e.recent = recent
	return e, err
}

// ID names the model: 16 hexadecimal digits of its file's SHA-256. Vectors of Encoders with one ID may be compared.
func (e *Encoder) ID() string { return e.id }

// Encode is a text's meaning. Several cores work on it.
func (e *Encoder) Encode(text string) Vector {
	if v, ok := e.recent.Get(text); ok {
		return v
	}
	tokens := e.tokens.tokens(text)
	p := <-e.passes
	v := p.run([][]uint32{tokens})[0]
	e.passes <- p
	if len(text) <= recentBytes {
		e.recent.Add(strings.Clone(text), v)
	}
	return v
}

// EncodeAll is the meaning of every text, in their order. Each core reads some of the texts at a time, which is faster than Encode
// for many; progress, unless nil, is told after each lot how many are done, by one goroutine at a time.
func (e *Encoder) EncodeAll(texts []string, progress func(done, total int)) []Vector {
	l := &lots{tokens: e.tokens, texts: texts, vectors: make([]Vector, len(texts)), progress: progress}
	var cores sync.WaitGroup
	for range cap(e.passes) {
		cores.Go(func() { l.read(newPass(e.net, 1)) })
	}
	cores.Wait()
	return l.vectors
}

// Pieces is what a text is read as, without what goes before and after every text; a run of unknown characters is one empty piece.
func (e *Encoder) Pieces(text string) []string {
	var pieces []string
	for _, token := range e.tokens.split(e.tokens.normalize(ends(text))) {
		pieces = append(pieces, e.tokens.piece(token))
	}
	return pieces
}

// Readable is the share of a text's characters, other than spaces, that the model knows. A text that is mostly unreadable, such as
// one in a script whose pieces were left out, has a Vector that says nothing. It is 0 for a text of spaces only.
func (e *Encoder) Readable(text string) float64 {
	return e.tokens.readable(ends(text))
}
