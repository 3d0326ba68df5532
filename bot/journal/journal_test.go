package journal

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"math"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"frontdesk/bot/store"
)

// open opens a journal on a folder's store; the log lines of both end up in the test's.
func open(t *testing.T, dir string, cfg Config) *Journal {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	st, err := store.Open(t.Context(), dir, store.Config{}, log)
	if err != nil {
		t.Fatal(err)
	}
	j := New(st, cfg, log)
	t.Cleanup(func() { shut(t, j) })
	return j
}

// shut closes a journal, which writes all that waits, and its store.
func shut(t *testing.T, j *Journal) {
	t.Helper()
	j.Close(context.WithoutCancel(t.Context()))
	if err := j.store.Close(); err != nil {
		t.Error(err)
	}
}

// reopen closes a journal and opens it again.
func reopen(t *testing.T, j *Journal, dir string) *Journal {
	t.Helper()
	shut(t, j)
	return open(t, dir, j.cfg)
}

// database opens the file of a folder's store.
func database(t *testing.T, dir string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "frontdesk.db")+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func asked(user, text string) Event {
	return Event{Kind: Unanswered, Adapter: "telegram", User: user, Text: text, Entries: []string{"soreness-after"}, Confidence: 0.25}
}

func voted(user, entry string, helped bool) Event {
	return Event{Kind: Voted, Adapter: "telegram", User: user, Entries: []string{entry}, Helped: helped}
}

// must returns what a query found.
func must[T any](t *testing.T) func([]T, error) []T {
	t.Helper()
	return func(all []T, err error) []T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
}

func TestEverythingIsOnDiskWithinASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := open(t, t.TempDir(), Config{})
		for i := range 3 {
			j.Record(asked("1", "can i swim"))
			<-time.After(time.Second)
			synctest.Wait()
			got := must[Question](t)(j.Questions(t.Context(), Unanswered, Query{}))
			if len(got) != 1 || got[0].Asked != i+1 {
				t.Errorf("a second after event %d: %+v", i+1, got)
			}
		}
		shut(t, j)
	})
}

func TestQuestionsAreCutAndMadeOneLine(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir, Config{Key: func(string) string { return "" }})
	j.Record(asked("1", " a\x1b[31m\nb\u202e\tc\x00 क्\u200dष \xff"+strings.Repeat(" é", 4000)))
	j.Record(asked("1", strings.Repeat("9 ", maxQueued)+"98765"))
	j.Record(asked("1", strings.Repeat("क", maxQueued)))
	shut(t, j)
	rows, err := database(t, dir).Query("SELECT text FROM questions ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var texts []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text)
	}
	const begin = "a[31m b c क्\u200dष \ufffd"
	want := []string{begin + strings.Repeat(" é", 142), "[number]", strings.Repeat("क", maxQuestion)}
	if diff := cmp.Diff(want, texts); diff != "" || rows.Err() != nil {
		t.Errorf("texts (-want +got):\n%s%v", diff, rows.Err())
	}
}

func TestOnePersonCannotFillTheDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := open(t, t.TempDir(), Config{})
		for range 3 * store.DailyMost {
			j.Record(asked("1", "can i swim"))
		}
		j.Record(asked("2", "can i swim"))
		<-time.After(25 * time.Hour)
		j.Record(asked("1", "can i swim"))
		<-time.After(time.Second)
		synctest.Wait()
		got := must[Question](t)(j.Questions(t.Context(), Unanswered, Query{}))
		if len(got) != 1 || got[0].Asked != store.DailyMost+2 || got[0].Persons != 2 || j.Dropped() != 2*store.DailyMost {
			t.Errorf("%+v, %d dropped", got, j.Dropped())
		}
		shut(t, j)
	})
}

func TestRecordNeverWaitsForTheDisk(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir, Config{Queue: 8})
	tx, err := database(t, dir).Begin() // locks the file against writers
	if err != nil {
		t.Fatal(err)
	}
	const events = 2000
	start := time.Now()
	for i := range events {
		j.Record(asked(fmt.Sprint(i), "can i swim"))
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("%d events took %v while the file was locked", events, took)
	}
	if j.Dropped() == 0 {
		t.Error("a full queue drops nothing")
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	shut(t, j)
	dropped := int(j.Dropped())
	j = open(t, dir, Config{})
	got := must[Question](t)(j.Questions(t.Context(), Unanswered, Query{}))
	if len(got) != 1 || got[0].Asked+dropped != events {
		t.Errorf("%+v and %d dropped, of %d events", got, dropped, events)
	}
}

func TestAWriteThatFailsIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		j := open(t, dir, Config{Queue: 10})
		db := database(t, dir)
		if _, err := db.Exec("ALTER TABLE questions RENAME TO elsewhere"); err != nil {
			t.Fatal(err)
		}
		for i := range flushAt {
			j.Record(asked(fmt.Sprint(i), "can i swim"))
			synctest.Wait()
		}
		for i := range 20 { // ten find room in the queue
			j.Record(asked(fmt.Sprint(i), "can i swim"))
			synctest.Wait()
		}
		<-time.After(time.Minute)
		if got := j.Dropped(); got != 10 {
			t.Errorf("%d events dropped, want 10", got)
		}
		if _, err := db.Exec("ALTER TABLE elsewhere RENAME TO questions"); err != nil {
			t.Fatal(err)
		}
		_ = db.Close()
		<-time.After(time.Minute)
		synctest.Wait()
		got := must[Question](t)(j.Questions(t.Context(), Unanswered, Query{}))
		if len(got) != 1 || got[0].Asked != flushAt+10 {
			t.Errorf("after the disk came back: %+v", got)
		}
		shut(t, j)
	})
}

func TestCloseGivesUpWithItsContext(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir, Config{})
	tx, err := database(t, dir).Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	j.Record(asked("1", "can i swim"))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	j.Close(ctx)
	if took := time.Since(start); took > 2*time.Second || j.Dropped() != 1 {
		t.Errorf("Close took %v, %d dropped", took, j.Dropped())
	}
	j.Record(asked("1", "too late"))
	if j.Dropped() != 2 {
		t.Error("an event after Close is not counted as dropped")
	}
}

func TestManyAtOnce(t *testing.T) {
	before := goleak.IgnoreCurrent()
	dir := t.TempDir()
	j := open(t, dir, Config{})
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			user := fmt.Sprint(g)
			for i := range 200 {
				j.Record(asked(user+"/"+fmt.Sprint(i), "can i swim"))
				j.Record(voted(user, "cost", i%2 == 0))
				if i%50 == 0 {
					if _, err := j.Forget(t.Context(), "telegram", user); err != nil {
						t.Error(err)
					}
					if _, err := j.Questions(t.Context(), Unanswered, Query{}); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	all.Wait()
	for range 8 {
		all.Go(func() {
			for range 100 {
				j.Record(asked("late", "can i swim"))
			}
			shut(t, j)
		})
	}
	all.Wait()
	goleak.VerifyNone(t, before)
}

func TestNilJournalDoesNothing(t *testing.T) {
	var j *Journal
	j.Record(asked("1", "can i swim"))
	rows, err := j.Forget(t.Context(), "telegram", "1")
	j.Close(t.Context())
	if rows != 0 || err != nil || j.Dropped() != 0 {
		t.Error("a nil journal is not silent")
	}
	if got := must[Question](t)(j.Questions(t.Context(), Unanswered, Query{})); got != nil {
		t.Error(got)
	}
	if got := must[Votes](t)(j.Votes(t.Context(), Query{})); got != nil {
		t.Error(got)
	}
}

func TestStrangeEventsAreHarmless(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir, Config{Key: func(text string) string {
		if text == "panic" {
			panic("a normaliser's mistake")
		}
		return text
	}})
	j.Record(Event{})
	j.Record(Event{Kind: "unheard of"})
	j.Record(asked("1", "panic"))
	j.Record(Event{Kind: Unanswered})
	j.Record(Event{Kind: Voted, Entries: make([]string, 1000)})
	long := strings.Repeat("é", 1<<20)
	j.Record(Event{Kind: Replied, Adapter: long, User: long, Reply: long, Entries: []string{long, "\xff\x00"}})
	j.Record(Event{Kind: Picked, Adapter: "\xff", User: "\xff", Text: "\xff", Entries: []string{"\xff"}, Confidence: math.Inf(-1)})
	shut(t, j)
	if got := j.Dropped(); got != 3 {
		t.Errorf("%d dropped, want 3", got)
	}
}

func BenchmarkRecord(b *testing.B) {
	log := slog.New(slog.DiscardHandler)
	st, err := store.Open(b.Context(), b.TempDir(), store.Config{}, log)
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	j := New(st, Config{}, log)
	defer j.Close(b.Context())
	e := asked("1", "can i swim after dry needling")
	b.ReportAllocs()
	for b.Loop() {
		j.Record(e)
	}
}
