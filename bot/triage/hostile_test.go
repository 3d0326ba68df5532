package triage

import (
	"strings"
	"testing"
	"time"
)

// The longest message that a platform lets through is read in a moment, whatever it says.
func TestHostileMessagesAreReadQuickly(t *testing.T) {
	tr := compiled(t)
	var all strings.Builder
	for _, s := range tr.signs {
		all.WriteString(s.flag.Must[0].Text + " ")
	}
	const longest = 8000 // characters: twice Telegram's limit
	for _, words := range []string{
		"no chest pain when breathing if leg numb ", "can't feel ", "my ", "what if i no not breathe in chest ", "breath ", "aaaaaaa ", "no, or and ",
		all.String(), "ab", "’", "pain in my chest my arm my leg is weak numb both not ",
	} {
		message := strings.Repeat(words, longest/len(words)+1)[:longest]
		start := time.Now()
		tr.Look(message, nil)
		if took := time.Since(start); took > time.Second {
			t.Errorf("%.40q… took %v", message, took)
		} else {
			t.Logf("%.40q… %v", message, took)
		}
	}
}
