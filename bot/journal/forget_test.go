package journal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"frontdesk/bot/store"
)

func TestRowsAreDeletedAfterTheRetentionTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		j := open(t, dir, Config{})
		everything := func() int {
			n := len(must[Question](t)(j.Questions(t.Context(), Unanswered, Query{})))
			n += len(must[Votes](t)(j.Votes(t.Context(), Query{})))
			return n + len(must[store.Count](t)(j.store.Counts(t.Context(), "")))
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
	if got := must[store.Count](t)(j.store.Counts(t.Context(), "")); len(got) != 1 {
		t.Errorf("counts after Forget: %+v", got)
	}
}

func TestForgetFailsWhenItCannotDelete(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir, Config{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := j.Forget(ctx, "telegram", "1"); !errors.Is(err, context.Canceled) {
		t.Errorf("with a context that is done: %v", err)
	}
	if _, err := database(t, dir).Exec("ALTER TABLE votes RENAME TO elsewhere"); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Forget(t.Context(), "telegram", "1"); err == nil || !strings.HasPrefix(err.Error(), "journal: store: forget: ") {
		t.Errorf("with a table missing: %v", err)
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
