package bot

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// turnsToDraw are what random conversations are made of: alarms, what is asked after them, answers, courtesies, ordinary questions, noise.
var turnsToDraw = []string{
	"i cannot breathe properly since my session", "i cant feel my legs and i wet myself", "sudden drooping face and slurred speech", "i want to end my life",
	"can it wait until tomorrow", "can i drive myself", "may i eat something", "it has gone now", "what do i tell them", "i am alone", "is it really that serious",
	"will it cost a lot", "should i come to you instead", "nobody picks up", "ok", "thanks", "thank you so much doctor", "sorry", "hi", "bye", "hmm",
	"yes", "no", "maybe", "i dont know", "nope just sore", "haan", "nahi", "more", "tell me more", "again", "say it again", "shorter", "i dont understand", "why", "how long", "how much",
	"is that normal", "what if not", "and for my neck?", "1", "2", "3", "9", "the second", "last one", "dusra wala", "b", "both", "none", "all", "first",
	"does it hurt", "how many sessions do i need", "how much is it", "when are you open", "can i swim after", "i am pregnant", "i take warfarin", "my mother is 80",
	"what is the capital of france", "asdf qwer", "?", "...", "", "👍", "😂", "/help", "/topics", "/privacy", "/start", "are you a robot", "this bot is useless",
	"हाँ", "नहीं", "क्या दर्द होता है", "me duele la espalda", "is it safe and how much does it cost", strings.Repeat("very long story ", 300), "\xff\xfe", "a\x00b\u202e",
}

// talk plays n random turns of one person and gives each reply to check, with what was said.
func talk(b *Bot, seed uint64, n int, first string, check func(said string, r Reply)) {
	r := rand.New(rand.NewPCG(seed, 1))
	m := Message{Adapter: "test", User: "p" + string(rune('a'+seed%26)) + strings.Repeat("x", int(seed/26)), Text: first}
	for i := range n {
		if i > 0 || first == "" {
			m.Text = turnsToDraw[r.IntN(len(turnsToDraw))]
		}
		check(m.Text, b.Respond(context.Background(), m))
	}
}

// After an urgent reply the emergency number is in every text until the person withdraws. None of the turns to draw does.
func TestEmergencyNumberUntilWithdrawn(t *testing.T) {
	b := newTestBot(t, nil, false)
	for seed := range uint64(120) {
		alarm := turnsToDraw[seed%4]
		talk(b, seed, 12, alarm, func(said string, r Reply) {
			if !strings.Contains(r.Text, b.number) {
				t.Fatalf("seed %d: after %q, %q got %s without the emergency number:\n%s", seed, alarm, said, r.Kind, r.Text)
			}
		})
	}
}

// Nothing is said twice running unless it was asked for, and every reply leaves a way on: a choice, a question, or a number to call.
func TestNothingTwiceAndAlwaysAWayOn(t *testing.T) {
	b := newTestBot(t, nil, false)
	for seed := range uint64(300) {
		before := ""
		talk(b, 1000+seed, 15, "", func(said string, r Reply) {
			if r.Text == before && !strings.Contains(said, "again") {
				t.Fatalf("seed %d: %q got the text before once more:\n%s", seed, said, r.Text)
			}
			if !wayOn(b, r) {
				t.Fatalf("seed %d: %q got %s with no way on:\n%s", seed, said, r.Kind, r.Text)
			}
			before = r.Text
		})
	}
}

func wayOn(b *Bot, r Reply) bool {
	return len(r.Choices) > 0 || r.Contact != nil || strings.Contains(r.Text, b.number) || strings.Contains(r.Text, b.clinic.Contact(-1).Phone) || strings.Contains(r.Text, "?")
}

// A reply that is longer than Telegram's 4,096 characters is split by the adapter; four of them are more than anybody reads.
const longestReply = 4 * 4096

// Ten thousand turns of random bytes: no panic, and a reply that can be sent.
func TestRandomBytes(t *testing.T) {
	b := newTestBot(t, nil, false)
	r := rand.New(rand.NewPCG(7, 7))
	for i := range 10_000 {
		text := make([]byte, r.IntN(60))
		for j := range text {
			text[j] = byte(r.IntN(256))
			if r.IntN(3) > 0 {
				text[j] = "abcdefghijklmnopqrstuvwxyz     /?!.,'\n0123456789"[r.IntN(48)]
			}
		}
		reply := b.Respond(context.Background(), Message{Adapter: "test", User: string(rune('a' + i%7)), Text: string(text)})
		if reply.Kind == "" || reply.Kind == Failure || reply.Text == "" || !utf8.ValidString(reply.Text) || len(reply.Text) > longestReply {
			t.Fatalf("%q: %+v", text, reply)
		}
	}
}
