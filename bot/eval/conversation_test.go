package eval

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func readOne(t *testing.T, line string) Conversation {
	t.Helper()
	talks, err := ReadConversations(strings.NewReader(line))
	if err != nil || len(talks) != 1 {
		t.Fatalf("%d conversations, %v", len(talks), err)
	}
	return talks[0]
}

func TestConversationsHaveTextsOrLists(t *testing.T) {
	old := readOne(t, `{"id": 7, "turns": [{"user": "q", "kind": "answer", "entry": "a+b"}, {"user": "r"}]}`)
	want := Conversation{ID: "7", Turns: []Turn{{Row: Row{Question: "q", Kind: "answer", Entry: "a+b"}}, {Row: Row{Question: "r"}}}}
	if d := cmp.Diff(want, old); d != "" {
		t.Error(d)
	}
	lists := readOne(t, `{"id": "x", "group": "g", "turns": [{"user": "q", "kind": ["answer", "urgent"], "entry": ["a", "b"], "norepeat": true, "choice": "show:a", "speaker": "ann", "chat": "c", "group": true}]}`)
	want = Conversation{ID: "x", Group: "g", Turns: []Turn{{
		Row: Row{Question: "q", Kind: "answer|urgent", Entry: "a|b"}, Check: Check{NoRepeat: true}, Choice: "show:a", Speaker: "ann", Chat: "c", InGroup: true,
	}}}
	if d := cmp.Diff(want, lists); d != "" {
		t.Error(d)
	}
}

func TestExpressionsWithoutFlagsDisregardCase(t *testing.T) {
	for _, test := range []struct {
		must, text string
		match      bool
	}{
		{"needl", "NEEDLES", true},
		{"(?:needl)[\\\\s\\\\S]*(?:112)", "Needles\nand 112", true},
		{"(?-i)needl", "NEEDLES", false},
		{"(?s)a.b", "A\nB", false},
	} {
		turn := readOne(t, `{"id": 1, "turns": [{"user": "q", "must": "`+test.must+`", "mustnot": ""}]}`).Turns[0]
		if got := turn.Must.MatchString(test.text); got != test.match {
			t.Errorf("%s on %q: %v", test.must, test.text, got)
		}
		if turn.MustNot != nil {
			t.Errorf("an empty expression is a condition: %v", turn.MustNot)
		}
	}
}

func TestFaultyExpressionsAreRefusedWithTheirLine(t *testing.T) {
	for _, turn := range []string{`{"must": "(112"}`, `{"mustnot": "a(?=b)"}`, `{"must": 112}`, `{"kind": 3}`} {
		_, err := ReadConversations(strings.NewReader("\n" + `{"id": 1, "turns": [` + turn + `]}`))
		if err == nil || !strings.HasPrefix(err.Error(), "line 2: ") {
			t.Errorf("%s: got %v", turn, err)
		}
	}
}

// The repository's own set: every conversation can be read, has an ID of its own and asks for something.
func TestDialoguesAreSound(t *testing.T) {
	file, err := os.Open("testdata/dialogues.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	talks, err := ReadConversations(file)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, talk := range talks {
		if seen[talk.ID] || talk.Group == "" {
			t.Errorf("%s stands twice or has no group", talk.ID)
		}
		seen[talk.ID] = true
		for i, turn := range talk.Turns {
			if turn.Kind == "" || (turn.Question == "") == (turn.Choice == "") {
				t.Errorf("%s turn %d: wants no kind, or says nothing", talk.ID, i+1)
			}
		}
	}
	if len(talks) < 72 {
		t.Errorf("only %d dialogues", len(talks))
	}
}
