package store

import (
	"log/slog"
	"testing"
	"time"

	"frontdesk/bot/store/postgrestest"
)

// kind is a kind of store.
type kind struct {
	place   func(*testing.T) string   // names one where nothing is yet
	lasting []func(*testing.T) string // the kinds that outlive the process
}

// kinds returns every kind by its name. PostgreSQL is left out, with a word about it, where there is none.
func kinds(t *testing.T) map[string]kind {
	t.Helper()
	memory := func(*testing.T) string { return "" }
	folder := func(t *testing.T) string { t.Helper(); return t.TempDir() }
	all := map[string]kind{}
	lasting := []func(*testing.T) string{folder}
	if server, err := postgrestest.Find(t); err == nil {
		database := func(t *testing.T) string { t.Helper(); return server.Database(t) }
		lasting = append(lasting, database)
		all["postgres"] = kind{database, lasting}
	} else {
		t.Run("postgres", func(t *testing.T) { t.Skip(err) })
	}
	all["memory"], all["sqlite"] = kind{memory, lasting}, kind{folder, lasting}
	return all
}

// open opens a store whose log lines end up in the test's, and closes it with the test.
func open(t *testing.T, data string, cfg Config) *Store {
	t.Helper()
	s, err := Open(t.Context(), data, cfg, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shut(t, s) })
	return s
}

func shut(t *testing.T, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// die ends what a store does by itself without a word to the others, as when its process is killed or paused.
func die(s *Store) {
	s.stop()
	s.tended.Wait()
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// must returns the value of a call that may not fail.
func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		check(t, err)
		return v
	}
}

func update(id, chat string, seq int64) Update {
	return Update{Adapter: "telegram", ID: id, Chat: chat, Seq: seq, Body: []byte("body of " + id)}
}

// asked is a question of a person on Telegram.
func asked(user, text string) Event {
	return Event{Kind: "unanswered", Adapter: "telegram", User: user, At: time.Now(), Text: text, Key: text, Entries: []string{"soreness-after"}, Confidence: 0.25}
}
