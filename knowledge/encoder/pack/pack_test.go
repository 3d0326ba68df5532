package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestClass(t *testing.T) {
	set, err := wantedLetters(wanted{languages: list("en,es,hi"), others: list("Cyrillic")})
	if err != nil {
		t.Fatal(err)
	}
	for piece, want := range map[string]class{
		"▁pain": latinWord, "PAIN": latinWord, "▁año": latinWord, "▁Ñ": always, // a single letter
		"▁दर्द": always, "12": always, "?!": always, "🙂": always, "▁": always,
		"боль": other, "▁ağrı": unwanted, "ağ": unwanted, "ğ": always, "疼": unwanted,
		"aб": other, "aद": latinWord,
	} {
		if got := set.class(piece); got != want {
			t.Errorf("%q is of class %d and not %d", piece, got, want)
		}
	}
}

func TestLanguagesHaveScripts(t *testing.T) {
	for code := range languages {
		if _, err := wantedLetters(wanted{languages: []string{code}}); err != nil {
			t.Error(err)
		}
	}
	if _, err := wantedLetters(wanted{languages: list(defaultLanguages)}); err != nil {
		t.Error(err)
	}
	if _, err := wantedLetters(wanted{languages: []string{"xx"}}); err == nil {
		t.Error("an unknown language was taken")
	}
	if _, err := wantedLetters(wanted{others: []string{"Elvish"}}); err == nil {
		t.Error("an unknown script was taken")
	}
}

func TestFilesTakeTurns(t *testing.T) {
	dir := t.TempDir()
	var names []string
	for name, text := range map[string]string{"a": "a1\na2\na3\n", "b": "b1\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"a", "b"} {
		names = append(names, filepath.Join(dir, name))
	}
	got, err := inTurn(names)
	if diff := cmp.Diff([]string{"a1", "b1", "a2", "a3"}, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if _, err := inTurn([]string{filepath.Join(dir, "none")}); err == nil {
		t.Error("a file that is not there was read")
	}
}

func TestRankPutsNeededThenShortFirst(t *testing.T) {
	u := usage{"▁needle": 0, "ling": 1}
	for _, pair := range [][2]string{{"▁needle", "ling"}, {"ling", "▁ab"}, {"abcd", "abcde"}, {"MRI", "▁Mri"}} {
		if u.rank(pair[0]) >= u.rank(pair[1]) {
			t.Errorf("%q is to go before %q", pair[0], pair[1])
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, file := range []string{"", "E5S1", "PK\x03\x04 something else", "E5S1\x01\x00\x00\x00", "E5S1\x01\x00\x00\x00" + strings.Repeat("\x07\x00\x00\x00", 20)} {
		if _, err := parse([]byte(file)); err == nil {
			t.Errorf("%q was taken for a model", file)
		}
	}
}

func TestNibble(t *testing.T) {
	b := make([]byte, 16)
	b[0], b[15] = 0x21, 0xfe
	for i, want := range map[int]byte{0: 1, 16: 2, 15: 14, 31: 15, 1: 0} {
		if got := nibble(b, i); got != want {
			t.Errorf("weight %d is %d and not %d", i, got, want)
		}
	}
}

// A file of the true model, where there is one, becomes one that the encoder opens, within its bytes.
func TestPackTheModel(t *testing.T) {
	const name = "../../../../shared/model/multilingual-e5-small-q4.bin"
	if _, err := os.Stat(name); err != nil {
		t.Skipf("skipped: %s is not here", name)
	}
	texts := filepath.Join(t.TempDir(), "texts")
	if err := os.WriteFile(texts, []byte("is it painful\n\nक्या दर्द होता है\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "out.bin")
	w := wanted{languages: list("en,hi"), words: []string{texts}, measured: []string{texts}, bytes: 22_000_000}
	if err := pack(name, out, w); err != nil {
		t.Fatal(err)
	}
	file, err := os.Stat(out)
	if err != nil || file.Size() > 22_000_000 || file.Size() < 21_999_000 {
		t.Errorf("%v %v", file, err)
	}
	w.bytes = 1000
	if err := pack(name, out, w); err == nil {
		t.Error("a model was written that does not fit")
	}
}
