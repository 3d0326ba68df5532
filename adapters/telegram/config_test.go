package telegram

import (
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdesk/adapters/telegram/telegramtest"
	"frontdesk/bot"
)

func TestWrongSettingsAreNamed(t *testing.T) {
	hooked := func(change func(*Webhook)) func(*Config) {
		return func(c *Config) {
			c.Mode = webhook
			c.Webhook = Webhook{Listen: "127.0.0.1:8080", URL: "https://bot.example.org/telegram", Secret: "abc"}
			change(&c.Webhook)
		}
	}
	tests := []struct {
		name, key string
		change    func(*Config)
	}{
		{"no token", "token", func(c *Config) { c.Token = "" }},
		{"a token with a line break", "token", func(c *Config) { c.Token += "\n" }},
		{"a token with a path", "token", func(c *Config) { c.Token = "1:a/../b" }},
		{"api_url without a host", "api_url", func(c *Config) { c.APIURL = "localhost" }},
		{"api_url of another kind", "api_url", func(c *Config) { c.APIURL = "ftp://example.org" }},
		{"an unknown mode", "mode", func(c *Config) { c.Mode = "pulling" }},
		{"nowhere to listen", "webhook.listen", hooked(func(w *Webhook) { w.Listen = "" })},
		{"no webhook address", "webhook.url", hooked(func(w *Webhook) { w.URL = "" })},
		{"a webhook without TLS", "webhook.url", hooked(func(w *Webhook) { w.URL = "http://bot.example.org/telegram" })},
		{"a webhook on another port", "webhook.url", hooked(func(w *Webhook) { w.URL = "https://bot.example.org:9999/telegram" })},
		{"a secret with spaces", "webhook.secret", hooked(func(w *Webhook) { w.Secret = "a b" })},
		{"the token as secret", "webhook.secret", func(c *Config) {
			hooked(func(w *Webhook) { w.Secret = "tok" })(c)
			c.Token = "tok"
		}},
		{"a long description", "texts", func(c *Config) { c.Texts = map[string]Texts{"de": {Description: strings.Repeat("x", 513)}} }},
		{"a command that the bot lacks", "texts", func(c *Config) {
			c.Texts = map[string]Texts{"de": {Commands: map[string]string{"dance": "x"}}}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cfg := Defaults()
			cfg.Token = telegramtest.Token
			tt.change(&cfg)
			_, err := New(cfg, nil, slog.New(slog.DiscardHandler))
			var wrong *bot.KeyError
			if !errors.As(err, &wrong) || wrong.Key != tt.key || strings.Contains(err.Error(), telegramtest.Token) {
				t.Errorf("New returns %v, want an error about %s", err, tt.key)
			}
		})
	}
}

func TestGoodSettings(t *testing.T) {
	for name, change := range map[string]func(*Config){
		"defaults":            func(*Config) {},
		"nothing but a token": func(c *Config) { *c = Config{Token: c.Token} },
		"a server of one's own": func(c *Config) {
			c.APIURL, c.Mode = "http://localhost:8081/", webhook
			c.Webhook = Webhook{Listen: ":1", URL: "http://10.0.0.1:5555/x"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := Defaults()
			cfg.Token = telegramtest.Token
			change(&cfg)
			a, err := New(cfg, nil, slog.New(slog.DiscardHandler))
			if err != nil {
				t.Fatal(err)
			}
			if a.cfg.Texts[english].TextOnly == "" || a.Ready() == nil {
				t.Errorf("%+v", a.cfg.Texts)
			}
		})
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	good := []string{
		"the token is good: this is @frontdesk_bot",
		"privacy mode is on: in groups the bot sees commands, replies to its messages and mentions, which is all it needs",
	}
	tests := []struct {
		name   string
		set    func(*telegramtest.Server)
		change func(*Config)
		want   []string
		err    string
	}{
		{name: "all is well", want: good},
		{
			name: "a webhook in the way", set: func(s *telegramtest.Server) { s.SetWebhook("https://old.example.org/hidden") },
			want: append(good[:2:2], "a webhook is set at old.example.org: serve will remove it in order to poll; is another instance meant to run there?"),
		},
		{
			name: "waiting updates", set: func(s *telegramtest.Server) { s.Push(telegramtest.Object{"message": telegramtest.Text(ann, "hi")}) },
			want: append(good[:2:2], "1 updates are waiting to be answered"),
		},
		{
			name: "a server that knows no webhooks", set: func(s *telegramtest.Server) { s.Fail("getWebhookInfo", telegramtest.NoMethod, 1) },
			want: append(good[:2:2], "the webhook could not be checked: getWebhookInfo: 404 Not Found: method not found"),
		},
		{name: "a refused token", change: func(c *Config) { c.Token = "123456789:wrong" }, err: "refuses the token"},
		{name: "a server that is down", set: func(s *telegramtest.Server) { s.Fail("getMe", telegramtest.Cut, 1) }, err: "api_url"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := telegramtest.New(t)
			if tt.set != nil {
				tt.set(s)
			}
			change := unchanged
			if tt.change != nil {
				change = tt.change
			}
			p := &platform{Server: s, t: t}
			got, err := open(t, s, &p.Log, change).Check(t.Context())
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if tt.err == "" && err != nil || tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err) || strings.Contains(err.Error(), "wrong")) {
				t.Errorf("Check returns %v", err)
			}
		})
	}
}

func TestChecksOfSettings(t *testing.T) {
	got := self{Name: "x", ReadsAll: true}.findings()
	if len(got) != 3 || !strings.Contains(got[1], "/setprivacy") || !strings.Contains(got[2], "/setinline") {
		t.Errorf("%q", got)
	}
	got = webhookState{URL: "https://a.example.org", LastError: "Connection refused"}.findings(webhook, "https://b.example.org")
	if len(got) != 2 || !strings.Contains(got[0], "another webhook") || !strings.Contains(got[1], "Connection refused") {
		t.Errorf("%q", got)
	}
}
