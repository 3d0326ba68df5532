package telegram

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"frontdesk/adapters/adaptertest"
	"frontdesk/adapters/telegram/telegramtest"
	"frontdesk/bot"
)

// forms are all the ways in which the token may turn up.
func forms() []string {
	token := telegramtest.Token
	return []string{token, token[10:], url.QueryEscape(token), strings.ToLower(url.QueryEscape(token)), url.PathEscape(token), "bot" + token[:4]}
}

func noSecret(t *testing.T, where, text string) {
	t.Helper()
	for _, form := range forms() {
		if strings.Contains(text, form) {
			t.Errorf("%s holds %q: %s", where, form, text)
		}
	}
}

// every writes an error in every way and down every chain.
func every(err error) string {
	var b strings.Builder
	for ; err != nil; err = errors.Unwrap(err) {
		fmt.Fprintf(&b, "%v %+v %#v\n", err, err, err)
	}
	return b.String()
}

func TestNoFailureShowsTheToken(t *testing.T) {
	t.Parallel()
	faults := []telegramtest.Fault{
		telegramtest.RateLimited, telegramtest.ServerError, telegramtest.BadGateway, telegramtest.Cut, telegramtest.Garbage, telegramtest.Half,
		telegramtest.Refused, telegramtest.NoMethod, telegramtest.BadMarkup, telegramtest.Blocked, telegramtest.Conflict,
	}
	for _, method := range []string{"getMe", "getUpdates", "deleteWebhook", "sendMessage", "sendContact", "setMyCommands", "sendChatAction", "answerCallbackQuery", "editMessageReplyMarkup"} {
		for _, f := range faults {
			t.Run(fmt.Sprintf("%s %d", method, f), func(t *testing.T) {
				t.Parallel()
				server := telegramtest.New(t)
				server.Fail(method, f, 2)
				reply := bot.Reply{Kind: bot.Handoff, Text: "Call us.", Choices: []bot.Choice{{ID: "x", Label: "X"}}, Contact: &bot.Contact{Name: "C", Phone: "+1"}}
				s := play(t, server, func(_ context.Context, m bot.Message) bot.Reply {
					if m.Text == "panic" {
						panic(fmt.Errorf("in %s", server.URL+"/bot"+telegramtest.Token+"/getMe"))
					}
					return reply
				}, unchanged)
				s.adapter.drain = 10 * time.Millisecond
				s.says(bob, "panic")
				s.PushRaw(real(`{"update_id":%d,"callback_query":{"id":"1","from":ANN,"message":{"message_id":4,"from":SELF,"chat":PRIVATE,"date":1},"data":"show:x"}}`))
				wait(s, func() bool { return len(s.Calls(method)) > 0 || method == "sendChatAction" })
				if ready := s.adapter.Ready(); ready != nil {
					noSecret(t, "Ready", every(ready))
				}
				noSecret(t, "Run", every(s.stop()))
				noSecret(t, "the log", s.log.Logged())
			})
		}
	}
}

// wait waits until done holds or the adapter has ended.
func wait(s *stage, done func() bool) {
	s.Helper()
	deadline := time.After(patience)
	for !done() {
		select {
		case <-s.ended:
			return
		case <-time.After(time.Millisecond):
		case <-deadline:
			s.Fatalf("log:\n%s", s.log.Logged())
		}
	}
}

func TestNoTransportErrorShowsTheToken(t *testing.T) {
	for name, api := range map[string]string{
		"nobody there": "http://127.0.0.1:1", "no such host": "http://frontdesk.invalid", "not TLS": "",
	} {
		t.Run(name, func(t *testing.T) {
			server := telegramtest.New(t)
			var log adaptertest.Log
			a := open(t, server, &log, func(c *Config) {
				if c.APIURL = api; api == "" {
					c.APIURL = strings.Replace(server.URL, "http:", "https:", 1)
				}
			})
			_, err := a.Check(t.Context())
			if err == nil {
				t.Error("Check finds nothing wrong")
			}
			noSecret(t, "Check", every(err))
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			noSecret(t, "Run", every(a.Run(ctx, echo)))
			noSecret(t, "Ready", every(a.Ready()))
			noSecret(t, "the log", log.Logged())
		})
	}
}

func TestARedirectDoesNotCarryTheTokenAway(t *testing.T) {
	elsewhere := telegramtest.New(t)
	server := telegramtest.New(t)
	server.Redirect = elsewhere.URL
	var log adaptertest.Log
	a := open(t, server, &log, unchanged)
	err := a.Run(t.Context(), echo)
	if err == nil || !strings.Contains(err.Error(), "api_url") {
		t.Errorf("Run returns %v", err)
	}
	noSecret(t, "Run", every(err))
	if n := len(elsewhere.Calls("getMe")); n > 0 {
		t.Errorf("%d calls went elsewhere", n)
	}
}

func TestTheLogIsQuiet(t *testing.T) {
	var text adaptertest.Log
	hidden := newSecrets(telegramtest.Token, "hook-secret")
	log := slog.New(quiet{slog.NewTextHandler(&text, nil), hidden}).With("with", telegramtest.Token).WithGroup("g")
	request, err := http.NewRequest(http.MethodPost, "http://x/bot"+telegramtest.Token+"/getMe", nil)
	if err != nil {
		t.Fatal(err)
	}
	log.Error("message "+telegramtest.Token, "error", fmt.Errorf("in %s", telegramtest.Token), "request", request, "n", 5,
		slog.Group("group", "inner", url.QueryEscape(telegramtest.Token)), "hook", "hook-secret", "panic", any([]string{telegramtest.Token}))
	noSecret(t, "the log", text.Logged())
	if strings.Contains(text.Logged(), "hook-secret") || !strings.Contains(text.Logged(), "g.n=5") {
		t.Error(text.Logged())
	}
}
