package journal

import (
	"fmt"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdesk/bot/store"
)

func TestQuestionsAreGrouped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // begins on 2000-01-01, midnight UTC
		dir := t.TempDir()
		kolkata := time.FixedZone("IST", 5*3600+1800)
		j := open(t, dir, Config{Zone: kolkata, Own: []string{own}})
		j.Record(asked("1", "Can I swim?"))
		<-time.After(20 * time.Hour)
		j.Record(asked("2", "can i swim?"))
		j.Record(asked("2", "can i swim?"))
		j.Record(asked("3", "My name is Priya, 98765 43210. Is "+own+" yours?"))
		j.Record(Event{Kind: Clarified, Adapter: "discord", User: "1", Text: "how long", Confidence: math.NaN()})
		for user, entry := range []string{"session-length", "session-length", "how-long-lasts"} {
			j.Record(Event{Kind: Picked, Adapter: "discord", User: fmt.Sprint(user), Text: "how long", Entries: []string{entry}, Confidence: 7})
		}
		j = reopen(t, j, dir)

		day := func(d int) time.Time { return time.Date(2000, 1, d, 0, 0, 0, 0, kolkata) }
		swim := Question{Text: "can i swim?", Entry: "soreness-after", Confidence: 0.25, Asked: 3, Persons: 2, First: day(1), Last: day(2)}
		priya := Question{Text: "My name is [name], [number]. Is " + own + " yours?", Entry: "soreness-after", Confidence: 0.25, Asked: 1, Persons: 1, First: day(2), Last: day(2)}
		for _, c := range []struct {
			kind Kind
			q    Query
			want []Question
		}{
			{Unanswered, Query{}, []Question{swim, priya}},
			{Unanswered, Query{Persons: 2}, []Question{swim}},
			{Unanswered, Query{Limit: 1}, []Question{swim}},
			{Unanswered, Query{Since: time.Now().Add(-time.Hour)}, []Question{
				{Text: "can i swim?", Entry: "soreness-after", Confidence: 0.25, Asked: 2, Persons: 1, First: day(2), Last: day(2)}, priya,
			}},
			{Clarified, Query{}, []Question{{Text: "how long", Entry: "", Confidence: 0, Asked: 1, Persons: 1, First: day(2), Last: day(2)}}},
			{Picked, Query{}, []Question{
				{Text: "how long", Entry: "session-length", Confidence: 1, Asked: 2, Persons: 2, First: day(2), Last: day(2)},
				{Text: "how long", Entry: "how-long-lasts", Confidence: 1, Asked: 1, Persons: 1, First: day(2), Last: day(2)},
			}},
			{Voted, Query{}, nil},
		} {
			got := must[Question](t)(j.Questions(t.Context(), c.kind, c.q))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s %+v (-want +got):\n%s", c.kind, c.q, diff)
			}
		}
		shut(t, j)
	})
}

func TestVotesCountOnceAPersonAndEntry(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir, Config{})
	j.Record(voted("1", "cost", true))
	j.Record(voted("1", "cost", false)) // changed their mind
	j.Record(voted("2", "cost", true))
	j.Record(voted("2", "cost", true)) // pressed twice
	j.Record(voted("1", "does-it-hurt", true))
	j = reopen(t, j, dir)
	want := []Votes{{Entry: "cost", Up: 1, Down: 1}, {Entry: "does-it-hurt", Up: 1}}
	if diff := cmp.Diff(want, must[Votes](t)(j.Votes(t.Context(), Query{}))); diff != "" {
		t.Errorf("votes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want[:1], must[Votes](t)(j.Votes(t.Context(), Query{Persons: 2}))); diff != "" {
		t.Errorf("votes of two persons (-want +got):\n%s", diff)
	}
}

func TestRepliesAreCountedByDayKindAndEntry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		j := open(t, dir, Config{Zone: time.FixedZone("IST", 5*3600+1800)})
		j.Record(Event{Kind: Replied, Reply: "answer", Entries: []string{"cost", "does-it-hurt", "cost"}})
		j.Record(Event{Kind: Replied, Reply: "answer", Entries: []string{"cost"}})
		j.Record(Event{Kind: Replied, Reply: "fallback"})
		<-time.After(18*time.Hour + 30*time.Minute) // midnight in Kolkata
		j.Record(Event{Kind: Replied, Reply: "answer", Entries: []string{"cost"}})
		j = reopen(t, j, dir)
		want := []store.Count{
			{Day: "2000-01-02", Kind: "answer", Entry: "", Replies: 1},
			{Day: "2000-01-02", Kind: "answer", Entry: "cost", Replies: 1},
			{Day: "2000-01-01", Kind: "answer", Entry: "", Replies: 2},
			{Day: "2000-01-01", Kind: "answer", Entry: "cost", Replies: 2},
			{Day: "2000-01-01", Kind: "answer", Entry: "does-it-hurt", Replies: 1},
			{Day: "2000-01-01", Kind: "fallback", Entry: "", Replies: 1},
		}
		if diff := cmp.Diff(want, must[store.Count](t)(j.store.Counts(t.Context(), ""))); diff != "" {
			t.Errorf("counts (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(want[:2], must[store.Count](t)(j.store.Counts(t.Context(), "2000-01-02"))); diff != "" {
			t.Errorf("counts of today (-want +got):\n%s", diff)
		}
		shut(t, j)
	})
}
