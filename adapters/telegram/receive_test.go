package telegram

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdesk/adapters/adaptertest"
	"frontdesk/adapters/telegram/telegramtest"
	"frontdesk/bot"
	"frontdesk/bot/store"
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

func TestASlowChatDelaysNobody(t *testing.T) {
	t.Parallel()
	begun, finish := make(chan struct{}), make(chan struct{})
	s := play(t, telegramtest.New(t), func(ctx context.Context, m bot.Message) bot.Reply {
		if m.Chat == id(ann) {
			close(begun)
			<-finish
		}
		return echo(ctx, m)
	}, unchanged)
	s.says(ann, "slow")
	<-begun
	for i := range 5 {
		s.says(bob, fmt.Sprint(i))
		s.shows(id(bob), i+1)
	}
	s.flush() // what is kept is confirmed before it is answered
	close(finish)
	s.shows(id(ann), 1)
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	if n := len(s.messages()); n != 6 {
		t.Errorf("%d messages were answered", n)
	}
}

func TestWhatWasNotBegunComesAgainAfterTheNextStart(t *testing.T) {
	t.Parallel()
	server, kept := telegramtest.New(t), outbox(t, t.TempDir(), new(adaptertest.Log))
	begun, finish := make(chan struct{}), make(chan struct{})
	s := play(t, server, func(ctx context.Context, m bot.Message) bot.Reply {
		if m.Text == "0" {
			close(begun)
			<-finish
		}
		return echo(ctx, m)
	}, func(c *Config) { c.Outbox = kept })
	for i := range 10 {
		s.says(ann, fmt.Sprint(i))
	}
	<-begun
	s.flush() // kept
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
	again := play(t, server, echo, func(c *Config) { c.Outbox = kept })
	if diff := cmp.Diff([]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}, again.shows(id(ann), 10)); diff != "" {
		t.Errorf("shown in the end (-want +got):\n%s", diff)
	}
	again.flush()
	if err := again.stop(); err != nil {
		t.Error(err)
	}
	if left := kept.Waiting(t.Context()); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

func TestRedeliveredUpdatesAreAnsweredOnce(t *testing.T) {
	t.Parallel()
	server, kept := telegramtest.New(t), outbox(t, t.TempDir(), new(adaptertest.Log))
	update := real(`{"update_id":880000500,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"text":"does it hurt?"}}`)
	for range 2 {
		s := play(t, server, echo, func(c *Config) { c.Outbox = kept })
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
	s := play(t, server, echo, func(c *Config) { c.Outbox = outbox(t, t.TempDir(), new(adaptertest.Log)) })
	s.says(ann, "hello")
	s.flush() // kept
	s.adapter.drain = time.Second
	begin := time.Now()
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	if took := time.Since(begin); took < time.Second/2 || took > 5*time.Second {
		t.Errorf("stopped after %v", took)
	}
	if left := s.adapter.cfg.Outbox.Waiting(t.Context()); len(left) != 1 {
		t.Errorf("left for the next start: %v", left)
	}
}

func TestAStoreThatFailsStopsNoAnswer(t *testing.T) {
	t.Parallel()
	var log adaptertest.Log
	logger := slog.New(slog.NewTextHandler(&log, nil))
	st, err := store.Open(t.Context(), t.TempDir(), store.Config{}, logger)
	if err != nil {
		t.Fatal(err)
	}
	s := play(t, telegramtest.New(t), echo, func(c *Config) { c.Outbox = bot.NewOutbox(st, "telegram", logger) })
	s.says(ann, "hello")
	s.shows(id(ann), 1)
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		s.says(ann, fmt.Sprint(i))
	}
	s.shows(id(ann), 6)
	s.flush()
	if n := strings.Count(log.Logged(), "store_failed"); n != 1 {
		t.Errorf("said %d times:\n%s", n, log.Logged())
	}
	if got := s.shows(id(ann), 6); len(got) != 6 {
		t.Errorf("shown %q", got)
	}
}

// TestWhatAnEarlierVersionLeftIsAnswered begins with the folder that versions before the outbox kept.
func TestWhatAnEarlierVersionLeftIsAnswered(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	folder := filepath.Join(data, fmt.Sprint("telegram-", telegramtest.BotID))
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"880000500.json": string(real(`{"update_id":880000500,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"text":"does it hurt?"}}`)),
		"7.json":         `{"update_id":7,"mess`, // a crash in the middle of writing
		"done":           "880000499\n12",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := play(t, telegramtest.New(t), echo, func(c *Config) { c.Legacy = data })
	if got := s.shows(id(ann), 1); got[0] != "does it hurt?" {
		t.Errorf("shown %q", got)
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("the folder is left: %v", err)
	}
}
