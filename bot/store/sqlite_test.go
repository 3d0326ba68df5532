package store

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// ages is a retention that the fixtures do not outlive.
const ages = 200 * 365 * 24 * time.Hour

// TestEveryEarlierVersionOpens opens a copy of what each earlier version left behind. Each fixture holds the same: two persons
// asked one question, one was asked back and picked, two voted, one reply was counted; the last of it in the write-ahead log.
func TestEveryEarlierVersionOpens(t *testing.T) {
	fixtures, err := os.ReadDir("testdata")
	check(t, err)
	if len(fixtures) < len(sqliteSteps())-1 {
		t.Errorf("%d fixtures for %d earlier versions", len(fixtures), len(sqliteSteps())-1)
	}
	for _, f := range fixtures {
		t.Run(f.Name(), func(t *testing.T) {
			dir, ctx := t.TempDir(), t.Context()
			check(t, os.CopyFS(dir, os.DirFS(filepath.Join("testdata", f.Name()))))
			s := open(t, dir, Config{Retention: ages})
			unanswered := must(s.Questions(ctx, "unanswered", Query{}))(t)
			if len(unanswered) != 1 || unanswered[0].Text != "can i swim after needling" || unanswered[0].Persons != 2 {
				t.Errorf("unanswered: %+v", unanswered)
			}
			for _, kind := range []string{"clarified", "picked"} {
				if got := must(s.Questions(ctx, kind, Query{}))(t); len(got) != 1 || got[0].Entry != "session-length" {
					t.Errorf("%s: %+v", kind, got)
				}
			}
			if diff := cmp.Diff([]Votes{{"cost", 1, 1}}, must(s.Votes(ctx, Query{}))(t)); diff != "" {
				t.Errorf("votes (-want +got):\n%s", diff)
			}
			if got := must(s.Counts(ctx, ""))(t); len(got) != 2 || got[0].Kind != "fallback" || got[0].Replies != 1 {
				t.Errorf("counts: %+v", got)
			}
			if n := must(s.Forget(ctx, "telegram", "1"))(t); n != 2 {
				t.Errorf("%d rows of a person were forgotten, want 2: the key is lost", n)
			}
			shut(t, s)
			s = open(t, dir, Config{Retention: ages})
			if n := must(s.Forget(ctx, "telegram", "2"))(t); n != 2 {
				t.Errorf("%d rows of a person were forgotten after a restart, want 2", n)
			}
		})
	}
}

func TestFilesAreForTheirOwnerOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no file modes")
	}
	dir := filepath.Join(t.TempDir(), "deeper", "data #1?%41")
	s := open(t, dir, Config{})
	must(s.Append(t.Context(), []Event{asked("1", "can i swim")}))(t)
	check(t, s.Backup(t.Context(), filepath.Join(dir, "backup")))
	files, err := os.ReadDir(dir)
	check(t, err)
	var names []string
	for _, f := range files {
		info, err := f.Info()
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, %v", f.Name(), info.Mode(), err)
		}
		names = append(names, f.Name())
	}
	if diff := cmp.Diff([]string{"backup", "frontdesk.db", "frontdesk.db-shm", "frontdesk.db-wal", "frontdesk.lock"}, names); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder has mode %v, %v", info.Mode(), err)
	}
}

func TestOpenRefuses(t *testing.T) {
	statements := func(name, s string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			t.Helper()
			db, err := sql.Open("sqlite", location(filepath.Join(dir, name), settings()))
			check(t, err)
			defer db.Close()
			_, err = db.Exec(s)
			check(t, err)
		}
	}
	file := func(name, content string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			t.Helper()
			check(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
		}
	}
	newer := fmt.Sprintf("PRAGMA user_version = 99; PRAGMA application_id = %d", applicationID)
	for _, c := range []struct {
		name    string
		prepare func(*testing.T, string)
		folder  string
		want    string
	}{
		{"a newer file", statements(fileName, newer), ".", "newer frontdesk"},
		{"another program's file", statements(fileName, "CREATE TABLE songs (id)"), ".", "another program's database"},
		{"another program's mark", statements(fileName, "PRAGMA application_id = 7; CREATE TABLE t (x); DROP TABLE t"), ".", "another program's database"},
		{"another program's journal", statements(oldFile, "CREATE TABLE songs (id)"), ".", "another program's database"},
		{"no database", file(fileName, strings.Repeat("not a database ", 100)), ".", "is not a database"},
		{"a short key", file(oldKey, "short"), ".", "has 5 bytes"},
		{"a file as folder", file("data", ""), "data", "data folder"},
		{"a folder below a file", file("data", ""), "data/deeper", "data folder"},
		{"a folder as file", func(t *testing.T, dir string) { t.Helper(); check(t, os.Mkdir(filepath.Join(dir, fileName), 0o700)) }, ".", "cannot be written"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			c.prepare(t, dir)
			before, _ := os.ReadFile(filepath.Join(dir, fileName))
			s, err := Open(t.Context(), filepath.Join(dir, c.folder), Config{}, slog.New(slog.DiscardHandler))
			if err == nil {
				shut(t, s)
				t.Fatal("it opened")
			}
			if !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "store: ") {
				t.Errorf("error %q does not say %q", err, c.want)
			}
			if after, _ := os.ReadFile(filepath.Join(dir, fileName)); len(before) > 0 && !bytes.Equal(before, after) {
				t.Error("the file it refused was changed")
			}
		})
	}
	if _, err := Open(t.Context(), t.TempDir(), Config{Retention: -1}, slog.New(slog.DiscardHandler)); err == nil {
		t.Error("a negative retention is accepted")
	}
}

func TestAFolderHasOneProgram(t *testing.T) {
	dir, ctx := t.TempDir(), t.Context()
	s := open(t, dir, Config{})
	if _, err := Open(ctx, dir, Config{}, s.log); !errors.Is(err, errInUse) || !strings.Contains(err.Error(), dir) {
		t.Errorf("a second program opens the folder: %v", err)
	}
	must(s.Append(ctx, []Event{asked("1", "can i swim"), vote("1", "cost", true)}))(t)
	beside := must(Attach(ctx, dir, Config{}, s.log))(t)
	if got := must(beside.Questions(ctx, "unanswered", Query{}))(t); len(got) != 1 {
		t.Errorf("a report beside the program: %+v", got)
	}
	if _, err := beside.Append(ctx, []Event{asked("1", "can i cycle")}); err == nil {
		t.Error("a program that only reads writes")
	}
	check(t, beside.Backup(ctx, filepath.Join(t.TempDir(), "backup")))
	shut(t, beside)
	shut(t, s)
	alone := must(Attach(ctx, dir, Config{}, s.log))(t)
	if got := must(alone.Votes(ctx, Query{}))(t); len(got) != 1 {
		t.Errorf("a report alone: %+v", got)
	}
	shut(t, alone)
}

func TestOpenOfALostKeyWarns(t *testing.T) {
	dir := t.TempDir()
	check(t, os.CopyFS(dir, os.DirFS("testdata/journal-1")))
	check(t, os.Remove(filepath.Join(dir, oldKey)))
	var log bytes.Buffer
	s := must(Open(t.Context(), dir, Config{Retention: ages}, slog.New(slog.NewTextHandler(&log, nil))))(t)
	shut(t, s)
	if !strings.Contains(log.String(), "journal_key_lost") {
		t.Errorf("log: %s", log.String())
	}
}

func TestMigrationsGoOnWhereTheyStopped(t *testing.T) {
	db, err := sql.Open("sqlite", location(filepath.Join(t.TempDir(), fileName), settings()))
	check(t, err)
	defer db.Close()
	all := []step{{"0001_a", "CREATE TABLE a (x)"}}
	for _, c := range []struct {
		next    step
		version int
		fails   bool
	}{
		{step{"0002_b", "ALTER TABLE a ADD y; INSERT INTO a VALUES (1, 2)"}, 2, false},
		{step{"0003_c", "INSERT INTO a VALUES (3, 4); INSERT INTO nowhere VALUES (1)"}, 2, true},
		{step{"0003_c", "INSERT INTO a VALUES (3, 4)"}, 3, false},
	} {
		err := inTx(t.Context(), db, func(tx *sql.Tx) error { return migrateSQLite(t.Context(), tx, append(all, c.next)) })
		if (err != nil) != c.fails {
			t.Fatalf("%s: %v", c.next.name, err)
		}
		if !c.fails {
			all = append(all, c.next)
		}
		var version, rows int
		check(t, db.QueryRow("SELECT user_version, (SELECT count(*) FROM a) FROM pragma_user_version").Scan(&version, &rows))
		if version != c.version || rows != c.version-1 {
			t.Errorf("after %s: version %d with %d rows", c.next.name, version, rows)
		}
	}
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
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		if bytes.Contains(content, []byte(text)) {
			return true
		}
	}
	return false
}

// speak lets a person write, be answered, ask and talk, with a word in everything that is said.
func speak(t *testing.T, s *Store, user, word string) {
	t.Helper()
	ctx := t.Context()
	for i := range 40 {
		id := fmt.Sprint(user, i)
		u := update(id, user, int64(i))
		u.Body = []byte("body " + word)
		must(s.Take(ctx, Lease{}, u))(t)
		must(s.Next(ctx, "telegram", user))(t)
		old := must(s.Session(ctx, "telegram", user))(t)
		state := []byte(strings.Repeat("state "+word, i+1))
		check(t, s.Save(ctx, Turn{Adapter: "telegram", User: user, State: state, Version: old.Version, Keep: time.Hour, Update: id, Reply: []byte("reply " + word)}))
		must(s.Append(ctx, []Event{asked(user, fmt.Sprint(word, " ", i))}))(t)
		check(t, s.Done(ctx, "telegram", id))
	}
}

func TestForgetLeavesNothingInTheFiles(t *testing.T) {
	dir, ctx := t.TempDir(), t.Context()
	s := open(t, dir, Config{})
	speak(t, s, "1", "xylophone")
	speak(t, s, "2", "bassoon")
	if !filesHold(t, dir, "xylophone") {
		t.Fatal("nothing was written")
	}
	must(s.Forget(ctx, "telegram", "1"))(t)
	if filesHold(t, dir, "xylophone") {
		t.Error("the files still hold a forgotten word")
	}
	if !filesHold(t, dir, "bassoon") {
		t.Error("the words of somebody else are gone")
	}
	shut(t, s)
	s = open(t, dir, Config{})
	speak(t, s, "3", "bassoon")
	if filesHold(t, dir, "xylophone") {
		t.Error("the files hold a forgotten word again")
	}
}

func TestSweepLeavesNothingOfAConversationInTheFiles(t *testing.T) {
	dir, ctx := t.TempDir(), t.Context()
	s := open(t, dir, Config{})
	speak(t, s, "1", "xylophone")
	for table, column := range map[string]string{"sessions": "expires", "questions": "at"} {
		_, err := s.db.ExecContext(ctx, "UPDATE "+table+" SET "+column+" = 0")
		check(t, err)
	}
	check(t, s.sweep(ctx))
	if filesHold(t, dir, "xylophone") {
		t.Error("the files still hold a word of a conversation that is over")
	}
}

func TestForgetDoesNotWaitForAReader(t *testing.T) {
	dir, ctx := t.TempDir(), t.Context()
	s := open(t, dir, Config{})
	speak(t, s, "1", "xylophone")
	reader, err := s.read.Conn(ctx)
	check(t, err)
	_, err = reader.ExecContext(ctx, "BEGIN DEFERRED; SELECT count(*) FROM questions")
	check(t, err)
	start := time.Now()
	must(s.Forget(ctx, "telegram", "1"))(t)
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("Forget took %v", took)
	}
	if !filesHold(t, dir, "xylophone") {
		t.Error("the reader was not in the way")
	}
	_, err = reader.ExecContext(ctx, "ROLLBACK")
	check(t, err)
	check(t, reader.Close())
	deadline := time.After(10 * time.Second)
	for filesHold(t, dir, "xylophone") {
		select {
		case <-time.After(20 * time.Millisecond):
		case <-deadline:
			t.Fatal("the files still hold the word after the reader went")
		}
	}
}

func TestFilesShowNoIDs(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Config{})
	speak(t, s, "user-7731", "xylophone")
	check(t, s.Remember(t.Context(), Note{"telegram", "user-7731", "sendContact", "refused", time.Hour}))
	_, err := s.db.Exec("DELETE FROM seen") // speak names the updates after the person, which no platform does
	check(t, err)
	s.erase(t.Context())
	if filesHold(t, dir, "user-7731") {
		t.Error("the files hold somebody's ID")
	}
}

// TestAFullDiskLeavesWhatIsInMemory fills the file to its brim, and makes it read-only, and gives room again.
func TestAFullDiskLeavesWhatIsInMemory(t *testing.T) {
	for name, pragmas := range map[string][2]string{
		"full":      {"PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000"}, // no less than it has
		"read-only": {"PRAGMA query_only = 1", "PRAGMA query_only = 0"},
	} {
		t.Run(name, func(t *testing.T) {
			s, ctx := open(t, t.TempDir(), Config{}), t.Context()
			turn := Turn{Adapter: "telegram", User: "1", State: []byte("before"), Keep: time.Hour}
			check(t, s.Save(ctx, turn))
			_, err := s.db.Exec(pragmas[0])
			check(t, err)
			turn.State, turn.Version = []byte(strings.Repeat("long ", 10_000)), 1
			if err := s.Save(ctx, turn); err == nil {
				t.Error("it was written to a disk without room")
			}
			long := update("1", "ann", 1)
			long.Body = turn.State
			if _, err := s.Take(ctx, Lease{}, long); err == nil {
				t.Error("an update was taken without room for it")
			}
			if got := must(s.Session(ctx, "telegram", "1"))(t); !bytes.Equal(got.State, turn.State) {
				t.Error("what could not be written is not remembered")
			}
			_, err = s.db.Exec(pragmas[1])
			check(t, err)
			again := must(s.Session(ctx, "telegram", "1"))(t)
			turn.State, turn.Version = []byte("after"), again.Version
			check(t, s.Save(ctx, turn))
			must(s.Take(ctx, Lease{}, long))(t)
		})
	}
}

func TestWhatCannotBeWritten(t *testing.T) {
	for err, want := range map[error]bool{
		syscall.ENOSPC: true, syscall.EROFS: true, fs.ErrPermission: true, syscall.ENOTDIR: false, fs.ErrNotExist: false,
	} {
		got := unwritable(&fs.PathError{Op: "mkdir", Path: "data", Err: err})
		if errors.Is(got, ErrUnwritable) != want || !errors.Is(got, err) {
			t.Errorf("%v becomes %v", err, got)
		}
	}
}
