package discord

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"frontdesk/adapters/discord/discordtest"
	"frontdesk/adapters/internal/markup"
	"frontdesk/bot"
)

func TestRender(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"marks", "**bold** *slanted* `code`", "**bold** *slanted* `code`"},
		{"marks in marks", "***both***", "***both***"},
		{"heading", "# Title\n\ntext", "### Title\ntext"},
		{"list", "- one\n- two\n  - three", "- one\n- two\n  - three"},
		{"numbers", "3. three\n4. four", "3. three\n4. four"},
		{"quote", "> one\n>\n> two", "> one\n\n> two"},
		{"link", "[the page](https://example.org/a_b)", "[the page](<https://example.org/a_b>)"},
		{"address", "see https://example.org/a_b for more", "see <https://example.org/a_b> for more"},
		{"address without a scheme", "see www.example.org", "see www.example.org"},
		{"phone", "[call](tel:+918951047001)", "call (+918951047001)"},
		{"code block", "```go\na := `b`\n```", "```go\na := `b`\n```"},
		{"code block that ends early", "````\n```\n@everyone\n````", "```\n`\u200b`\u200b`\n@\u200beveryone\n```"},
		{"code with a backtick", "`` a`b ``", "`` a`b ``"},
		{"typed marks", `\*a\* \_b\_ \~\~c\~\~ \|\|d\|\|`, `\*a\* \_b\_ \~\~c\~\~ \|\|d\|\|`},
		{"a line like a list", `\- a` + "\n\n" + `1\. b` + "\n\n" + `\# c`, `\- a` + "\n\n" + `1\. b` + "\n\n" + `\# c`},
		{"a number to call", "Call \\+91 89510 47001 or 112.", "Call +91 89510 47001 or 112."},
		{"everybody", "@everyone @here", "@\u200beveryone @\u200bhere"},
		{"everybody in two parts", "@every![](x:y)one", "@\u200beveryone"},
		{"a mail address", "me@example.org me@hereford.org", "me@example.org me@\u200bhereford.org"},
		{"mentions", "<@42> <#7> <:a:1>", `\<@42> \<#7> \<:a:1>`},
		{"mentions in code", "`<@42>`", "`<\u200b@42>`"},
		{"mention in an address", "<https://example.org/@everyone>", "<https://example.org/%40everyone>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(render(c.source), "\n~~~\n"); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestSize(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "ü": 1, "漢": 1, "😀": 2, "\xff": 1} {
		if got := size(s); got != want {
			t.Errorf("size(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestClip(t *testing.T) {
	for _, c := range []struct {
		s    string
		n    int
		want string
	}{
		{"short", 10, "short"},
		{" two\n lines ", 10, "two lines"},
		{"exactly 10", 10, "exactly 10"},
		{"more than 10", 10, "more than…"},
		{"😀😀😀", 5, "😀😀…"},
		{"", 5, ""},
	} {
		if got := clip(c.s, c.n); got != c.want || size(got) > c.n {
			t.Errorf("clip(%q, %d) = %q, want %q", c.s, c.n, got, c.want)
		}
	}
}

// mentioning is markup that mentions somebody or something.
var mentioning = regexp.MustCompile(`@(everyone|here)|(^|[^\\])<(@|#|/|a?:|t:|id:)`)

func FuzzRender(f *testing.F) {
	for _, s := range []string{
		"# a\n\n- b\n  1. c\n\n> d `e` **f *g***\n\n```\n@everyone\n```", "<@1> <@!2> <@&3> <#4> </a:5> <:b:6> <t:7> <id:x>",
		"@every![](x:y)one `@here` [@everyone](https://x/@everyone)", "[a](<https://x/ y>) <https://x/@here> www.@here.com", "&#64;everyone @&#101;veryone",
		"\\<@1> \\\\<@1> `\\`<@1>", "<![](x:y)@1>", strings.Repeat("*a* `b` ", 900), "a\u0300\u202e\u200b\x00\xff",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 20_000 {
			return
		}
		for _, part := range render(source) {
			if n := size(part); n == 0 || n > maxContent || !utf8.ValidString(part) {
				t.Errorf("a part of %d characters: %q", n, part)
			}
			if m := mentioning.FindString(part); m != "" {
				t.Errorf("%q is active in %q", m, part)
			}
		}
	})
}

func FuzzTypedText(f *testing.F) {
	for _, s := range []string{"5 < 6 & *a* _b_ `c` ||d||", "- a", "1. b", "# c", "> d", "-# e", "[f](https://example.org)", `\`, "a\\", "@everyone"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		if len(typed) > 2000 || strings.ContainsFunc(typed, func(r rune) bool { return !unicode.IsGraphic(r) && r != '\n' && r != '\t' }) || !utf8.ValidString(typed) {
			return
		}
		typed = "x " + typed // a message of nothing that can be seen is not sent
		want := strings.Join(strings.FieldsFunc(typed, unseen), "")
		got := strings.Join(strings.FieldsFunc(discordtest.Read(strings.Join(render(markup.Escape(typed)), "\n")), unseen), "")
		if got != want {
			t.Errorf("%q is shown as %q", want, got)
		}
	})
}

// unseen is white space and control characters.
func unseen(r rune) bool {
	return r <= ' ' || 0x7f <= r && r <= 0xa0 || strings.ContainsRune("\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", r)
}

func FuzzChoice(f *testing.F) {
	for _, s := range []string{"fd:show:cost", "fd:", "fd!menu0", "poll_1", "fd:\x00", "fd:\xff", "fd:" + strings.Repeat("x", 65)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, id string) {
		choice, ok := choiceOf(id)
		if !ok {
			return
		}
		if choice == "" || len(choice) > bot.MaxChoiceID || customID(choice) != id {
			t.Errorf("custom_id %q carries %q", id, choice)
		}
		p := press{CustomID: id, Values: []string{id}}
		if got, ok := p.choice(); !ok || got != choice {
			t.Errorf("pressing %q chooses %q, %v", id, got, ok)
		}
	})
}
