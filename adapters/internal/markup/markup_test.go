package markup

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// brackets is a dialect in which every mark can be seen.
func brackets(limit int) Dialect {
	names := map[Kind]string{Strong: "b", Emphasis: "i", Code: "c", Link: "a", Address: "u", Heading: "h", Quote: "q", Fence: "f"}
	escaper := strings.NewReplacer("[", "&l;", "]", "&r;")
	return Dialect{
		Limit:  limit,
		Size:   utf8.RuneCountInString,
		Escape: func(text string, _ Kind) string { return escaper.Replace(text) },
		Wrap: func(m Mark) (string, string) {
			if m.Kind == Link {
				return "[a " + m.Arg + "|", "]"
			}
			return "[" + names[m.Kind] + "|", "]"
		},
		Bullet: "• ",
	}
}

func TestRenderShowsCommonMark(t *testing.T) {
	tests := []struct{ name, source, want string }{
		{"marks", "**bold** *it* `co de`", "[b|bold] [i|it] [c|co de]"},
		{"nested marks", "**a *b* c**", "[b|a [i|b] c]"},
		{"inside a word", "un*frigging*believable", "un[i|frigging]believable"},
		{"wrapped lines join", "one\ntwo  \nthree", "one two\nthree"},
		{"paragraphs", "one\n\ntwo\n\n\n\nthree", "one\n\ntwo\n\nthree"},
		{"heading", "## A **b**\n\ntext\n\nmore", "[h|A b]\ntext\n\nmore"},
		{"tight list", "a\n\n- b\n- c\n  - d\n\ne", "a\n\n• b\n• c\n  • d\n\ne"},
		{"loose list", "- b\n\n- c\n\n  d", "• b\n\n• c\n\n  d"},
		{"ordered list", "7. b\n8. c\n   - d", "7. b\n8. c\n   • d"},
		{"quote", "> a\n> b\n>\n> c", "[q|a b\n\nc]"},
		{"two quotes", "> a\n\ntext\n\n> b", "[q|a]\n\ntext\n\n[q|b]"},
		{"quote in quote", "> a\n>\n> > b", "[q|a\n\nb]"},
		{"list in quote", "> - a\n> - b", "[q|• a\n• b]"},
		{"fence", "```go\nif x {\n\n  y  z\n}\n```\nend", "[f|if x {\n\n  y  z\n}]\n\nend"},
		{"two fences", "```\na\n```\n```\nb\n```", "[f|a]\n\n[f|b]"},
		{"fence in list", "- ```\n  a\n  ```\n- b", "• \n[f|a]\n• b"},
		{"link", "see [the *page*](https://x.org/a_b?c=d&e=f)", "see [a https://x.org/a_b?c=d&e=f|the [i|page]]"},
		{"bare address", "see https://x.org/a_b_c.", "see [u|https://x.org/a_b_c]."},
		{"link without text", "[](https://x.org)", "[a https://x.org|https://x.org]"},
		{"script link", "[x](javascript:alert(1))", "x"},
		{"phone link", "[call us](tel:+918951047001) [+91](tel:+91)", "call us (+918951047001) +91"},
		{"mail link", "[write](mailto:a@b.org) a@b.org", "write (a@b.org) a@b.org"},
		{"image", "![a cat](https://x.org/c.png)", "[a https://x.org/c.png|a cat]"},
		{"raw HTML", "<b>a</b> & <script>\n\n<div>\n x\n</div>", "<b>a</b> & <script>\n\n<div>\nx\n</div>"},
		{"comment", "a <!-- b --> c", "a <!-- b --> c"},
		{"escapes and references", `\*a\* &amp;lt; &copy; \&copy; [x\]`, "*a* &lt; © &copy; &l;x&r;"},
		{"rule", "a\n\n---\n\nb", "a\n\n———\n\nb"},
		{"code in a link", "[`a`](https://x.org)", "[a https://x.org|a]"},
		{"code in bold", "**a `b` c**", "[b|a] [c|b] [b|c]"},
		{"nothing", " \n\n<!---->"[:3], ""},
		{"definition only", "[a]: https://x.org", ""},
		{"empty fence", "```\n```", ""},
		{"invisible", "\u200b\u200d", ""},
		{"invalid UTF-8", "a\xffb\x00c\x1b[0m", "a\uFFFDbc&l;0m"},
		{"empty item", "- a\n-\n- b", "• a\n• \n• b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, strings.Join(brackets(1000).Render(tt.source), "¶")); diff != "" {
				t.Errorf("Render(%q) (-want +got):\n%s", tt.source, diff)
			}
		})
	}
}

func TestRenderSplits(t *testing.T) {
	tests := []struct {
		name, source string
		want         []string
	}{
		{"at blocks", "one two three\n\nfour five six\n\nseven", []string{"one two three", "four five six\n\nseven"}},
		{"at lines", "- one two three\n- four five\n- six seven", []string{"• one two three", "• four five\n• six seven"}},
		{"at words", "one two three four five six seven", []string{"one two three four five", "six seven"}},
		{"inside a word", strings.Repeat("x", 50), []string{strings.Repeat("x", 24), strings.Repeat("x", 24), "xx"}},
		{"marks are closed and opened", "**one two three four five**", []string{"[b|one two three four]", "[b|five]"}},
		{"fence", "```\none two\nthree four\nfive six\n```", []string{"[f|one two\nthree four]", "[f|five six]"}},
		{"a heading stays with its text", "one two three\n\n# four\n\nfive six", []string{"one two three", "[h|four]\nfive six"}},
		{"a block that fits is whole", "one\n\ntwo three four five six", []string{"one", "two three four five six"}},
		{"not inside an escape", strings.Repeat("[", 9), []string{strings.Repeat("&l;", 8), "&l;"}},
		{"not inside a character", "x" + strings.Repeat("e\u0301", 13), []string{"x" + strings.Repeat("e\u0301", 11), strings.Repeat("e\u0301", 2)}},
		{"an address too long for a link", "[a](https://x.org/" + strings.Repeat("y", 30) + ") b", []string{"a b"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, brackets(24).Render(tt.source)); diff != "" {
				t.Errorf("Render(%q) (-want +got):\n%s", tt.source, diff)
			}
		})
	}
}

func TestTextIsPlain(t *testing.T) {
	got := Text("# Hi\n\n**a** [b](https://x.org) <i>c</i>\n- d")
	if want := "Hi\na b (https://x.org) <i>c</i>\n\n• d"; got != want {
		t.Errorf("Text = %q, want %q", got, want)
	}
}

func TestEscapeShowsTextAsTyped(t *testing.T) {
	for _, text := range []string{
		"*a* _b_ `c` [d](https://x.org) <b>e</b> & &amp; \\ \\*", "# no heading\n- no list\n1. none\n> none\n```\nnone", "a\nb", "snake_case_name 3 < 5 > 4",
		"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "---", "===\n===", "https://x.org/a_b", "a\\", "\t tab",
		"a\\\nb", "a\\\\\nb", "\\\n\\",
	} {
		if got, want := Text(Escape(text)), strings.TrimSpace(text); got != want {
			t.Errorf("shown %q, want %q", got, want)
		}
	}
}

func TestRenderIsQuickOnHostileText(t *testing.T) {
	for _, source := range []string{
		strings.Repeat("a ", 100_000), strings.Repeat("x", 200_000), strings.Repeat("> ", 3000) + "a", strings.Repeat("- ", 3000) + "a",
		strings.Repeat("*a", 20_000), strings.Repeat("[", 20_000), strings.Repeat("`", 20_001), strings.Repeat("e\u0301\u0301\u0301", 50_000),
	} {
		for _, part := range brackets(2000).Render(source) {
			if n := utf8.RuneCountInString(part); n > 2000 {
				t.Fatalf("a message of %d", n)
			}
		}
	}
}

func FuzzRender(f *testing.F) {
	for _, seed := range []string{"# a\n\n**b** [c](https://d.e)\n- f\n  1. g\n> h\n```\ni\n```", "<b>&amp;\\*", "- - > # a\n\n  b", "\u0301\u200d👩‍👩‍👧"} {
		f.Add(seed, 16)
		f.Add(seed, 100)
	}
	f.Fuzz(func(t *testing.T, source string, limit int) {
		limit = max(16, limit%5000)
		for _, part := range brackets(limit).Render(source) {
			if n := utf8.RuneCountInString(part); n > limit || strings.TrimSpace(part) == "" || !utf8.ValidString(part) {
				t.Fatalf("%q (%d of %d)", part, n, limit)
			}
			balanced(t, part)
		}
	})
}

// balanced fails unless every mark that is opened in text is closed.
func balanced(t *testing.T, text string) {
	t.Helper()
	depth := 0
	for _, r := range text {
		switch r {
		case '[':
			depth++
		case ']':
			depth--
		}
		if depth < 0 {
			t.Fatalf("closed before it is opened: %q", text)
		}
	}
	if depth != 0 {
		t.Fatalf("%d left open: %q", depth, text)
	}
}

func ExampleText() {
	fmt.Println(Text("**Often** only a [small prick](https://example.org)."))
	// Output: Often only a small prick (https://example.org).
}
