package journal

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// open opens a journal whose log lines end up in the test's.
func open(t *testing.T, dir string, cfg Config) *Journal {
	t.Helper()
	j, err := Open(dir, cfg, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shut(t, j) })
	return j
}

// shut closes a journal, which writes all that waits.
func shut(t *testing.T, j *Journal) {
	t.Helper()
	if err := j.Close(t.Context()); err != nil && t.Context().Err() == nil {
		t.Error(err)
	}
}

// reopen closes a journal and opens it again.
func reopen(t *testing.T, j *Journal, dir string) *Journal {
	t.Helper()
	shut(t, j)
	return open(t, dir, j.cfg)
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
		swim := Question{"can i swim?", "soreness-after", 0.25, 3, 2, day(1), day(2)}
		priya := Question{"My name is [name], [number]. Is " + own + " yours?", "soreness-after", 0.25, 1, 1, day(2), day(2)}
		for _, c := range []struct {
			kind Kind
			q    Query
			want []Question
		}{
			{Unanswered, Query{}, []Question{swim, priya}},
			{Unanswered, Query{Persons: 2}, []Question{swim}},
			{Unanswered, Query{Limit: 1}, []Question{swim}},
			{Unanswered, Query{Since: time.Now().Add(-time.Hour)}, []Question{
				{"can i swim?", "soreness-after", 0.25, 2, 1, day(2), day(2)}, priya,
			}},
			{Clarified, Query{}, []Question{{"how long", "", 0, 1, 1, day(2), day(2)}}},
			{Picked, Query{}, []Question{
				{"how long", "session-length", 1, 2, 2, day(2), day(2)},
				{"how long", "how-long-lasts", 1, 1, 1, day(2), day(2)},
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
	want := []Votes{{"cost", 1, 1}, {"does-it-hurt", 1, 0}}
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
		want := []Count{
			{"2000-01-02", "answer", "", 1},
			{"2000-01-02", "answer", "cost", 1},
			{"2000-01-01", "answer", "", 2},
			{"2000-01-01", "answer", "cost", 2},
			{"2000-01-01", "answer", "does-it-hurt", 1},
			{"2000-01-01", "fallback", "", 1},
		}
		if diff := cmp.Diff(want, must[Count](t)(j.Counts(t.Context(), Query{}))); diff != "" {
			t.Errorf("counts (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(want[:2], must[Count](t)(j.Counts(t.Context(), Query{Since: time.Now()}))); diff != "" {
			t.Errorf("counts of today (-want +got):\n%s", diff)
		}
		shut(t, j)
	})
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

func TestRowsAreDeletedAfterTheRetentionTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		j := open(t, dir, Config{})
		everything := func() int {
			n := len(must[Question](t)(j.Questions(t.Context(), Unanswered, Query{})))
			n += len(must[Votes](t)(j.Votes(t.Context(), Query{})))
			return n + len(must[Count](t)(j.Counts(t.Context(), Query{})))
		}
		record := func() {
			j.Record(asked("1", "can i swim"))
			j.Record(voted("1", "cost", true))
			j.Record(Event{Kind: Replied, Reply: "fallback"})
		}
		record()
		<-time.After(89 * 24 * time.Hour)
		synctest.Wait()
		if got := everything(); got != 3 {
			t.Errorf("after 89 days: %d rows", got)
		}
		<-time.After(3 * 24 * time.Hour)
		synctest.Wait()
		if got := everything(); got != 0 {
			t.Errorf("after 92 days of running: %d rows", got)
		}
		record()
		shut(t, j)
		<-time.After(92 * 24 * time.Hour)
		if j = open(t, dir, Config{}); everything() != 0 {
			t.Errorf("after 92 days of rest: %d rows", everything())
		}
		shut(t, j)
	})
}

// filesHold reports whether any file of a folder holds a text.
func filesHold(t *testing.T, dir, text string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		content, err := os.ReadFile(f)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		if bytes.Contains(content, []byte(text)) {
			return true
		}
	}
	return false
}

func TestForgetLeavesNothingOfAPerson(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir, Config{})
	for i := range 40 {
		j.Record(asked("1", fmt.Sprintf("xylophone swimming %c", 'a'+i%26)))
		j.Record(asked("2", fmt.Sprintf("can i cycle %c", 'a'+i%26)))
	}
	j.Record(voted("1", "cost", true))
	j = reopen(t, j, dir)
	if !filesHold(t, dir, "xylophone") {
		t.Fatal("the question was not written")
	}
	j.Record(asked("1", "xylophone still in the queue"))
	j.Record(Event{Kind: Replied, Adapter: "telegram", User: "1", Reply: "fallback"})
	j.Record(Event{Kind: Unanswered, Adapter: "discord", User: "1", Text: "another platform, another person"})
	rows, err := j.Forget(t.Context(), "telegram", "1")
	if err != nil || rows != 42 {
		t.Errorf("Forget = %d rows, %v; want 42", rows, err)
	}
	if filesHold(t, dir, "xylophone") {
		t.Error("the files still hold the forgotten question")
	}
	if rows, err := j.Forget(t.Context(), "telegram", "1"); err != nil || rows != 0 {
		t.Errorf("Forget again = %d rows, %v", rows, err)
	}
	j = reopen(t, j, dir)
	if filesHold(t, dir, "xylophone") {
		t.Error("the files hold the forgotten question again")
	}
	if got := len(must[Question](t)(j.Questions(t.Context(), Unanswered, Query{}))); got != 27 {
		t.Errorf("%d questions of others are left, want 27", got)
	}
	if got := must[Count](t)(j.Counts(t.Context(), Query{})); len(got) != 1 {
		t.Errorf("counts after Forget: %+v", got)
	}
}

func TestForgetFailsWhenItCannotDelete(t *testing.T) {
	j := open(t, t.TempDir(), Config{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := j.Forget(ctx, "telegram", "1"); !errors.Is(err, context.Canceled) {
		t.Errorf("with a context that is done: %v", err)
	}
	shut(t, j)
	if _, err := j.Forget(t.Context(), "telegram", "1"); err == nil {
		t.Error("a closed journal forgets")
	}
}

func TestFilesShowNeitherIDsNorWords(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir, Config{})
	secrets := []string{"user-7731", "Priyanka", "43210", "priyanka@", "example.com"}
	for _, k := range []Kind{Unanswered, Clarified, Picked, Voted, Replied} {
		j.Record(Event{
			Kind: k, Adapter: "telegram", User: "user-7731", Entries: []string{"cost"},
			Text: "my name is Priyanka, 98765 43210, priyanka@example.com, https://example.com/priyanka",
		})
	}
	shut(t, j)
	for _, s := range secrets {
		if filesHold(t, dir, s) {
			t.Errorf("the files hold %q", s)
		}
	}
}

func TestQuestionsAreCutAndMadeOneLine(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir, Config{Key: func(string) string { return "" }})
	j.Record(asked("1", " a\x1b[31m\nb\u202e\tc\x00 क्\u200dष \xff"+strings.Repeat(" é", 4000)))
	j.Record(asked("1", strings.Repeat("9 ", maxQueued)+"98765"))
	j.Record(asked("1", strings.Repeat("क", maxQueued)))
	shut(t, j)
	db, err := sql.Open("sqlite", filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT text FROM questions ORDER BY id")
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
		for range 3 * dailyMost {
			j.Record(asked("1", "can i swim"))
		}
		j.Record(asked("2", "can i swim"))
		<-time.After(25 * time.Hour)
		j.Record(asked("1", "can i swim"))
		<-time.After(time.Second)
		synctest.Wait()
		got := must[Question](t)(j.Questions(t.Context(), Unanswered, Query{}))
		if len(got) != 1 || got[0].Asked != dailyMost+2 || got[0].Persons != 2 || j.Dropped() != 2*dailyMost {
			t.Errorf("%+v, %d dropped", got, j.Dropped())
		}
		shut(t, j)
	})
}

func TestRecordNeverWaitsForTheDisk(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir, Config{Queue: 8})
	other, err := openFile(filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tx, err := other.Begin() // locks the file against writers
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
		if _, err := j.db.Exec("ALTER TABLE questions RENAME TO elsewhere"); err != nil {
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
		if _, err := j.db.Exec("ALTER TABLE elsewhere RENAME TO questions"); err != nil {
			t.Fatal(err)
		}
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
	other, err := openFile(filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tx, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	j.Record(asked("1", "can i swim"))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	if err := j.Close(ctx); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took > 2*time.Second || j.Dropped() != 1 {
		t.Errorf("Close took %v, %d dropped", took, j.Dropped())
	}
	j.Record(asked("1", "too late"))
	if j.Dropped() != 2 {
		t.Error("an event after Close is not counted as dropped")
	}
}

func TestManyAtOnce(t *testing.T) {
	before := runtime.NumGoroutine()
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
	for range 1000 {
		if runtime.NumGoroutine() <= before {
			return
		}
		runtime.Gosched()
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

func TestNilJournalDoesNothing(t *testing.T) {
	var j *Journal
	j.Record(asked("1", "can i swim"))
	rows, err := j.Forget(t.Context(), "telegram", "1")
	if rows != 0 || err != nil || j.Dropped() != 0 || j.Close(t.Context()) != nil {
		t.Error("a nil journal is not silent")
	}
	if got := must[Question](t)(j.Questions(t.Context(), Unanswered, Query{})); got != nil {
		t.Error(got)
	}
	if got := must[Votes](t)(j.Votes(t.Context(), Query{})); got != nil {
		t.Error(got)
	}
	if got := must[Count](t)(j.Counts(t.Context(), Query{})); got != nil {
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

func TestPersonIsAKeyedHash(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	j, k := open(t, a, Config{}), open(t, b, Config{})
	if j.person("telegram", "1") == k.person("telegram", "1") {
		t.Error("two folders hash alike")
	}
	if j.person("telegram", "1") == j.person("discord", "1") || j.person("a", "b\x00c") == j.person("a\x00b", "d") {
		t.Error("two persons hash alike")
	}
	before := j.person("telegram", "1")
	if j = reopen(t, j, a); j.person("telegram", "1") != before {
		t.Error("a restart changes the hash")
	}
}

func TestFilesAreForTheirOwnerOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no file modes")
	}
	dir := filepath.Join(t.TempDir(), "deeper", "data #1?%41")
	j := open(t, dir, Config{})
	j.Record(asked("1", "can i swim"))
	if _, err := j.Forget(t.Context(), "telegram", "2"); err != nil { // everything before is out of the queue
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		info, err := f.Info()
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, %v", f.Name(), info.Mode(), err)
		}
		names = append(names, f.Name())
	}
	if diff := cmp.Diff([]string{"journal.db", "journal.db-shm", "journal.db-wal", "journal.key"}, names); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder has mode %v, %v", info.Mode(), err)
	}
}

func TestOpenRefuses(t *testing.T) {
	sqlFile := func(statements string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			t.Helper()
			db, err := openFile(filepath.Join(dir, fileName))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if _, err := db.Exec(statements); err != nil {
				t.Fatal(err)
			}
		}
	}
	file := func(name, content string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			t.Helper()
			if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range []struct {
		name    string
		prepare func(t *testing.T, dir string)
		folder  string
		want    string
	}{
		{"a newer file", sqlFile(fmt.Sprintf("PRAGMA user_version = 99; PRAGMA application_id = %d", applicationID)), ".", "newer frontdesk"},
		{"another program's file", sqlFile("CREATE TABLE songs (id)"), ".", "another program's database"},
		{"another program's mark", sqlFile("PRAGMA application_id = 7; CREATE TABLE t (x); DROP TABLE t"), ".", "another program's database"},
		{"no database", file(fileName, strings.Repeat("not a database ", 100)), ".", "is not a database"},
		{"a short key", file(keyName, "short"), ".", "has 5 bytes"},
		{"a file as folder", file("data", ""), "data", "data folder"},
		{"a folder below a file", file("data", ""), "data/deeper", "data folder"},
		{"a folder as file", func(t *testing.T, dir string) {
			if err := os.Mkdir(filepath.Join(dir, fileName), 0o700); err != nil {
				t.Fatal(err)
			}
		}, ".", "cannot be written"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			c.prepare(t, dir)
			before, _ := os.ReadFile(filepath.Join(dir, fileName))
			j, err := Open(filepath.Join(dir, c.folder), Config{}, slog.New(slog.DiscardHandler))
			if err == nil {
				shut(t, j)
				t.Fatal("it opened")
			}
			if !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "journal: ") {
				t.Errorf("error %q does not say %q", err, c.want)
			}
			if after, _ := os.ReadFile(filepath.Join(dir, fileName)); len(before) > 0 && !bytes.Equal(before, after) {
				t.Error("the file it refused was changed")
			}
		})
	}
	if _, err := Open(t.TempDir(), Config{Queue: -1}, slog.New(slog.DiscardHandler)); err == nil {
		t.Error("a negative queue is accepted")
	}
}

func TestOpenOfALostKeyWarns(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir, Config{})
	j.Record(asked("1", "can i swim"))
	shut(t, j)
	if err := os.Remove(filepath.Join(dir, keyName)); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	j, err := Open(dir, Config{}, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	shut(t, j)
	if !strings.Contains(log.String(), "journal_key_lost") {
		t.Errorf("log: %s", log.String())
	}
}

func TestTwoProgramsOpenOneFolderAtOnce(t *testing.T) {
	dir := t.TempDir()
	journals := make([]*Journal, 6)
	var all sync.WaitGroup
	for i := range journals {
		all.Go(func() {
			journals[i] = open(t, dir, Config{})
			journals[i].Record(asked(fmt.Sprint(i), "can i swim"))
		})
	}
	all.Wait()
	for _, j := range journals {
		if j.person("telegram", "1") != journals[0].person("telegram", "1") {
			t.Error("they hash differently")
		}
		shut(t, j)
	}
	j := open(t, dir, Config{})
	if got := must[Question](t)(j.Questions(t.Context(), Unanswered, Query{})); len(got) != 1 || got[0].Persons != len(journals) {
		t.Errorf("%+v", got)
	}
}

func TestMigrationsGoOnWhereTheyStopped(t *testing.T) {
	db, err := openFile(filepath.Join(t.TempDir(), fileName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	step := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	steps := fstest.MapFS{"migrations/0001_a.sql": step("CREATE TABLE a (x)")}
	run := func() error {
		tx, err := db.BeginTx(t.Context(), nil)
		if err != nil {
			return err
		}
		if err := migrate(t.Context(), tx, steps); err != nil {
			return errors.Join(err, tx.Rollback())
		}
		return tx.Commit()
	}
	for _, c := range []struct {
		name, sql string
		version   int
		fails     bool
	}{
		{"0002_b", "ALTER TABLE a ADD y; INSERT INTO a VALUES (1, 2)", 2, false},
		{"0003_c", "INSERT INTO a VALUES (3, 4); INSERT INTO nowhere VALUES (1)", 2, true},
		{"0003_c", "INSERT INTO a VALUES (3, 4)", 3, false},
	} {
		steps["migrations/"+c.name+".sql"] = step(c.sql)
		if err := run(); (err != nil) != c.fails {
			t.Fatalf("%s: %v", c.name, err)
		}
		var version, rows int
		if err := db.QueryRow("SELECT user_version, (SELECT count(*) FROM a) FROM pragma_user_version").Scan(&version, &rows); err != nil {
			t.Fatal(err)
		}
		if version != c.version || rows != c.version-1 {
			t.Errorf("after %s: version %d with %d rows", c.name, version, rows)
		}
	}
}

func BenchmarkRecord(b *testing.B) {
	j, err := Open(b.TempDir(), Config{}, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	defer j.Close(b.Context())
	e := asked("1", "can i swim after dry needling")
	b.ReportAllocs()
	for b.Loop() {
		j.Record(e)
	}
}
