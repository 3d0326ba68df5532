package bot

import (
	"strings"
	"testing"
)

// Whoever writes Hindi, in either script, reads in it what to do, with the numbers to call and nothing in English before it.
func TestSafetyTextsInHindi(t *testing.T) {
	b := newTestBot(t, nil, false)
	for _, code := range []string{"hi", "hi-Latn"} {
		texts := b.base.Files().Translations[code].Flags
		for _, flag := range b.base.Files().RedFlags.Flags {
			talk := turn{b, Message{}, &State{Language: code}, understood{}}
			ask := talk.dressed(talk.safetyQuestion(&flag, ""))
			advice := talk.dressed(talk.confirmed())
			if said := b.clinic.Fill(texts[flag.ID].Ask); said == "" || !strings.HasPrefix(ask.Text, said) || !strings.Contains(ask.Text, b.number) {
				t.Errorf("%s: %s asks %q", code, flag.ID, ask.Text)
			}
			said := b.clinic.Fill(texts[flag.ID].Advice)
			if said == "" || !strings.HasPrefix(advice.Text, said) || !strings.Contains(advice.Text, b.number) || !strings.Contains(advice.Text, b.clinic.Contact(-1).Phone) {
				t.Errorf("%s: %s says %q", code, flag.ID, advice.Text)
			}
			if line := b.clinic.Fill("{{clinic.crisis}}"); flag.ID == "crisis" && (!strings.Contains(ask.Text, line) || !strings.Contains(advice.Text, line)) {
				t.Errorf("%s: %s lacks the helpline: %q %q", code, flag.ID, ask.Text, advice.Text)
			}
		}
	}
}
