package triage

import (
	"strings"
	"testing"
)

// The longest message that a platform lets through is read to its end, whatever it says: the work for it is bounded, and the
// test's own time limit holds it to that.
func TestHostileMessagesAreRead(t *testing.T) {
	tr := compiled(t)
	var all strings.Builder
	for _, s := range tr.signs {
		all.WriteString(s.flag.Must[0].Text + " ")
	}
	const longest = 8000 // characters: twice Telegram's limit
	for words, want := range map[string]Level{
		"no chest pain when breathing if leg numb ": None, "what if i no not breathe in chest ": None, "breath ": None,
		"my ": None, "aaaaaaa ": None, "no, or and ": None, "ab": None, "’": None,
		all.String(): Urgent, "pain in my chest my arm my leg is weak numb both not ": Urgent, "can't feel my legs ": Urgent,
	} {
		message := strings.Repeat(words, longest/len(words)+1)[:longest]
		if got := tr.Look(message, nil).Level; got != want {
			t.Errorf("%.40q…: %v, want %v", message, got, want)
		}
	}
}
