package encoder

import (
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestPieces(t *testing.T) {
	e := opened(t)
	for text, want := range map[string][]string{
		"is dry needling painful": {"▁is", "▁dry", "▁need", "ling", "▁pain", "ful"},
		"  two\t words \n":        {"▁two", "▁words", "▁"},
		"":                        {"▁"},
		"e\u0301te\u0301":         {"▁été"},              // composed
		"\u00a0is\u200bi\x01t":    {"▁is", "▁it"},        // no-break and zero-width spaces are spaces, control characters are nothing
		"ＡＢ①":                     {"▁AB", "1"},          // compatibility forms
		"a𐎀𐎁b":                    {"▁a", "", "b"},       // a run of unknown characters is one
		"</s>":                    {"▁", "</", "s", ">"}, // a text cannot end itself
		"कितने दिन":               {"▁कितने", "▁दिन"},
		"a▁b":                     {"▁a", "▁b"},
		"a\xffb":                  {"▁a", "▁b"},
	} {
		if diff := cmp.Diff(want, e.Pieces(text)); diff != "" {
			t.Errorf("%q:\n%s", text, diff)
		}
	}
}

func TestTokensBeginAndEnd(t *testing.T) {
	e := opened(t)
	tokens := e.tokens.tokens("hello")
	if tokens[0] != e.tokens.opening() || tokens[len(tokens)-1] != e.tokens.closing() {
		t.Errorf("%v", tokens)
	}
}

// Every piece is found at the beginning of itself, so the search by halves misses none.
func TestEveryPieceIsFound(t *testing.T) {
	tok := opened(t).tokens
	for i := range tok.scores {
		piece := tok.piece(uint32(i))
		if !utf8.ValidString(piece) {
			t.Fatalf("piece %d is no UTF-8", i)
		}
		var found []uint32
		tok.each(piece+"z", func(p uint32, _ int) { found = append(found, p) })
		if !slices.Contains(found, uint32(i)) {
			t.Fatalf("piece %d, %q, is not found", i, piece)
		}
	}
}

func BenchmarkTokens(b *testing.B) {
	e := opened(b)
	b.ReportAllocs()
	for b.Loop() {
		e.tokens.tokens(benchmarked[40])
	}
}
