package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdesk/bot/store"
)

// openStore opens a store whose log lines go to log.
func openStore(t *testing.T, dir string, log *slog.Logger) *store.Store {
	t.Helper()
	st, err := store.Open(t.Context(), dir, store.Config{}, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return st
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func delivered(id string, seq int64) Update {
	return Update{ID: id, Chat: "ann", Seq: seq, Body: []byte("body of " + id)}
}

// begun takes an update and begins it.
func begun(t *testing.T, o *Outbox, id string) Update {
	t.Helper()
	if _, err := o.Take(t.Context(), delivered(id, 1)); err != nil {
		t.Fatal(err)
	}
	u, ok := o.Next(t.Context(), delivered(id, 1))
	if !ok || u.ID != id {
		t.Fatalf("next is %+v, %v", u, ok)
	}
	return u
}

func TestAnUpdateIsAnsweredOnce(t *testing.T) {
	ctx, st := t.Context(), openStore(t, "", quiet())
	o := NewOutbox(st, "telegram", quiet())
	if fresh, err := o.Take(ctx, delivered("1", 1), delivered("2", 2), delivered("1", 1)); len(fresh) != 2 || err != nil {
		t.Errorf("fresh: %v, %v", fresh, err)
	}
	for _, want := range []string{"1", "2"} {
		u, ok := o.Next(ctx, Update{Chat: "ann"})
		if !ok || u.ID != want || string(u.Body) != "body of "+want {
			t.Errorf("next is %+v, %v", u, ok)
		}
		o.Done(ctx, u)
	}
	if u, ok := o.Next(ctx, Update{Chat: "ann"}); ok {
		t.Errorf("next of nothing: %+v", u)
	}
	if fresh, err := o.Take(ctx, delivered("2", 2)); len(fresh) != 0 || err != nil {
		t.Errorf("fresh again: %v, %v", fresh, err)
	}
	if left := o.Waiting(ctx); len(left) != 0 {
		t.Errorf("waiting: %v", left)
	}
}

// outcome is how a call of a platform ends.
type outcome error

func TestOnce(t *testing.T) {
	var (
		shown   outcome
		refused = outcome(errors.New("429"))
		lost    = outcome(&Unknown{errors.New("cut")})
	)
	cases := []struct {
		name     string
		most     int
		outcomes []outcome // of the calls, one Send each
		calls    int       // that are made
	}{
		{"shown once", 3, []outcome{shown, shown, shown}, 1},
		{"refused until it is shown", 3, []outcome{refused, refused, refused, refused, shown, shown}, 5},
		{"nobody knows, so again", 3, []outcome{lost, shown, shown}, 2},
		{"nobody knows, three times", 3, []outcome{lost, lost, lost, lost, lost}, 3},
		{"a refusal does not count", 3, []outcome{lost, refused, lost, refused, lost, lost}, 5},
		{"an urgent one until it is known", 0, []outcome{lost, lost, lost, lost, shown, shown}, 5},
	}
	for _, st := range []*store.Store{nil, openStore(t, "", quiet())} {
		for n, c := range cases {
			o := NewOutbox(st, "telegram", quiet())
			u, calls := begun(t, o, fmt.Sprint(n)), 0
			for _, end := range c.outcomes {
				err := o.Send(t.Context(), u, Part{"0", c.most}, func(context.Context) (string, error) {
					calls++
					return "77", end
				})
				if err != nil && !errors.Is(err, end) {
					t.Error(err)
				}
			}
			if calls != c.calls {
				t.Errorf("%s: %d calls, want %d", c.name, calls, c.calls)
			}
			o.Done(t.Context(), u)
		}
	}
}

func TestAfterACrashTheSameReplyIsSent(t *testing.T) {
	dir, ctx := t.TempDir(), t.Context()
	said := Reply{Kind: Urgent, Entries: []string{"a"}, Text: "call", Short: "short", Private: true, Cards: []Card{{Entry: "a", Reviewed: time.Unix(1, 0).UTC()}}}
	m := Message{Adapter: "telegram", User: "ann", Text: "help"}
	sent := func(o *Outbox, u Update, part string) (called bool) {
		if err := o.Send(ctx, u, Part{part, MostUnknown}, func(context.Context) (string, error) { called = true; return "77", nil }); err != nil {
			t.Error(err)
		}
		return called
	}
	st := openStore(t, dir, quiet())
	o := NewOutbox(st, "telegram", quiet())
	u := begun(t, o, "1")
	o.Ask(ctx, u, m, func(ctx context.Context, m Message) Reply {
		ss := newSessions(st, quiet())
		s := ss.open(ctx, m, time.Now())
		defer s.mu.Unlock()
		if err := ss.save(ctx, m, s, said); err != nil {
			t.Error(err)
		}
		return said
	})
	if !sent(o, u, "0") {
		t.Error("the first message was not sent")
	}
	_ = st.Close() // as after a crash: the second message was not sent, and Done was not called

	o = NewOutbox(openStore(t, dir, quiet()), "telegram", quiet())
	left := o.Waiting(ctx)
	if len(left) != 1 || string(left[0].Body) != "body of 1" {
		t.Fatalf("left: %+v", left)
	}
	u, _ = o.Next(ctx, Update{Chat: "ann"})
	again := o.Ask(ctx, u, m, func(context.Context, Message) Reply {
		t.Error("the message is answered anew")
		return Reply{}
	})
	if diff := cmp.Diff(said, again, cmp.AllowUnexported(Reply{})); diff != "" {
		t.Errorf("reply (-before +after):\n%s", diff)
	}
	if sent(o, u, "0") {
		t.Error("what was shown is sent again")
	}
	if !sent(o, u, "1") {
		t.Error("what was not shown is not sent")
	}
	o.Done(ctx, u)
}

// TestWithoutAStoreTheBotAnswersOn takes the store away in the middle, as a full disk does.
func TestWithoutAStoreTheBotAnswersOn(t *testing.T) {
	var log bytes.Buffer
	ctx, logger := t.Context(), slog.New(slog.NewTextHandler(&log, nil))
	st := openStore(t, t.TempDir(), quiet())
	o := NewOutbox(st, "telegram", logger)
	if _, err := o.Take(ctx, delivered("1", 1)); err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	if fresh, err := o.Take(ctx, delivered("2", 2), delivered("2", 2)); len(fresh) != 1 || err != nil {
		t.Errorf("fresh: %v, %v", fresh, err)
	}
	for _, id := range []string{"1", "2"} {
		u, ok := o.Next(ctx, delivered(id, 1))
		if !ok || u.ID != id {
			t.Fatalf("next is %+v, %v", u, ok)
		}
		calls := 0
		if err := o.Send(ctx, u, Part{"0", MostUnknown}, func(context.Context) (string, error) { calls++; return "", nil }); err != nil || calls != 1 {
			t.Errorf("%d calls, %v", calls, err)
		}
		o.Done(ctx, u)
		if _, ok := o.Next(ctx, delivered(id, 1)); ok {
			t.Errorf("%s is handed out again", id)
		}
	}
	if n := strings.Count(log.String(), "store_failed"); n != 1 {
		t.Errorf("said %d times:\n%s", n, log.String())
	}
}

func TestConversationsGoOnAfterARestart(t *testing.T) {
	dir := t.TempDir()
	for _, file := range []string{"", filepath.Join(dir, "data")} {
		st := openStore(t, file, quiet())
		b := newTestBot(t, nil, false)
		b.sessions = newSessions(st, quiet())
		if r := ask(b, "ann", "i cannot breathe properly since my session"); r.Kind != Urgent {
			t.Fatalf("%s: %s", r.Kind, r.Text)
		}
		if file != "" {
			_ = st.Close()
			st = openStore(t, file, quiet())
		}
		b.sessions = newSessions(st, quiet()) // nothing in memory
		if r := ask(b, "ann", "how much does it cost"); !strings.Contains(r.Text, b.number) {
			t.Errorf("the emergency is forgotten: %s", r.Text)
		}
		if r := ask(b, "bob", "how much does it cost"); strings.Contains(r.Text, b.number) {
			t.Errorf("somebody else has the emergency: %s", r.Text)
		}
	}
}

func TestTwoProcessesShareAConversation(t *testing.T) {
	st := openStore(t, "", quiet())
	here, there := newSessions(st, quiet()), newSessions(st, quiet())
	m := Message{Adapter: "telegram", User: "ann"}
	say := func(ss *sessions, topic string) error {
		s := ss.open(t.Context(), m, time.Now())
		defer s.mu.Unlock()
		s.state.Topic = topic
		return ss.save(t.Context(), m, s, Reply{})
	}
	if err := errors.Join(say(here, "a"), say(there, "b"), say(here, "c")); err != nil {
		t.Fatal(err)
	}
	s := there.open(t.Context(), m, time.Now())
	defer s.mu.Unlock()
	if s.state.Topic != "c" {
		t.Errorf("topic %q", s.state.Topic)
	}
	if err := say(here, "d"); err != nil {
		t.Fatal(err)
	}
	if err := there.save(t.Context(), m, s, Reply{}); !errors.Is(err, store.ErrChanged) {
		t.Errorf("saved over what the other one said: %v", err)
	}
}
