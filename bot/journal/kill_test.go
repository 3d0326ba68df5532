package journal

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"frontdesk/bot/store"
)

// childDir makes this test binary the process that is killed: it writes to the journal in that folder until its end.
var childDir = flag.String("journal.child", "", "write events to the journal in this folder and print their numbers")

func TestMain(m *testing.M) {
	flag.Parse()
	if *childDir != "" {
		if err := writeForEver(*childDir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// writeForEver records an event every few milliseconds and then prints its number.
func writeForEver(dir string) error {
	log := slog.New(slog.DiscardHandler)
	st, err := store.Open(context.Background(), dir, store.Config{}, log)
	if err != nil {
		return err
	}
	j := New(st, Config{}, log)
	tick := time.NewTicker(2 * time.Millisecond)
	for i := 0; ; i++ {
		j.Record(asked(strconv.Itoa(i), "can i swim"))
		if _, err := fmt.Println(i); err != nil {
			return err
		}
		<-tick.C
	}
}

// TestKillLosesAtMostTheLastSecond kills a writing process twenty times with SIGKILL, on the same file.
func TestKillLosesAtMostTheLastSecond(t *testing.T) {
	dir := t.TempDir()
	kept := 0
	for i := range 20 {
		safe, last := killWriter(t, dir, time.Duration(300+i*60)*time.Millisecond)
		j := open(t, dir, Config{})
		db := database(t, dir)
		var got int
		if err := db.QueryRow("SELECT count(*) FROM questions").Scan(&got); err != nil {
			t.Fatal(err)
		}
		got -= kept
		if got < safe || got > last+2 {
			t.Errorf("%d events were kept, of %d before the last second and %d in all", got, safe, last+1)
		}
		var integrity string
		if err := db.QueryRow("PRAGMA integrity_check").Scan(&integrity); err != nil || integrity != "ok" {
			t.Errorf("integrity: %s, %v", integrity, err)
		}
		kept += got
		_ = db.Close()
		shut(t, j)
	}
}

// killWriter lets a child process write for a while and kills it. It returns how many events the child had recorded one second
// before, and the number of the last one.
func killWriter(t *testing.T, dir string, after time.Duration) (safe, last int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-journal.child="+dir)
	cmd.Stderr = t.Output()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var seen []time.Time
	var killed time.Time
	for lines := bufio.NewScanner(out); lines.Scan(); {
		seen = append(seen, time.Now())
		if killed.IsZero() && time.Since(seen[0]) > after {
			killed = time.Now()
			if err := cmd.Process.Kill(); err != nil { // SIGKILL
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil || killed.IsZero() {
		t.Fatalf("the child ended by itself: %v", err)
	}
	for _, at := range seen {
		if killed.Sub(at) > time.Second {
			safe++
		}
	}
	return safe, len(seen) - 1
}
