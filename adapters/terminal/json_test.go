package terminal

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdesk/bot"
)

// heard answers with what a message holds, as "user|chat|text|choice|group".
func heard(_ context.Context, m bot.Message) bot.Reply {
	group := ""
	if m.Group {
		group = "group"
	}
	return bot.Reply{Kind: bot.Answer, Entries: []string{}, Text: strings.Join([]string{m.User, m.Chat, m.Text, m.Choice, group}, "|")}
}

// exchange returns the text, or the error, of every line that input brings out.
func exchange(t *testing.T, input string) []string {
	t.Helper()
	var out strings.Builder
	if err := JSON(strings.NewReader(input), &out).Run(t.Context(), heard); err != nil {
		t.Fatal(err)
	}
	var got []string
	for line := range strings.Lines(out.String()) {
		var o struct{ Text, Error string }
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		got = append(got, o.Text+o.Error)
	}
	return got
}

func TestLinesAreTextOrObjects(t *testing.T) {
	tests := []struct{ line, want string }{
		{"does it hurt?", "you|you|does it hurt?||"},
		{"  spaces stay ", "you|you|  spaces stay ||"},
		{"", "you|you|||"},
		{`"quoted"`, `you|you|"quoted"||`},
		{`{"text":"a"}`, "you|you|a||"},
		{` {"text":""}`, "you|you|||"},
		{`{"choice":"show:x"}`, "you|you||show:x|"},
		{`{"text":"a","choice":"b","user":"u","chat":"c","group":true}`, "u|c|a|b|group"},
		{`{"text":"a\nb"}`, "you|you|a\nb||"},
		{`{`, "line 1: not a JSON object; write text, or an object with the key text"},
		{`{"text":"a"} b`, "line 1: one object a line; there is something behind it"},
		{`{"text":1}`, "line 1: text is a number, which it may not be"},
		{`{"texts":"a"}`, `line 1: unknown key "texts"; there are text, choice, user, chat, group and reset`},
		{`{}`, "line 1: the object has neither text nor choice nor reset"},
		{"a\xffb", "you|you|a\ufffdb||"},
		{"{\"text\":\"a\xffb\"}", "you|you|a\ufffdb||"},
	}
	for _, test := range tests {
		for _, end := range []string{"\n", "\r\n", ""} {
			if test.line == "" && end == "" {
				continue // that is no line
			}
			if diff := cmp.Diff([]string{test.want}, exchange(t, test.line+end)); diff != "" {
				t.Errorf("%q: %s", test.line+end, diff)
			}
		}
	}
}

func TestResetStartsANewConversation(t *testing.T) {
	got := exchange(t, "a\n{\"reset\":true}\nb\n{oops\n{\"reset\":true,\"text\":\"c\"}\n{\"text\":\"d\",\"user\":\"u\"}\n")
	want := []string{
		"you|you|a||", "you 1|you 1|b||", "line 4: not a JSON object; write text, or an object with the key text",
		"you 2|you 2|c||", "u 2|you 2|d||",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestALineMayHaveAMegabyte(t *testing.T) {
	long := strings.Repeat("does it hurt ", 1<<20/13)
	got := exchange(t, long+"\nshort\n")
	if len(got) != 2 || got[0] != "you|you|"+long+"||" || got[1] != "you|you|short||" {
		t.Errorf("%d lines", len(got))
	}
}
