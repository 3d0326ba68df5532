package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdesk/adapters/telegram/telegramtest"
	"frontdesk/bot"
)

func TestPollsThatFailAreTriedAgain(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]telegramtest.Fault{
		"502": telegramtest.BadGateway, "500": telegramtest.ServerError, "429": telegramtest.RateLimited, "cut": telegramtest.Cut,
		"a page instead of an answer": telegramtest.Garbage, "half of an answer": telegramtest.Half,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := telegramtest.New(t)
			server.Fail("getMe", fault, 1)
			server.Fail("getUpdates", fault, 1)
			s := play(t, server, echo, unchanged)
			s.says(ann, "hello")
			s.shows(id(ann), 1)
			if err := s.adapter.Ready(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestARefusedTokenEndsTheRun(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"getMe", "getUpdates", "sendMessage", "setMyCommands"} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			server := telegramtest.New(t)
			server.Fail(method, telegramtest.Refused, 1000)
			s := play(t, server, echo, unchanged)
			s.says(ann, "hello")
			err := s.await()
			if err == nil || !strings.Contains(err.Error(), "refuses the token") || !strings.Contains(err.Error(), "@BotFather") {
				t.Errorf("Run ended with %v", err)
			}
			if s.adapter.Ready() == nil {
				t.Error("ready without a token")
			}
		})
	}
}

func TestAWrongTokenIsRefused(t *testing.T) {
	t.Parallel()
	for _, token := range []string{"123:abc", "nocolon"} {
		s := play(t, telegramtest.New(t), echo, func(c *Config) { c.Token = token })
		if err := s.await(); err == nil || !strings.Contains(err.Error(), "refuses the token") || strings.Contains(err.Error(), token) {
			t.Errorf("Run ended with %v", err)
		}
	}
}

func TestAnotherInstanceIsSaidInOneLine(t *testing.T) {
	t.Parallel()
	server := telegramtest.New(t)
	var other atomic.Bool
	other.Store(true)
	server.Fault = func(c telegramtest.Call) telegramtest.Fault {
		if c.Method == "getUpdates" && other.Load() {
			return telegramtest.Conflict
		}
		return telegramtest.None
	}
	s := play(t, server, echo, unchanged)
	s.says(ann, "hello")
	wait(s, func() bool { return len(s.Calls("getUpdates")) > 2 })
	if err := s.adapter.Ready(); err == nil || !strings.Contains(err.Error(), "another instance") {
		t.Errorf("Ready returns %v", err)
	}
	other.Store(false)
	s.shows(id(ann), 1)
	if n := strings.Count(s.log.Logged(), "another instance is polling"); n != 1 {
		t.Errorf("said %d times:\n%s", n, s.log.Logged())
	}
}

func TestAWebhookInTheWayIsRemoved(t *testing.T) {
	t.Parallel()
	server := telegramtest.New(t)
	server.SetWebhook("https://old.example.org/x")
	s := play(t, server, echo, unchanged)
	s.says(ann, "one")
	s.shows(id(ann), 1)
	server.SetWebhook("https://new.example.org/x")
	s.says(ann, "two")
	s.shows(id(ann), 2)
}

func TestPollsAskForTheSameUpdatesEveryTime(t *testing.T) {
	t.Parallel()
	s := play(t, telegramtest.New(t), echo, unchanged)
	s.says(ann, "hello")
	s.shows(id(ann), 1)
	s.flush()
	_ = s.stop()
	for _, c := range s.Calls("getUpdates") {
		if c.Params["allowed_updates"] != `["message","callback_query","inline_query","my_chat_member"]` || c.Params["limit"] == "" || c.Params["timeout"] == "" {
			t.Errorf("%v", c.Params)
		}
	}
}

func TestAnUpdateIsConfirmedOnceItIsAnswered(t *testing.T) {
	t.Parallel()
	for _, data := range []string{"with a folder", "without one"} {
		t.Run(data, func(t *testing.T) {
			t.Parallel()
			begun, finish := make(chan struct{}), make(chan struct{})
			s := play(t, telegramtest.New(t), func(ctx context.Context, m bot.Message) bot.Reply {
				if m.Chat == id(ann) {
					close(begun)
					<-finish
				}
				return echo(ctx, m)
			}, func(c *Config) {
				if data == "without one" {
					c.Data = ""
				}
			})
			s.says(ann, "slow")
			<-begun
			if len(s.Pending()) == 0 {
				t.Error("confirmed before it was answered or kept")
			}
			for i := range 5 { // a slow chat delays nobody
				s.says(bob, fmt.Sprint(i))
				s.shows(id(bob), i+1)
			}
			if data == "with a folder" {
				s.flush() // kept in a file
			} else if len(s.Pending()) == 0 {
				t.Error("confirmed, though nothing would outlive a crash")
			}
			close(finish)
			s.shows(id(ann), 1)
			s.flush()
			if err := s.stop(); err != nil {
				t.Error(err)
			}
			if n := len(s.messages()); n != 6 {
				t.Errorf("%d messages were answered", n)
			}
		})
	}
}

func TestWhatWasNotBegunComesAgainAfterTheNextStart(t *testing.T) {
	t.Parallel()
	server, data := telegramtest.New(t), t.TempDir()
	begun, finish := make(chan struct{}), make(chan struct{})
	s := play(t, server, func(ctx context.Context, m bot.Message) bot.Reply {
		if m.Text == "0" {
			close(begun)
			<-finish
		}
		return echo(ctx, m)
	}, func(c *Config) { c.Data = data })
	for i := range 10 {
		s.says(ann, fmt.Sprint(i))
	}
	<-begun
	s.flush() // kept in files
	s.says(bob, "hello")
	s.shows(id(bob), 1)
	s.cancel()
	close(finish)
	if err := s.await(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"0"}, s.shows(id(ann), 0)); diff != "" {
		t.Errorf("shown at the stop (-want +got):\n%s", diff)
	}
	again := play(t, server, echo, func(c *Config) { c.Data = data })
	if diff := cmp.Diff([]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}, again.shows(id(ann), 10)); diff != "" {
		t.Errorf("shown in the end (-want +got):\n%s", diff)
	}
	again.flush()
	if err := again.stop(); err != nil {
		t.Error(err)
	}
	files, err := filepath.Glob(filepath.Join(data, "*", "*.json"))
	if err != nil || len(files) > 0 {
		t.Errorf("texts are left in files: %v %v", files, err)
	}
}

func TestRedeliveredUpdatesAreAnsweredOnce(t *testing.T) {
	t.Parallel()
	server, data := telegramtest.New(t), t.TempDir()
	update := real(`{"update_id":880000500,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"text":"does it hurt?"}}`)
	for range 2 {
		s := play(t, server, echo, func(c *Config) { c.Data = data })
		for range 3 {
			s.PushRaw(update)
		}
		s.says(bob, "last")
		s.flush()
		if err := s.stop(); err != nil {
			t.Error(err)
		}
		if got := s.shows(id(ann), 1); len(got) != 1 {
			t.Errorf("shown %q", got)
		}
	}
}

func TestAServerThatHoldsNoPollsIsNotOverrun(t *testing.T) {
	t.Parallel()
	server := telegramtest.New(t)
	server.Impatient = true
	s := play(t, server, echo, unchanged)
	s.says(ann, "hello")
	s.shows(id(ann), 1)
	<-time.After(time.Second)
	if n := len(s.Calls("getUpdates")); n > 8 {
		t.Errorf("%d polls in a second", n)
	}
}

func TestRepliesThatCannotGoOutAreCutOffAtTheStop(t *testing.T) {
	t.Parallel()
	server := telegramtest.New(t)
	server.Fault = func(c telegramtest.Call) telegramtest.Fault {
		if c.Method == "sendMessage" {
			return telegramtest.ServerError
		}
		return telegramtest.None
	}
	s := play(t, server, echo, unchanged)
	s.says(ann, "hello")
	s.flush() // kept in a file
	s.adapter.drain = time.Second
	begin := time.Now()
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	if took := time.Since(begin); took < time.Second/2 || took > 5*time.Second {
		t.Errorf("stopped after %v", took)
	}
	if files, _ := filepath.Glob(filepath.Join(s.adapter.cfg.Data, "*", "*.json")); len(files) != 1 {
		t.Errorf("kept files: %v", files)
	}
}

func TestADataFolderThatCannotBeWrittenStopsNoAnswer(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := play(t, telegramtest.New(t), echo, func(c *Config) { c.Data = file })
	s.says(ann, "hello")
	s.shows(id(ann), 1)
	s.flush()
	s.logs("the data folder cannot be written")
}

func TestLedger(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "telegram-1")
	l, kept, err := openLedger(dir)
	if err != nil || len(kept) != 0 {
		t.Fatal(kept, err)
	}
	for id := range int64(4) {
		if !l.take(id) || l.take(id) {
			t.Errorf("update %d is not taken once", id)
		}
	}
	for _, id := range []int64{1, 2} {
		if ok, err := l.keep(id, json.RawMessage(fmt.Sprintf(`{"update_id":%d}`, id))); !ok || err != nil {
			t.Errorf("update %d: %v", id, err)
		}
	}
	for _, id := range []int64{0, 1} {
		if err := l.finish(id); err != nil {
			t.Error(err)
		}
	}
	l.drop(3)
	if _, open := l.open([]int64{0, 1, 2, 3}); !slices.Equal(open, []int64{3}) {
		t.Errorf("open: %v", open)
	}
	l.close()
	// as after a crash in the middle of writing
	appendTo(t, filepath.Join(dir, doneLog), "12")
	appendTo(t, filepath.Join(dir, "7.json"), `{"update_id":7,"mess`)
	l, kept, err = openLedger(dir)
	if err != nil || len(kept) != 1 || string(kept[0]) != `{"update_id":2}` {
		t.Fatalf("kept %s, %v", kept, err)
	}
	defer l.close()
	for id, want := range map[int64]bool{0: false, 1: false, 2: true, 3: true, 7: true, 12: true} {
		if got := l.take(id); got != want {
			t.Errorf("take(%d) = %v", id, got)
		}
	}
}

func TestLedgerForgetsTheOldest(t *testing.T) {
	dir := t.TempDir()
	l, _, err := openLedger(dir)
	if err != nil {
		t.Fatal(err)
	}
	const many = 3*remembered + 5
	for id := range int64(many) {
		if err := l.finish(id); err != nil {
			t.Fatal(err)
		}
	}
	l.close()
	if l, _, err = openLedger(dir); err != nil {
		t.Fatal(err)
	}
	defer l.close()
	if len(l.done) != remembered || !l.take(many-remembered-1) || l.take(many-remembered) {
		t.Errorf("%d are remembered", len(l.done))
	}
}

func TestLedgerHasRoomAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, _, err := openLedger("")
		if err != nil {
			t.Fatal(err)
		}
		l.take(1)
		l.take(2)
		passed := make(chan struct{})
		go func() {
			l.room(t.Context(), 2)
			close(passed)
		}()
		synctest.Wait()
		select {
		case <-passed:
			t.Fatal("there was no room")
		default:
		}
		l.drop(1)
		<-passed
	})
}

func appendTo(t *testing.T, file, text string) {
	t.Helper()
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(text); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
