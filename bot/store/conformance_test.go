package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestConformance holds every kind of store to the same cases.
func TestConformance(t *testing.T) {
	cases := map[string]func(*testing.T, kind){
		"sessions":                     sessions,
		"sessions end with their time": sessionsEndWithTheirTime,
		"updates are taken once and handed out in order":          updatesAreTakenOnceAndHandedOutInOrder,
		"updates are dropped and given back":                      updatesAreDroppedAndGivenBack,
		"an update that is done leaves nothing":                   anUpdateThatIsDoneLeavesNothing,
		"a reply is recorded with its conversation or not at all": aReplyIsRecordedWithItsConversationOrNotAtAll,
		"sends":                            sends,
		"notes":                            notes,
		"questions are grouped":            questionsAreGrouped,
		"votes and counts":                 votesAndCounts,
		"one person cannot fill the disk":  onePersonCannotFillTheDisk,
		"forget reaches everything":        forgetReachesEverything,
		"the key turns with the retention": theKeyTurnsWithTheRetention,
		"nothing outlives its time":        nothingOutlivesItsTime,
		"leases":                           leases,
		"strange names are harmless":       strangeNamesAreHarmless,
		"backup and restore":               backupAndRestore,
		"many at once":                     manyAtOnce,
		"a closed store says so":           aClosedStoreSaysSo,
		"reports of nothing":               reportsOfNothing,
	}
	for name, k := range kinds(t) {
		t.Run(name, func(t *testing.T) {
			for name, test := range cases {
				t.Run(name, func(t *testing.T) { test(t, k) })
			}
		})
	}
}

func sessions(t *testing.T, k kind) {
	s := open(t, k.place(t), Config{})
	ctx := t.Context()
	if got := must(s.Session(ctx, "telegram", "1"))(t); got.State != nil {
		t.Errorf("a conversation that was never saved: %q", got.State)
	}
	turn := Turn{Adapter: "telegram", User: "1", State: []byte("a"), Keep: time.Hour}
	check(t, s.Save(ctx, turn))
	if err := s.Save(ctx, turn); !errors.Is(err, ErrChanged) {
		t.Errorf("a save of what was read before another save: %v", err)
	}
	got := must(s.Session(ctx, "telegram", "1"))(t)
	if string(got.State) != "a" {
		t.Errorf("state %q", got.State)
	}
	turn.State, turn.Version = []byte("b"), got.Version
	check(t, s.Save(ctx, turn))
	if got := must(s.Session(ctx, "telegram", "1"))(t); string(got.State) != "b" {
		t.Errorf("state %q after the second save", got.State)
	}
	for _, other := range [][2]string{{"discord", "1"}, {"telegram", "2"}} {
		if got := must(s.Session(ctx, other[0], other[1]))(t); got.State != nil {
			t.Errorf("%v has the conversation of somebody else", other)
		}
	}
}

func sessionsEndWithTheirTime(t *testing.T, k kind) {
	s := open(t, k.place(t), Config{})
	ctx := t.Context()
	check(t, s.Save(ctx, Turn{Adapter: "telegram", User: "1", State: []byte("a"), Keep: 20 * time.Millisecond}))
	<-time.After(25 * time.Millisecond)
	got := must(s.Session(ctx, "telegram", "1"))(t)
	if got.State != nil {
		t.Errorf("state %q after its time", got.State)
	}
	check(t, s.Save(ctx, Turn{Adapter: "telegram", User: "1", State: []byte("b"), Version: got.Version, Keep: 20 * time.Millisecond}))
	<-time.After(25 * time.Millisecond)
	check(t, s.sweep(ctx))
	if n := rows(t, s, "sessions"); n != 0 {
		t.Errorf("%d sessions after the sweep", n)
	}
}

// rows returns how many rows a table has.
func rows(t *testing.T, s *Store, table string) (n int) {
	t.Helper()
	check(t, s.db.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&n))
	return n
}

func updatesAreTakenOnceAndHandedOutInOrder(t *testing.T, k kind) {
	s := open(t, k.place(t), Config{})
	ctx := t.Context()
	first, second, other := update("1", "ann", 1), update("2", "ann", 2), update("3", "bob", 3)
	if fresh := must(s.Take(ctx, Lease{}, second, first, second))(t); len(fresh) != 2 {
		t.Errorf("fresh: %v", fresh)
	}
	if fresh := must(s.Take(ctx, Lease{}, first, other))(t); len(fresh) != 1 || fresh[0].ID != "3" {
		t.Errorf("fresh at the second time: %v", fresh)
	}
	for _, want := range []Update{first, second} {
		got := must(s.Next(ctx, "telegram", "ann"))(t)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("next (-want +got):\n%s", diff)
		}
		check(t, s.Done(ctx, "telegram", got.ID))
	}
	if got := must(s.Next(ctx, "telegram", "ann"))(t); got.ID != "" {
		t.Errorf("next of nothing: %v", got)
	}
	if err := s.Done(ctx, "telegram", "3"); !errors.Is(err, ErrLost) {
		t.Errorf("done without begun: %v", err)
	}
	if got := must(s.Waiting(ctx, "telegram"))(t); len(got) != 1 || got[0].ID != "3" || string(got[0].Body) != "body of 3" {
		t.Errorf("waiting: %v", got)
	}
	if fresh := must(s.Take(ctx, Lease{}, first, second))(t); len(fresh) != 0 {
		t.Errorf("taken again after they were done: %v", fresh)
	}
}

func updatesAreDroppedAndGivenBack(t *testing.T, k kind) {
	s, ctx := open(t, k.place(t), Config{}), t.Context()
	must(s.Take(ctx, Lease{}, update("1", "ann", 1), update("2", "ann", 2)))(t)
	check(t, s.Drop(ctx, "telegram", "1"))
	for range 2 {
		if got := must(s.Next(ctx, "telegram", "ann"))(t); got.ID != "2" {
			t.Errorf("next is %+v", got)
		}
		check(t, s.Drop(ctx, "telegram", "2")) // not any more: it is begun
		check(t, s.Return(ctx, "telegram", "2"))
	}
	if got := must(s.Waiting(ctx, "telegram"))(t); len(got) != 1 || got[0].ID != "2" {
		t.Errorf("waiting: %+v", got)
	}
	if err := s.Done(ctx, "telegram", "2"); !errors.Is(err, ErrLost) {
		t.Errorf("done after it was given back: %v", err)
	}
}

func anUpdateThatIsDoneLeavesNothing(t *testing.T, k kind) {
	s := open(t, k.place(t), Config{})
	ctx := t.Context()
	must(s.Take(ctx, Lease{}, update("1", "ann", 1)))(t)
	must(s.Next(ctx, "telegram", "ann"))(t)
	check(t, s.Save(ctx, Turn{Adapter: "telegram", User: "ann", State: []byte("s"), Keep: time.Hour, Update: "1", Reply: []byte("reply")}))
	again := must(s.Next(ctx, "telegram", "ann"))(t)
	if again.ID != "1" || string(again.Reply) != "reply" {
		t.Errorf("handed out again, without its reply: %v", again)
	}
	check(t, s.Done(ctx, "telegram", "1"))
	if n := rows(t, s, "updates"); n != 0 {
		t.Error("the update is done and its words are kept")
	}
}

func aReplyIsRecordedWithItsConversationOrNotAtAll(t *testing.T, k kind) {
	s := open(t, k.place(t), Config{})
	ctx := t.Context()
	err := s.Save(ctx, Turn{Adapter: "telegram", User: "ann", State: []byte("s"), Keep: time.Hour, Update: "never taken", Reply: []byte("r")})
	if !errors.Is(err, ErrLost) {
		t.Errorf("a reply to an update in nobody's hands: %v", err)
	}
	if got := must(s.Session(ctx, "telegram", "ann"))(t); got.State != nil {
		t.Errorf("the conversation was saved all the same: %q", got.State)
	}
}

func sends(t *testing.T, k kind) {
	s := open(t, k.place(t), Config{})
	ctx := t.Context()
	if _, err := s.Send(ctx, "telegram", "1", "0"); !errors.Is(err, ErrLost) {
		t.Errorf("a send for an update in nobody's hands: %v", err)
	}
	must(s.Take(ctx, Lease{}, update("1", "ann", 1)))(t)
	must(s.Next(ctx, "telegram", "ann"))(t)
	send := func(part string, want Sending) {
		t.Helper()
		if diff := cmp.Diff(want, must(s.Send(ctx, "telegram", "1", part))(t)); diff != "" {
			t.Errorf("part %s (-want +got):\n%s", part, diff)
		}
	}
	send("0", Sending{})
	send("0", Sending{Unknown: 1})
	check(t, s.Unsent(ctx, "telegram", "1", "0"))
	send("0", Sending{Unknown: 1})
	check(t, s.Sent(ctx, "telegram", "1", "0", "77"))
	check(t, s.Unsent(ctx, "telegram", "1", "0")) // means nothing any more
	send("1", Sending{})
	if got := must(s.Send(ctx, "telegram", "1", "0"))(t); !got.Sent || got.Message != "77" {
		t.Errorf("a part that was sent: %+v", got)
	}
}

func notes(t *testing.T, k kind) {
	s := open(t, k.place(t), Config{})
	ctx := t.Context()
	n := Note{Adapter: "telegram", Scope: "ann", Name: "sendContact", Value: "refused", Keep: time.Hour}
	for _, value := range []string{"refused", "refused again"} {
		n.Value = value
		check(t, s.Remember(ctx, n))
		if got, ok, err := s.Recall(ctx, n); got != value || !ok || err != nil {
			t.Errorf("recalled %q, %v, %v", got, ok, err)
		}
	}
	for _, other := range []Note{{Adapter: "telegram", Name: n.Name}, {Adapter: "discord", Scope: "ann", Name: n.Name}, {Adapter: "telegram", Scope: "ann", Name: "x"}} {
		if _, ok, err := s.Recall(ctx, other); ok || err != nil {
			t.Errorf("%v is remembered, %v", other, err)
		}
	}
	n.Keep = -time.Second
	check(t, s.Remember(ctx, n))
	if _, ok, err := s.Recall(ctx, n); ok || err != nil {
		t.Errorf("remembered after its time, %v", err)
	}
}

func questionsAreGrouped(t *testing.T, k kind) {
	s := open(t, k.place(t), Config{})
	ctx := t.Context()
	begin := time.UnixMilli(time.Now().UnixMilli()).Add(-time.Hour)
	at := func(e Event, minutes int) Event {
		e.At = begin.Add(time.Duration(minutes) * time.Minute)
		return e
	}
	swim := func(user string) Event { e := asked(user, "Can I swim?"); e.Key = "can i swim"; return e }
	last := swim("2")
	last.Text = "can i swim"
	events := []Event{at(swim("1"), 0), at(swim("2"), 1), at(last, 2), at(asked("3", "is it dear"), 3)}
	for i, entry := range []string{"session-length", "session-length", "how-long-lasts"} {
		events = append(events, at(Event{Kind: "picked", Adapter: "discord", User: fmt.Sprint(i), Text: "how long", Key: "how long", Entries: []string{entry}, Confidence: 1}, 4))
	}
	if refused := must(s.Append(ctx, events))(t); refused != 0 {
		t.Errorf("%d refused", refused)
	}
	minute := func(n int) time.Time { return begin.Add(time.Duration(n) * time.Minute) }
	swims := Question{"can i swim", "soreness-after", 0.25, 3, 2, minute(0), minute(2)}
	dear := Question{"is it dear", "soreness-after", 0.25, 1, 1, minute(3), minute(3)}
	for _, c := range []struct {
		kind string
		q    Query
		want []Question
	}{
		{"unanswered", Query{}, []Question{swims, dear}},
		{"unanswered", Query{Persons: 2}, []Question{swims}},
		{"unanswered", Query{Limit: 1}, []Question{swims}},
		{"unanswered", Query{Since: minute(3)}, []Question{dear}},
		{"clarified", Query{}, nil},
		{"picked", Query{}, []Question{
			{"how long", "session-length", 1, 2, 2, minute(4), minute(4)},
			{"how long", "how-long-lasts", 1, 1, 1, minute(4), minute(4)},
		}},
	} {
		if diff := cmp.Diff(c.want, must(s.Questions(ctx, c.kind, c.q))(t)); diff != "" {
			t.Errorf("%s %+v (-want +got):\n%s", c.kind, c.q, diff)
		}
	}
}

func vote(user, entry string, helped bool) Event {
	return Event{Kind: voted, Adapter: "telegram", User: user, At: time.Now(), Entries: []string{entry}, Helped: helped}
}

func votesAndCounts(t *testing.T, k kind) {
	s := open(t, k.place(t), Config{})
	ctx := t.Context()
	today := time.Now().UTC().Format(time.DateOnly)
	must(s.Append(ctx, []Event{
		vote("1", "cost", true), vote("1", "cost", false), vote("2", "cost", true), vote("2", "cost", true), vote("1", "pain", true),
		{Kind: replied, Day: today, Reply: "answer", Entries: []string{"cost", "pain", "cost"}},
		{Kind: replied, Day: today, Reply: "answer", Entries: []string{"cost"}},
	}))(t)
	if diff := cmp.Diff([]Votes{{"cost", 1, 1}, {"pain", 1, 0}}, must(s.Votes(ctx, Query{}))(t)); diff != "" {
		t.Errorf("votes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Votes{{"cost", 1, 1}}, must(s.Votes(ctx, Query{Persons: 2}))(t)); diff != "" {
		t.Errorf("votes of two persons (-want +got):\n%s", diff)
	}
	want := []Count{{today, "answer", "", 2}, {today, "answer", "cost", 2}, {today, "answer", "pain", 1}}
	if diff := cmp.Diff(want, must(s.Counts(ctx, ""))(t)); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	if got := must(s.Counts(ctx, "9999"))(t); got != nil {
		t.Errorf("counts of the future: %v", got)
	}
}

func onePersonCannotFillTheDisk(t *testing.T, k kind) {
	s := open(t, k.place(t), Config{})
	var events []Event
	for i := range DailyMost + 50 {
		events = append(events, asked("1", fmt.Sprint(i)))
	}
	events = append(events, asked("2", "somebody else"))
	yesterday := asked("3", "yesterday")
	yesterday.At = yesterday.At.Add(-25 * time.Hour)
	events = append(events, yesterday, asked("3", "today"))
	if refused := must(s.Append(t.Context(), events))(t); refused != 50 {
		t.Errorf("%d refused, want 50", refused)
	}
}

func forgetReachesEverything(t *testing.T, k kind) {
	s := open(t, k.place(t), Config{})
	ctx := t.Context()
	for _, user := range []string{"1", "2"} {
		must(s.Append(ctx, []Event{asked(user, "a"), asked(user, "b"), vote(user, "cost", true)}))(t)
		check(t, s.Save(ctx, Turn{Adapter: "telegram", User: user, State: []byte(user), Keep: time.Hour}))
		check(t, s.Remember(ctx, Note{Adapter: "telegram", Scope: user, Name: "n", Keep: time.Hour}))
	}
	if n := must(s.Forget(ctx, "telegram", "1"))(t); n != 3 {
		t.Errorf("%d rows were forgotten, want 3", n)
	}
	for table, left := range map[string]int{"questions": 2, "votes": 1, "sessions": 1, "notes": 1} {
		if n := rows(t, s, table); n != left {
			t.Errorf("%s: %d rows left, want %d of the other person", table, n, left)
		}
	}
	if got := must(s.Session(ctx, "telegram", "1"))(t); got.State != nil {
		t.Errorf("the conversation is remembered: %q", got.State)
	}
	if n := must(s.Forget(ctx, "telegram", "1"))(t); n != 0 {
		t.Errorf("%d rows were forgotten again", n)
	}
}

func theKeyTurnsWithTheRetention(t *testing.T, k kind) {
	s := open(t, k.place(t), Config{})
	ctx := t.Context()
	must(s.Append(ctx, []Event{asked("1", "a"), vote("1", "cost", true)}))(t)
	check(t, s.Save(ctx, Turn{Adapter: "telegram", User: "1", State: []byte("s"), Keep: time.Hour}))
	before := s.hash("telegram", "1")
	age(t, s, s.cfg.Retention)
	check(t, s.sweep(ctx))
	if n := len(*s.keys.Load()); n != 2 || !bytes.Equal(before, s.hash("telegram", "1")) {
		t.Errorf("%d keys; the next is used before every process knows it", n)
	}
	age(t, s, keyNotice)
	check(t, s.loadKeys(ctx))
	if bytes.Equal(before, s.hash("telegram", "1")) {
		t.Error("the key is not changed when its time has come")
	}
	s.sessions.Purge() // as in another process
	if got := must(s.Session(ctx, "telegram", "1"))(t); string(got.State) != "s" {
		t.Errorf("the conversation is lost: %q", got.State)
	}
	must(s.Append(ctx, []Event{vote("1", "cost", false)}))(t)
	if diff := cmp.Diff([]Votes{{"cost", 0, 1}}, must(s.Votes(ctx, Query{}))(t)); diff != "" {
		t.Errorf("votes (-want +got):\n%s", diff)
	}
	if n := must(s.Forget(ctx, "telegram", "1"))(t); n != 2 {
		t.Errorf("%d rows under both keys were forgotten, want 2", n)
	}
	age(t, s, s.cfg.Retention+time.Second)
	check(t, s.sweep(ctx))
	if keys := *s.keys.Load(); len(keys) != 2 {
		t.Errorf("%d keys are left, want the present and the next", len(keys))
	}
}

// age makes the keys older.
func age(t *testing.T, s *Store, by time.Duration) {
	t.Helper()
	_, err := s.db.ExecContext(t.Context(), "UPDATE keys SET since = since - $1", by.Milliseconds())
	check(t, err)
}

func nothingOutlivesItsTime(t *testing.T, k kind) {
	s := open(t, k.place(t), Config{})
	ctx := t.Context()
	old := time.Now().Add(-s.cfg.Retention - 48*time.Hour)
	day := old.Format(time.DateOnly)
	question, thumb := asked("1", "a"), vote("1", "cost", true)
	question.At, thumb.At = old, old
	must(s.Append(ctx, []Event{question, thumb, {Kind: replied, Day: day, Reply: "answer"}, asked("1", "young")}))(t)
	must(s.Take(ctx, Lease{}, update("1", "ann", 1), update("2", "bob", 2), update("3", "cyd", 3)))(t)
	for chat, id := range map[string]string{"ann": "1", "bob": "2"} {
		must(s.Next(ctx, "telegram", chat))(t)
		must(s.Send(ctx, "telegram", id, "0"))(t)
		check(t, s.Done(ctx, "telegram", id))
	}
	for id, age := range map[string]time.Duration{"1": seenFor + time.Minute, "3": unansweredFor + time.Minute} {
		for _, table := range []string{"updates", "seen", "sends"} {
			_, err := s.db.ExecContext(ctx, "UPDATE "+table+" SET at = $1 WHERE id = $2", time.Now().Add(-age).UnixMilli(), id)
			check(t, err)
		}
	}
	check(t, s.sweep(ctx))
	for table, want := range map[string]int{"questions": 1, "votes": 0, "counts": 0, "updates": 0, "seen": 2, "sends": 1} {
		if n := rows(t, s, table); n != want {
			t.Errorf("%s: %d rows, want %d", table, n, want)
		}
	}
}

func leases(t *testing.T, k kind) {
	s := open(t, k.place(t), Config{})
	ctx := t.Context()
	l := must(s.Acquire(ctx, "telegram"))(t)
	if again := must(s.Acquire(ctx, "telegram"))(t); !l.Valid() || again.Token != l.Token {
		t.Errorf("renewed: %+v after %+v", again, l)
	}
	must(s.Take(ctx, l, update("1", "ann", 1)))(t)
	check(t, s.Release(ctx, l))
	_, err := s.Take(ctx, Lease{Name: "telegram", Token: l.Token + 1, until: time.Now().Add(time.Hour)}, update("2", "ann", 2))
	if !errors.Is(err, ErrLost) {
		t.Errorf("taken under a lease that was never given: %v", err)
	}
	if _, err := s.Take(ctx, Lease{Name: "telegram", Token: l.Token}, update("2", "ann", 2)); !errors.Is(err, ErrLost) {
		t.Errorf("taken under a lease whose time is over: %v", err)
	}
	end := errors.New("the end")
	err = s.Lead(ctx, "discord", func(_ context.Context, held func() Lease) error {
		if s.shared() && !held().Valid() {
			t.Error("led without a lease")
		}
		return end
	})
	if !errors.Is(err, end) {
		t.Errorf("Lead = %v", err)
	}
}

func strangeNamesAreHarmless(t *testing.T, k kind) {
	s := open(t, k.place(t), Config{})
	ctx := t.Context()
	const strange = "\xff\x00é"
	u := Update{Adapter: strange, ID: strange, Chat: strange, Body: []byte(strange)}
	must(s.Take(ctx, Lease{}, u))(t)
	if got := must(s.Next(ctx, strange, strange))(t); string(got.Body) != strange {
		t.Errorf("%+v", got)
	}
	must(s.Send(ctx, strange, strange, strange))(t)
	check(t, s.Sent(ctx, strange, strange, strange, strange))
	check(t, s.Save(ctx, Turn{Adapter: strange, User: strange, State: []byte(strange), Update: strange, Keep: time.Hour}))
	check(t, s.Done(ctx, strange, strange))
	check(t, s.Remember(ctx, Note{strange, strange, strange, strange, time.Hour}))
	if _, ok, err := s.Recall(ctx, Note{Adapter: strange, Scope: strange, Name: strange}); !ok || err != nil {
		t.Errorf("not recalled: %v", err)
	}
	must(s.Append(ctx, []Event{
		{Kind: "picked", Adapter: strange, User: strange, At: time.Now(), Text: strange, Key: strange, Entries: []string{strange}},
		{Kind: voted, Adapter: strange, User: strange, At: time.Now(), Entries: []string{strange}},
		{Kind: replied, Day: strange, Reply: strange, Entries: []string{strange}},
	}))(t)
	if n := must(s.Forget(ctx, strange, strange))(t); n != 2 {
		t.Errorf("%d rows were forgotten, want 2", n)
	}
}

func backupAndRestore(t *testing.T, k kind) {
	ctx, s := t.Context(), open(t, k.place(t), Config{})
	must(s.Append(ctx, []Event{asked("1", "a"), asked("2", "a"), vote("1", "cost", true), {Kind: replied, Day: "9999-01-01", Reply: "answer"}}))(t)
	check(t, s.Save(ctx, Turn{Adapter: "telegram", User: "1", State: []byte("s"), Keep: time.Hour}))
	check(t, s.Remember(ctx, Note{"telegram", "1", "n", "v", time.Hour}))
	must(s.Take(ctx, Lease{}, update("1", "ann", 1), update("2", "ann", 2)))(t)
	must(s.Next(ctx, "telegram", "ann"))(t)
	must(s.Send(ctx, "telegram", "1", "0"))(t)
	file := filepath.Join(t.TempDir(), "backup")
	check(t, s.Backup(ctx, file))
	if err := s.Backup(ctx, file); err == nil {
		t.Error("a file that is there is written over")
	}
	questions := must(s.Questions(ctx, "unanswered", Query{}))(t)

	for _, to := range k.lasting {
		data := to(t)
		check(t, Restore(ctx, file, data, Config{}, s.log))
		if err := Restore(ctx, file, data, Config{}, s.log); err == nil {
			t.Error("restored over what is there")
		}
		r := open(t, data, Config{})
		if diff := cmp.Diff(questions, must(r.Questions(ctx, "unanswered", Query{}))(t)); diff != "" {
			t.Errorf("questions (-want +got):\n%s", diff)
		}
		if got := must(r.Session(ctx, "telegram", "1"))(t); string(got.State) != "s" {
			t.Errorf("session %q", got.State)
		}
		if _, ok, err := r.Recall(ctx, Note{Adapter: "telegram", Scope: "1", Name: "n"}); !ok || err != nil {
			t.Errorf("the note is lost: %v", err)
		}
		if got := must(r.Counts(ctx, ""))(t); len(got) != 1 {
			t.Errorf("counts %v", got)
		}
		if got := must(r.Waiting(ctx, "telegram"))(t); len(got) != 2 {
			t.Errorf("waiting %v", got)
		}
		must(r.Append(ctx, []Event{asked("9", "after the restore")}))(t)
		if n := must(r.Forget(ctx, "telegram", "1"))(t); n != 2 {
			t.Errorf("%d rows were forgotten, want 2", n)
		}
	}
}

func manyAtOnce(t *testing.T, k kind) {
	s := open(t, k.place(t), Config{})
	ctx := t.Context()
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			chat := fmt.Sprint(g)
			for i := range 20 {
				id := fmt.Sprint(g, "/", i)
				must(s.Take(ctx, Lease{}, update(id, chat, int64(i))))(t)
				if u := must(s.Next(ctx, "telegram", chat))(t); u.ID != id {
					t.Errorf("next is %q, want %q", u.ID, id)
				}
				old := must(s.Session(ctx, "telegram", chat))(t)
				check(t, s.Save(ctx, Turn{Adapter: "telegram", User: chat, State: []byte(id), Version: old.Version, Keep: time.Hour, Update: id}))
				must(s.Append(ctx, []Event{asked(chat, id)}))(t)
				check(t, s.Done(ctx, "telegram", id))
			}
			must(s.Forget(ctx, "telegram", chat))(t)
		})
	}
	all.Wait()
	if n := rows(t, s, "questions"); n != 0 {
		t.Errorf("%d questions are left", n)
	}
}

func aClosedStoreSaysSo(t *testing.T, k kind) {
	s := open(t, k.place(t), Config{})
	shut(t, s)
	shut(t, s)
	_, err := s.Take(t.Context(), Lease{}, update("1", "ann", 1))
	if err == nil {
		t.Error("a closed store takes updates")
	}
	if _, err := s.Session(t.Context(), "telegram", "1"); err == nil {
		t.Error("a closed store knows conversations")
	}
}

func reportsOfNothing(t *testing.T, k kind) {
	s := open(t, k.place(t), Config{})
	if got := must(s.Votes(t.Context(), Query{}))(t); !cmp.Equal(got, []Votes{}, cmpopts.EquateEmpty()) {
		t.Errorf("votes: %v", got)
	}
	if got := must(s.Waiting(t.Context(), "telegram"))(t); len(got) != 0 {
		t.Errorf("waiting: %v", got)
	}
}
