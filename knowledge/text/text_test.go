package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestCleanFoldsWhatLooksTheSame(t *testing.T) {
	for s, want := range map[string]string{
		"":                               "",
		"  Hello\tWORLD  ":               "hello world",
		"can’t ‘really’ “say”":           `can't 'really' "say"`,
		"post–needling — soreness−after": "post-needling - soreness-after",
		"pa\u200bin\u00ad\ufeff":         "pain",
		"naïve café ÉCOLE":               "naive cafe ecole",
		"ﬁbre ½ ①":                       "fibre 1/2 1",
		"ouch 😖🏽!":                       "ouch !",
		"one\r\n\r\n two":                "one\ntwo",
		"दर्द":                           "दर्द",
		"bad\xffbyte":                    "bad byte",
		"a\x00b":                         "ab",
		"ＦＵＬＬ":                           "full",
	} {
		if got := Clean(s); got != want {
			t.Errorf("Clean(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestTokensKeepClauses(t *testing.T) {
	for s, want := range map[string][]Token{
		"":                      {},
		"?!":                    {},
		"I can’t, it hurts":     {{"i", true, true}, {"cant", false, false}, {"it", true, false}, {"hurts", false, false}},
		"x-ray of L4/L5":        {{"x", true, true}, {"ray", false, false}, {"of", false, false}, {"l4", false, false}, {"l5", false, false}},
		"'quoted' words' end":   {{"quoted", true, true}, {"words", false, false}, {"end", false, false}},
		"sore?no (yes)\nmaybe ": {{"sore", true, true}, {"no", true, true}, {"yes", true, false}, {"maybe", true, true}},
	} {
		if d := cmp.Diff(want, Tokens(s)); d != "" {
			t.Errorf("Tokens(%q) (-want +got):\n%s", s, d)
		}
	}
}

func TestKeyIgnoresWhatIsNotAWord(t *testing.T) {
	for _, s := range []string{"Does it hurt?", "does it hurt", " DOES  it – hurt!!! ", "does it “hurt” 😖", "does\u200b it hurt"} {
		if got := Key(s); got != "does it hurt" {
			t.Errorf("Key(%q) = %q", s, got)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"Can’t", "a\u0301\u0327", "\xff\xfe", "ﬁ İ ẞ ǅ", "e\u200b\u0301", "½\u2028x", strings.Repeat("\u0300", 40), "K Å Ω", "ͅͅ", "a\u2de8\x1b\u064f\x00\u0654\u2de8"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := Clean(s)
		if !utf8.ValidString(c) {
			t.Fatalf("Clean(%q) = %q is not UTF-8", s, c)
		}
		if again := Clean(c); again != c {
			t.Fatalf("Clean(%q) = %q, and again %q", s, c, again)
		}
		if Key(s) != Key(c) {
			t.Fatalf("the keys of %q and of its clean form differ: %q, %q", s, Key(s), Key(c))
		}
		for _, w := range Words(s) {
			if w == "" || strings.ContainsAny(w, " \n'") {
				t.Fatalf("Words(%q) has %q", s, w)
			}
		}
	})
}
