package encoder

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// prefix goes before every text: the model was trained with it for texts that are compared with each other.
	prefix = "query: "

	// maxBytes is how much of a text is looked at. MaxTokens tokens of ordinary text are under 3,000 bytes.
	maxBytes = 16 << 10

	// space stands for a space inside a piece.
	space = '\u2581'
)

// A tokenizer splits texts into the model's pieces: the split whose pieces' log probabilities have the highest sum
// (Kudo 2018, "Subword Regularization"). The pieces are sorted by their bytes, so those with a common beginning are a range, and a
// piece's place is its token.
type tokenizer struct {
	pieces  []byte    // one after the other
	offsets []uint32  // where each begins, and the end
	scores  []float32 // log probability of each
	unknown float32   // what a character outside all pieces costs
	folded  map[rune]string
	first   [257]uint32 // where the pieces that begin with each byte start
}

// The tokens behind the pieces'.
func (t *tokenizer) opening() uint32      { return uint32(len(t.scores)) }
func (t *tokenizer) closing() uint32      { return uint32(len(t.scores)) + 1 }
func (t *tokenizer) unknownPiece() uint32 { return uint32(len(t.scores)) + 2 }

// tokenizer reads the tokenizer's part of a packed file.
func (p *packed) tokenizer() *tokenizer {
	n := int(p.uint32())
	t := &tokenizer{unknown: math.Float32frombits(p.uint32()), folded: map[rune]string{}}
	for range p.uint32() {
		from := rune(p.uint32())
		t.folded[from] = string(p.bytes(int(p.uint32())))
		if p.err != nil {
			return nil
		}
	}
	t.offsets, t.scores = p.uint32s(n+1), p.floats(n)
	if p.err != nil {
		return nil
	}
	t.pieces = p.bytes(int(t.offsets[n]))
	if p.err == nil {
		t.index()
	}
	return t
}

// index finds where the pieces that begin with each byte start.
func (t *tokenizer) index() {
	b := 0
	for i := range t.scores {
		for ; b <= int(t.pieces[t.offsets[i]]); b++ {
			t.first[b] = uint32(i)
		}
	}
	for ; b < len(t.first); b++ {
		t.first[b] = uint32(len(t.scores))
	}
}

// tokens is what the model reads for a text: the opening token, the pieces of the prefix and the text, the closing token. Of
// more than MaxTokens the first and the last half stay and the middle is left out, since people say what they want at the
// beginning or the end.
func (t *tokenizer) tokens(text string) []uint32 {
	tokens := t.split(t.normalize(prefix + ends(text)))
	const room = MaxTokens - 2
	if len(tokens) > room {
		tokens = slices.Delete(tokens, room/2, len(tokens)-room/2)
	}
	return append(slices.Insert(tokens, 0, t.opening()), t.closing())
}

// ends is text, or its first and last half of maxBytes; a character that is cut through counts as spaces.
func ends(text string) string {
	if len(text) <= maxBytes {
		return text
	}
	return text[:maxBytes/2] + " " + text[len(text)-maxBytes/2:]
}

// normalize folds text as the model's training did: composed, compatibility forms and control characters replaced, runs of
// spaces made one and one put before the text, spaces written as in pieces. What is no UTF-8 counts as a space.
func (t *tokenizer) normalize(text string) string {
	var b strings.Builder
	b.Grow(len(text) + 16)
	spaced := false
	write := func(r rune) {
		if r != ' ' || !spaced {
			b.WriteRune(r)
		}
		spaced = r == ' '
	}
	for _, r := range norm.NFC.String(text) {
		to, ok := t.folded[r]
		if !ok {
			write(r)
			continue
		}
		for _, r := range to {
			write(r)
		}
	}
	folded := b.String()
	if !strings.HasPrefix(folded, " ") {
		folded = " " + folded
	}
	return strings.ReplaceAll(folded, " ", string(space))
}

// A step is the best way to a place in the text: the sum of its pieces' scores, and the last piece's token and beginning.
type step struct {
	score float32
	token uint32
	from  int
}

// split is the best split of a normalized text. A run of unknown characters is one unknown token, as in the model's training.
func (t *tokenizer) split(text string) []uint32 {
	var tokens []uint32
	for _, s := range t.best(text) {
		if n := len(tokens); s.token != t.unknownPiece() || n == 0 || tokens[n-1] != s.token {
			tokens = append(tokens, s.token)
		}
	}
	return tokens
}

// best is the way through a normalized text with the highest sum of scores (Viterbi's algorithm).
func (t *tokenizer) best(text string) []step {
	best := make([]step, len(text)+1)
	for i := range best {
		best[i].score = float32(math.Inf(-1))
	}
	best[0].score = 0
	for i, r := range text {
		better(best, i, i+utf8.RuneLen(r), t.unknownPiece(), t.unknown)
		t.each(text[i:], func(piece uint32, length int) { better(best, i, i+length, piece, t.scores[piece]) })
	}
	var way []step
	for end := len(text); end > 0; end = best[end].from {
		way = append(way, best[end])
	}
	slices.Reverse(way)
	return way
}

// readable is the share of characters other than spaces that are in a piece.
func (t *tokenizer) readable(text string) float64 {
	normal := t.normalize(text)
	all := utf8.RuneCountInString(normal) - strings.Count(normal, string(space))
	if all == 0 {
		return 0
	}
	unknown := 0
	for _, s := range t.best(normal) {
		if s.token == t.unknownPiece() {
			unknown++
		}
	}
	return 1 - float64(unknown)/float64(all)
}

// piece is a token's text; empty for those behind the pieces.
func (t *tokenizer) piece(token uint32) string {
	if int(token) >= len(t.scores) {
		return ""
	}
	return string(t.pieces[t.offsets[token]:t.offsets[token+1]])
}

// better keeps the way to end by way of begin if it beats the best one so far.
func better(best []step, begin, end int, piece uint32, score float32) {
	if sum := best[begin].score + score; sum > best[end].score {
		best[end] = step{sum, piece, begin}
	}
}

// each calls found for every piece that text begins with, the shortest first.
func (t *tokenizer) each(text string, found func(piece uint32, length int)) {
	low, high := t.first[text[0]], t.first[int(text[0])+1]
	for depth := 1; low < high; depth++ {
		if t.offsets[low+1]-t.offsets[low] == uint32(depth) {
			found(low, depth)
			low++
		}
		if depth == len(text) {
			return
		}
		low = t.narrow(low, high, depth, text[depth])
		high = t.narrow(low, high, depth, text[depth]+1) // UTF-8 has no byte 255
	}
}

// narrow is the first piece in [low, high), which agree on depth bytes and are longer, whose next byte is b or above; high if none.
func (t *tokenizer) narrow(low, high uint32, depth int, b byte) uint32 {
	for low < high {
		middle := (low + high) / 2
		if t.pieces[t.offsets[middle]+uint32(depth)] < b {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}
