package journal

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

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
