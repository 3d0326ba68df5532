package bot

import (
	"context"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

func ask(b *Bot, user, text string) Reply {
	return b.Respond(context.Background(), Message{Adapter: "test", User: user, Text: text})
}

// Every reply that cannot help by itself names the clinic's number, in the text and as a contact.
func TestHandOffsAndMissesCarryTheNumber(t *testing.T) {
	b := newTestBot(t, nil, false)
	phone := b.clinic.Contact(-1).Phone
	for _, q := range []string{"book me in", "call me", "what is the capital of france", "", "???", "cancel my session", "zzz", strings.Repeat("does it hurt ", 100_000)} {
		r := ask(b, q[:min(8, len(q))], q)
		if r.Kind != Handoff && r.Kind != Fallback {
			t.Errorf("%.40q: %s", q, r.Kind)
		}
		if !strings.Contains(r.Text, phone) || r.Contact == nil {
			t.Errorf("%.40q: no number in %q", q, r.Text)
		}
	}
}

func TestChoiceIDsFitTelegram(t *testing.T) {
	b := newTestBot(t, nil, false)
	for id, p := range b.pages {
		choices := append([]Choice{{ID: pickPrefix + id}, {ID: VoteChoice(id, true)}, {ID: VoteChoice(id, false)}}, p.choices...)
		for _, c := range choices {
			if len(c.ID) > MaxChoiceID {
				t.Errorf("%s has %d bytes, at most %d are allowed", c.ID, len(c.ID), MaxChoiceID)
			}
		}
	}
}

func TestNoPlaceholderIsLeft(t *testing.T) {
	b := newTestBot(t, nil, false)
	for id, p := range b.pages {
		if strings.Contains(p.text, "{{") {
			t.Errorf("%s: %s", id, p.text)
		}
	}
	for _, f := range b.base.Files().RedFlags.Flags {
		if s := b.clinic.Fill(f.Advice + f.Ask); strings.Contains(s, "{{") {
			t.Errorf("%s: %s", f.ID, s)
		}
	}
}

// In a group, what is about a person's own health is for that person, with a line that may stand in public.
func TestPersonalHealthIsPrivateInGroups(t *testing.T) {
	b := newTestBot(t, nil, false)
	for _, q := range []string{"i am pregnant, does it hurt", "i cannot breathe properly since my session"} {
		r := b.Respond(context.Background(), Message{Adapter: "test", User: q, Text: q, Group: true})
		if !r.Private || r.Short == "" || r.Short == r.Text {
			t.Errorf("%q: private %v, short %q", q, r.Private, r.Short)
		}
	}
	if r := b.Respond(context.Background(), Message{Adapter: "test", User: "x", Text: "does it hurt", Group: true}); r.Private {
		t.Error("a plain question is no secret")
	}
}

func TestRespondIsSafeForConcurrentUse(t *testing.T) {
	b := newTestBot(t, nil, false)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for range 20 {
				ask(b, string(rune('a'+i%3)), "how long will i be sore")
				ask(b, string(rune('a'+i%3)), "1")
				ask(b, string(rune('a'+i%3)), "/forget")
			}
		})
	}
	wg.Wait()
}

func TestSameQuestionSameAnswer(t *testing.T) {
	a, b := newTestBot(t, nil, false), newTestBot(t, nil, false)
	for _, q := range []string{"does it hurt", "back pain", "can i go running and is it safe", "which one is better"} {
		if x, y := ask(a, q, q), ask(b, q, q); x.Text != y.Text || x.Confidence != y.Confidence {
			t.Errorf("%q: %v and %v", q, x.Entries, y.Entries)
		}
	}
}

// FuzzRespond: whatever is said, twice in a row and with any button, gets a reply that can be sent.
func FuzzRespond(f *testing.F) {
	b := newTestBot(f, nil, false)
	for _, seed := range []string{"does it hurt", "1", "/forget", "no", "can't breathe", "\xff\xfe", "\u202eabc\u200b", "a\x00b", "? ! ?", "i am pregnant and how much is it"} {
		f.Add(seed, "")
		f.Add("", seed)
	}
	f.Fuzz(func(t *testing.T, text, choice string) {
		for range 2 {
			r := b.Respond(context.Background(), Message{Adapter: "fuzz", Text: text, Choice: choice})
			if r.Kind == "" || r.Kind == Failure || r.Text == "" || !utf8.ValidString(r.Text) || r.Entries == nil {
				t.Fatalf("%q, %q: %+v", text, choice, r)
			}
			for _, c := range r.Choices {
				if c.Label == "" || c.ID == "" || len(c.ID) > MaxChoiceID {
					t.Fatalf("%q: choice %+v", text, c)
				}
			}
		}
	})
}

// Politeness around an alarm does not hide it.
func TestAnAlarmBehindAGreetingIsNoticed(t *testing.T) {
	b := newTestBot(t, nil, false)
	const alarm = "my fathr got needls in neck yestrday nd today his rite arm is week n face lookin funny"
	for _, around := range []string{"", "hlo doc ", "sorry to bother you so late, ", "good morning doctor, hope you are well, "} {
		if r := ask(b, "greeting"+around, around+alarm); r.Kind != Urgent && r.Kind != Triage {
			t.Errorf("%q: %s %.60q", around, r.Kind, r.Text)
		}
	}
}
