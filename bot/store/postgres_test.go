package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdesk/bot/store/postgrestest"
)

// TestReplicas holds several stores on one database to what they promise each other.
func TestReplicas(t *testing.T) {
	server := postgrestest.Start(t)
	for name, test := range map[string]func(*testing.T, string){
		"they migrate one at a time":            migrateAtOnce,
		"a lease is taken over from the dead":   takeOver,
		"a lease is handed over at the end":     handOver,
		"a paused holder cannot act":            pausedHolder,
		"a chat is answered in order":           answerInOrder,
		"what a dead one began is taken over":   takeOverUpdates,
		"a conversation is nobody's alone":      oneConversation,
		"a forgotten person is so for everyone": forgottenEverywhere,
		"they use the same key":                 sameKey,
		"words are in no table after a forget":  noWordsInTables,
	} {
		t.Run(name, func(t *testing.T) { test(t, server.Database(t)) })
	}
}

// openMany opens several stores on one database at once.
func openMany(t *testing.T, n int, data string) []*Store {
	t.Helper()
	all := make([]*Store, n)
	var g sync.WaitGroup
	for i := range all {
		g.Go(func() { all[i] = open(t, data, Config{}) })
	}
	g.Wait()
	return all
}

func migrateAtOnce(t *testing.T, data string) {
	all := openMany(t, 4, data)
	for _, s := range all {
		if n := rows(t, s, "frontdesk_schema"); n != len(postgresSteps()) {
			t.Errorf("%d migrations ran, there are %d", n, len(postgresSteps()))
		}
	}
	_, err := all[0].db.Exec("INSERT INTO frontdesk_schema VALUES (99)")
	check(t, err)
	if _, err := Open(t.Context(), data, Config{}, all[0].log); err == nil || !strings.Contains(err.Error(), "newer frontdesk") {
		t.Errorf("a newer database is opened: %v", err)
	}
}

func takeOver(t *testing.T, data string) {
	all := openMany(t, 2, data)
	l := must(all[0].Acquire(t.Context(), "telegram"))(t)
	if _, err := all[1].Acquire(t.Context(), "telegram"); !errors.Is(err, ErrLost) {
		t.Errorf("two hold one lease: %v", err)
	}
	die(all[0])
	begin := time.Now()
	err := all[1].Lead(t.Context(), "telegram", func(_ context.Context, held func() Lease) error {
		if took := time.Since(begin); took > 10*time.Second {
			t.Errorf("the lease was taken over after %v", took)
		}
		if held().Token <= l.Token {
			t.Errorf("token %d after %d", held().Token, l.Token)
		}
		return nil
	})
	check(t, err)
}

func handOver(t *testing.T, data string) {
	all := openMany(t, 2, data)
	must(all[0].Acquire(t.Context(), "telegram"))(t)
	shut(t, all[0])
	if _, err := all[1].Acquire(t.Context(), "telegram"); err != nil {
		t.Errorf("the holder has ended and the lease is not to be had: %v", err)
	}
}

func pausedHolder(t *testing.T, data string) {
	ctx, all := t.Context(), openMany(t, 2, data)
	old := must(all[0].Acquire(ctx, "telegram"))(t)
	must(all[0].Take(ctx, old, update("1", "ann", 1)))(t)
	must(all[0].Next(ctx, "telegram", "ann"))(t)
	_, err := all[1].db.Exec("UPDATE leases SET until = 0; UPDATE replicas SET until = 0 WHERE id = '" + all[0].me + "'") // as if it had slept
	check(t, err)
	must(all[1].Acquire(ctx, "telegram"))(t)
	if got := must(all[1].Next(ctx, "telegram", "ann"))(t); got.ID != "1" {
		t.Errorf("the update of the paused one is not taken over: %v", got)
	}
	_, take := all[0].Take(ctx, old, update("2", "ann", 2))
	_, send := all[0].Send(ctx, "telegram", "1", "0")
	save := all[0].Save(ctx, Turn{Adapter: "telegram", User: "ann", State: []byte("s"), Update: "1", Keep: time.Hour})
	for what, err := range map[string]error{"take": take, "send": send, "save": save, "done": all[0].Done(ctx, "telegram", "1")} {
		if !errors.Is(err, ErrLost) {
			t.Errorf("the paused one acts: %s: %v", what, err)
		}
	}
	must(all[1].Send(ctx, "telegram", "1", "0"))(t)
	check(t, all[1].Done(ctx, "telegram", "1"))
}

// answerInOrder has three replicas take the updates of some chats in turn. No two may be at the same chat at once.
func answerInOrder(t *testing.T, data string) {
	const chats, each = 5, 30
	ctx, all := t.Context(), openMany(t, 3, data)
	var mu sync.Mutex
	answered, busy := map[string][]int64{}, map[string]bool{}
	answer := func(s *Store, chat string) {
		u := must(s.Next(ctx, "telegram", chat))(t)
		if u.ID == "" {
			return
		}
		mu.Lock()
		if busy[chat] {
			t.Errorf("two are at %s at once", chat)
		}
		busy[chat] = true
		answered[chat] = append(answered[chat], u.Seq)
		mu.Unlock()
		<-time.After(time.Millisecond)
		mu.Lock()
		busy[chat] = false
		mu.Unlock()
		check(t, s.Done(ctx, "telegram", u.ID))
	}
	var g sync.WaitGroup
	for c := range chats {
		chat := fmt.Sprint("chat ", c)
		for i := range each {
			must(all[i%3].Take(ctx, Lease{}, update(fmt.Sprint(c, "/", i), chat, int64(i))))(t)
		}
		for _, s := range all {
			g.Go(func() {
				for range each {
					answer(s, chat)
				}
			})
		}
	}
	g.Wait()
	for chat, order := range answered {
		for i, seq := range order {
			if int64(i) != seq {
				t.Fatalf("%s was answered in the order %v", chat, order)
			}
		}
		if len(order) != each {
			t.Errorf("%s: %d answered, want %d", chat, len(order), each)
		}
	}
}

func takeOverUpdates(t *testing.T, data string) {
	ctx, all := t.Context(), openMany(t, 2, data)
	must(all[0].Take(ctx, Lease{}, update("1", "ann", 1), update("2", "ann", 2)))(t)
	must(all[0].Next(ctx, "telegram", "ann"))(t)
	check(t, all[0].Save(ctx, Turn{Adapter: "telegram", User: "ann", State: []byte("s"), Update: "1", Reply: []byte("r"), Keep: time.Hour}))
	if got := must(all[1].Waiting(ctx, "telegram"))(t); len(got) != 1 || got[0].ID != "2" {
		t.Errorf("waiting while the first is in hand: %v", got)
	}
	die(all[0])
	begin := time.Now()
	first := must(all[1].Next(ctx, "telegram", "ann"))(t)
	if took := time.Since(begin); first.ID != "1" || string(first.Reply) != "r" || took > 10*time.Second {
		t.Errorf("after %v: %+v", took, first)
	}
	check(t, all[1].Done(ctx, "telegram", "1"))
	if second := must(all[1].Next(ctx, "telegram", "ann"))(t); second.ID != "2" {
		t.Errorf("then %+v", second)
	}
}

func oneConversation(t *testing.T, data string) {
	ctx, all := t.Context(), openMany(t, 2, data)
	turn := Turn{Adapter: "telegram", User: "ann", State: []byte("a"), Keep: time.Hour}
	check(t, all[0].Save(ctx, turn))
	read := must(all[1].Session(ctx, "telegram", "ann"))(t)
	if string(read.State) != "a" {
		t.Fatalf("the other one reads %q", read.State)
	}
	again := must(all[0].Session(ctx, "telegram", "ann"))(t)
	turn.State, turn.Version = []byte("b"), read.Version
	check(t, all[1].Save(ctx, turn))
	turn.State, turn.Version = []byte("c"), again.Version
	if err := all[0].Save(ctx, turn); !errors.Is(err, ErrChanged) {
		t.Errorf("a save of what the other one has changed: %v", err)
	}
	if got := must(all[0].Session(ctx, "telegram", "ann"))(t); string(got.State) != "b" {
		t.Errorf("read again: %q", got.State)
	}
}

func forgottenEverywhere(t *testing.T, data string) {
	ctx, all := t.Context(), openMany(t, 2, data)
	check(t, all[0].Save(ctx, Turn{Adapter: "telegram", User: "ann", State: []byte("a"), Keep: time.Hour}))
	must(all[0].Append(ctx, []Event{asked("ann", "can i swim")}))(t)
	if n := must(all[1].Forget(ctx, "telegram", "ann"))(t); n != 1 {
		t.Errorf("%d rows were forgotten", n)
	}
	if got := must(all[0].Session(ctx, "telegram", "ann"))(t); got.State != nil {
		t.Errorf("the other one remembers %q", got.State)
	}
}

func sameKey(t *testing.T, data string) {
	all := openMany(t, 3, data)
	for _, s := range all[1:] {
		if string(s.hash("telegram", "1")) != string(all[0].hash("telegram", "1")) {
			t.Error("they hash differently")
		}
	}
}

func noWordsInTables(t *testing.T, data string) {
	s := open(t, data, Config{})
	speak(t, s, "1", "xylophone")
	must(s.Forget(t.Context(), "telegram", "1"))(t)
	for _, table := range tables() {
		var n int
		const hold = "SELECT count(*) FROM %[1]s WHERE CAST(%[1]s AS text) LIKE '%%xylophone%%' OR CAST(%[1]s AS text) LIKE '%%' || encode('xylophone', 'hex') || '%%'"
		check(t, s.db.QueryRow(fmt.Sprintf(hold, table.name)).Scan(&n))
		if n > 0 {
			t.Errorf("%s holds a forgotten word in %d rows", table.name, n)
		}
	}
}

func TestAnAddressThatDoesNotAnswer(t *testing.T) {
	for _, data := range []string{"postgres://u:geheim@127.0.0.1:1/x", "postgres://u:geheim@[::1/x", "postgres://u:geheim@127.0.0.1:port/x"} {
		_, err := Open(t.Context(), data, Config{}, slog.New(slog.DiscardHandler))
		if err == nil || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%v", err)
		}
	}
}
