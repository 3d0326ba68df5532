package telegram

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdesk/adapters/adaptertest"
	"frontdesk/adapters/telegram/telegramtest"
)

// hook is an adapter in webhook mode.
type hook struct {
	*stage
	address, secret string
}

func playHook(t *testing.T, server *telegramtest.Server, change func(*Config)) *hook {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	if err := free.Close(); err != nil {
		t.Fatal(err)
	}
	s := play(t, server, echo, func(c *Config) {
		c.Mode = webhook
		c.Webhook = Webhook{Listen: address, URL: "https://bot.example.org/telegram", Secret: "s3cret-of-the-hook"}
		change(c)
	})
	s.calls("setWebhook", 1)
	_, secret := server.Webhook()
	return &hook{s, "http://" + address + "/telegram", secret}
}

// post posts to the webhook as Telegram does, and returns the status.
func (h *hook) post(secret, body string) int {
	h.Helper()
	req, err := http.NewRequest(http.MethodPost, h.address, strings.NewReader(body))
	if err != nil {
		h.Fatal(err)
	}
	req.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		h.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil {
		h.Error(err)
	}
	return resp.StatusCode
}

func hookUpdate(n int, text string) string {
	return real(fmt.Sprintf(`{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"text":%q}}`, n, text))
}

func TestWebhook(t *testing.T) {
	t.Parallel()
	h := playHook(t, telegramtest.New(t), unchanged)
	call := h.calls("setWebhook", 1)[0]
	if diff := cmp.Diff(map[string]string{
		"url": "https://bot.example.org/telegram", "secret_token": "s3cret-of-the-hook", "drop_pending_updates": "false",
		"allowed_updates": `["message","callback_query","inline_query","my_chat_member"]`,
	}, call.Params); diff != "" {
		t.Errorf("setWebhook (-want +got):\n%s", diff)
	}
	for _, tt := range []struct {
		name, secret, body string
		want               int
	}{
		{"an update", h.secret, hookUpdate(1, "one"), 200},
		{"the same again", h.secret, hookUpdate(1, "one"), 200},
		{"another", h.secret, hookUpdate(2, "two"), 200},
		{"no secret", "", hookUpdate(3, "three"), 401},
		{"a wrong secret", h.secret + "x", hookUpdate(3, "three"), 401},
		{"no JSON", h.secret, "{{{", 200},
		{"nothing", h.secret, "", 200},
		{"an update of the wrong form", h.secret, `{"update_id":9,"message":{"text":[]}}`, 200},
		{"too much", h.secret, strings.Repeat("x", maxUpdate+1), 413},
	} {
		if got := h.post(tt.secret, tt.body); got != tt.want {
			t.Errorf("%s: status %d, want %d", tt.name, got, tt.want)
		}
	}
	if diff := cmp.Diff([]string{"one", "two"}, h.shows(id(ann), 2)); diff != "" {
		t.Errorf("shown (-want +got):\n%s", diff)
	}
	if err := h.adapter.Ready(); err != nil {
		t.Error(err)
	}
	if err := h.stop(); err != nil {
		t.Error(err)
	}
}

func TestAWebhookUpdateOutlivesTheProgram(t *testing.T) {
	t.Parallel()
	server := telegramtest.New(t)
	server.Fault = func(c telegramtest.Call) telegramtest.Fault {
		if c.Method == "sendMessage" {
			return telegramtest.ServerError
		}
		return telegramtest.None
	}
	kept := outbox(t, t.TempDir(), new(adaptertest.Log))
	h := playHook(t, server, func(c *Config) { c.Outbox = kept })
	h.adapter.drain = 10 * time.Millisecond
	if got := h.post(h.secret, hookUpdate(1, "one")); got != 200 {
		t.Errorf("status %d", got)
	}
	if err := h.stop(); err != nil {
		t.Error(err)
	}
	server = telegramtest.New(t)
	again := playHook(t, server, func(c *Config) { c.Outbox = kept })
	again.shows(id(ann), 1)
	wait(again.stage, func() bool { return len(kept.Waiting(t.Context())) == 0 })
}

func TestASecretIsMadeWhereThereIsNone(t *testing.T) {
	t.Parallel()
	h := playHook(t, telegramtest.New(t), func(c *Config) { c.Webhook.Secret = "" })
	if !secretForm.MatchString(h.secret) || len(h.secret) < 20 {
		t.Errorf("secret %q", h.secret)
	}
	if got := h.post("", hookUpdate(1, "one")); got != 401 {
		t.Errorf("status %d without the secret", got)
	}
}

func TestAWebhookAddressInUse(t *testing.T) {
	t.Parallel()
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = busy.Close() }()
	s := play(t, telegramtest.New(t), echo, func(c *Config) {
		c.Mode, c.Webhook = webhook, Webhook{Listen: busy.Addr().String(), URL: "https://bot.example.org/telegram"}
	})
	if err := s.await(); err == nil || !strings.Contains(err.Error(), "webhook.listen") {
		t.Errorf("Run ended with %v", err)
	}
}
