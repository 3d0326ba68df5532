package store

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// childOf makes this test binary the process that is killed: it works on the store there until its end.
var childOf = flag.String("store.child", "", "answer updates in this store and print what was done")

func TestMain(m *testing.M) {
	flag.Parse()
	if *childOf != "" {
		if err := answerForEver(context.Background(), *childOf); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// answerForEver takes updates, answers them, and prints each number before the step and each after it: "take 7", "taken 7".
func answerForEver(ctx context.Context, data string) error {
	s, err := Open(ctx, data, Config{}, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	// Nobody else is alive, as is known here without waiting for it.
	if _, err := s.db.ExecContext(ctx, "DELETE FROM replicas WHERE id <> $1", s.me); err != nil {
		return err
	}
	first, err := s.last(ctx)
	if err != nil {
		return err
	}
	for n := first + 1; ; n++ {
		id := strconv.Itoa(n)
		steps := []struct {
			name string
			do   func() error
		}{
			{"take", func() error { _, err := s.Take(ctx, Lease{}, update(id, "ann", int64(n))); return err }},
			{"next", func() error { _, err := s.Next(ctx, "telegram", "ann"); return err }},
			{"save", func() error {
				old, err := s.Session(ctx, "telegram", "ann")
				if err != nil {
					return err
				}
				return s.Save(ctx, Turn{Adapter: "telegram", User: "ann", State: []byte(id), Version: old.Version, Keep: time.Hour, Update: id})
			}},
			{"done", func() error { return s.Done(ctx, "telegram", id) }},
		}
		for _, step := range steps {
			if err := step.do(); err != nil {
				return fmt.Errorf("%s: %w", step.name, err)
			}
			if _, err := fmt.Println(step.name, id); err != nil {
				return err
			}
		}
	}
}

// last finishes what an earlier process left and returns the highest number that was taken.
func (s *Store) last(ctx context.Context) (int, error) {
	for {
		u, err := s.Next(ctx, "telegram", "ann")
		if err != nil {
			return 0, err
		}
		if u.ID == "" {
			break
		}
		if err := s.Done(ctx, "telegram", u.ID); err != nil {
			return 0, err
		}
	}
	var n int
	err := s.read.QueryRowContext(ctx, "SELECT coalesce(max(CAST(id AS BIGINT)), 0) FROM seen").Scan(&n)
	return n, err
}

// TestNothingIsLostByTwentyKills kills a working process with SIGKILL twenty times. Whatever it had said to be done is there.
func TestNothingIsLostByTwentyKills(t *testing.T) {
	for name, k := range kinds(t) {
		if name == "memory" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			data := k.place(t)
			for i := range 20 {
				said := killChild(t, data, time.Duration(5+i*7)*time.Millisecond)
				s := open(t, data, Config{})
				if name == "sqlite" {
					var integrity string
					if err := s.read.QueryRow("PRAGMA integrity_check").Scan(&integrity); err != nil || integrity != "ok" {
						t.Errorf("integrity: %s, %v", integrity, err)
					}
				}
				holds(t, s, said)
				shut(t, s)
			}
		})
	}
}

// holds checks that the store has come at least as far as the process had said.
func holds(t *testing.T, s *Store, said map[string]int) {
	t.Helper()
	var taken, finished, replied int
	const query = `SELECT coalesce(max(CAST(id AS BIGINT)), 0),
		coalesce(max(CASE WHEN id NOT IN (SELECT id FROM updates) THEN CAST(id AS BIGINT) END), 0) FROM seen`
	check(t, s.read.QueryRow(query).Scan(&taken, &finished))
	if got := must(s.Session(t.Context(), "telegram", "ann"))(t); got.State != nil {
		replied, _ = strconv.Atoi(string(got.State))
	}
	for _, c := range []struct {
		step string
		got  int
	}{{"take", taken}, {"save", replied}, {"done", finished}} {
		if last, ok := said[c.step]; ok && (c.got < last || c.got > last+1) {
			t.Errorf("%s: the store has come to %d, the process had said %d", c.step, c.got, last)
		}
	}
}

// killChild lets a process work for a while after its first word, kills it, and returns the last number it said of each step.
func killChild(t *testing.T, data string, after time.Duration) map[string]int {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-store.child="+data)
	cmd.Stderr = t.Output()
	out, err := cmd.StdoutPipe()
	check(t, err)
	check(t, cmd.Start())
	said := map[string]int{}
	var kill *time.Timer
	for lines := bufio.NewScanner(out); lines.Scan(); {
		step, number, _ := strings.Cut(lines.Text(), " ")
		said[step], _ = strconv.Atoi(number)
		if kill == nil {
			kill = time.AfterFunc(after, func() { _ = cmd.Process.Kill() }) // SIGKILL
		}
	}
	if err := cmd.Wait(); err == nil || kill == nil {
		t.Fatalf("the process ended by itself: %v", err)
	}
	return said
}
