package rest_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"frontdesk/adapters/discord/internal/rest"
)

const token = "Bot very-secret"

// serve returns a client of a server that answers with h.
func serve(t *testing.T, h http.HandlerFunc) (*rest.Client, *strings.Builder) {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	log := &strings.Builder{}
	c, err := rest.New(server.URL, token, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c, log
}

func within(t *testing.T, d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}

func TestAddress(t *testing.T) {
	for address, want := range map[string]string{
		"/":             "/api/v9/gateway",
		"":              "/api/v9/gateway",
		"/api":          "/api/v9/gateway",
		"/api/v10/":     "/api/v9/gateway",
		"/proxy":        "/proxy/api/v9/gateway",
		"/proxy/api/v9": "/proxy/api/v9/gateway",
	} {
		var got string
		server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = r.URL.Path }))
		c, err := rest.New(server.URL+address, token, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Do(t.Context(), rest.Call{Method: "GET", Path: "/gateway"}); err != nil || got != want {
			t.Errorf("%q: called %s, %v", address, got, err)
		}
		server.Close()
	}
	for _, address := range []string{"", "discord.com", "ftp://discord.com", "https://", "https://user:word@discord.com", "http://a b"} {
		if _, err := rest.New(address, token, nil); err == nil || strings.Contains(err.Error(), "word") {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestCall(t *testing.T) {
	c, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != token || !strings.HasPrefix(r.Header.Get("User-Agent"), "DiscordBot (") || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("headers %v", r.Header)
		}
		fmt.Fprint(w, `{"id":"7"}`)
	})
	var got struct{ ID string }
	if err := c.Do(t.Context(), rest.Call{Method: "POST", Path: "/channels/1/messages", Body: map[string]string{"content": "x"}, Into: &got}); err != nil || got.ID != "7" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestPassingFailuresAreWaitedOut(t *testing.T) {
	for name, fail := range map[string]http.HandlerFunc{
		"a limit": func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, `{"retry_after":0.05,"global":false}`, http.StatusTooManyRequests)
		},
		"a global limit": func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, `{"retry_after":0.05,"global":true}`, http.StatusTooManyRequests)
		},
		"a limit in a header": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "0.05")
			http.Error(w, "<html>slow down", http.StatusTooManyRequests)
		},
		"an error": func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "<html>bad gateway", http.StatusBadGateway)
		},
		"a lost connection": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var calls atomic.Int32
			c, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if calls.Add(1) <= 2 {
					fail(w, r)
				}
			})
			if err := c.Do(within(t, 10*time.Second), rest.Call{Method: "POST", Path: "/channels/1/messages"}); err != nil || calls.Load() != 3 {
				t.Errorf("%v after %d calls", err, calls.Load())
			}
		})
	}
}

func TestRefusalIsFinal(t *testing.T) {
	calls := 0
	c, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		calls++
		http.Error(w, `{"code":50007,"message":"Cannot send messages to this user"}`, http.StatusForbidden)
	})
	err := c.Do(t.Context(), rest.Call{Method: "POST", Path: "/channels/1/messages"})
	if calls != 1 || !rest.Is(err, 50007) || rest.Status(err) != 403 || rest.Is(err, 10062) || rest.Status(errors.New("x")) != 0 {
		t.Errorf("%v after %d calls", err, calls)
	}
}

func TestLimitsHoldUpWhatTheyName(t *testing.T) {
	c, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/v9/channels/1/messages" {
			w.Header().Set("X-RateLimit-Remaining", "0")
			w.Header().Set("X-RateLimit-Reset-After", "30")
		}
	})
	one := rest.Call{Method: "POST", Path: "/channels/1/messages"}
	if err := c.Do(t.Context(), one); err != nil {
		t.Fatal(err)
	}
	if err := c.Do(within(t, 100*time.Millisecond), one); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the used-up bucket: %v", err)
	}
	for _, path := range []string{"/channels/2/messages", "/webhooks/1/secret"} {
		if err := c.Do(within(t, time.Second), rest.Call{Method: "POST", Path: path}); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestGlobalLimitHoldsUpAllButInteractions(t *testing.T) {
	c, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "/channels/1/") {
			http.Error(w, "error code: 1015", http.StatusTooManyRequests) // without a word on how long
		}
	})
	_ = c.Do(within(t, 100*time.Millisecond), rest.Call{Method: "POST", Path: "/channels/1/messages"})
	if err := c.Do(within(t, 100*time.Millisecond), rest.Call{Method: "GET", Path: "/gateway"}); err == nil {
		t.Error("a global limit did not hold up a call")
	}
	if err := c.Do(within(t, time.Second), rest.Call{Method: "POST", Path: "/interactions/1/secret/callback"}); err != nil {
		t.Errorf("an interaction: %v", err)
	}
}

func TestNoSecretInErrorsAndLogs(t *testing.T) {
	said := ""
	for _, h := range []http.HandlerFunc{
		func(w http.ResponseWriter, _ *http.Request) { http.Error(w, `{"code":10062}`, 404) },
		func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", 500) },
		func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "{") },
	} {
		c, log := serve(t, h)
		for _, path := range []string{"/interactions/1/interaction-secret/callback", "/webhooks/1/interaction-secret/messages/@original"} {
			var into any
			err := c.Do(within(t, 200*time.Millisecond), rest.Call{Method: "POST", Path: path, Into: &into})
			if err == nil {
				t.Error("no error")
			}
			for e := err; e != nil; e = errors.Unwrap(e) {
				said += fmt.Sprintf("%v %+v %#v\n", e, e, e)
			}
		}
		said += log.String()
	}
	if strings.Contains(said, "secret") || !strings.Contains(said, "/interactions/1/…/callback") {
		t.Errorf("said %s", said)
	}
}
