package telegram

import (
	"context"
	"log/slog"
	"testing"

	"frontdesk/adapters/adaptertest"
	"frontdesk/adapters/telegram/telegramtest"
	"frontdesk/bot"
	"frontdesk/bot/store"
)

// platform is the adapter beside a fake Bot API server.
type platform struct {
	*telegramtest.Server
	adaptertest.Log
	t *testing.T
}

func (p *platform) Adapter() bot.Adapter { return open(p.t, p.Server, &p.Log, func(*Config) {}) }

// open returns an adapter for a fake server, without limits and with a folder of its own.
func open(t testing.TB, s *telegramtest.Server, log *adaptertest.Log, change func(*Config)) *Adapter {
	t.Helper()
	cfg := Defaults()
	cfg.Token, cfg.APIURL = telegramtest.Token, s.URL
	change(&cfg)
	if cfg.Outbox == nil {
		cfg.Outbox = outbox(t, "", new(adaptertest.Log))
	}
	a, err := New(cfg, nil, slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	if err != nil {
		t.Fatal(err)
	}
	a.pace.free = true
	return a
}

// outbox returns an outbox in a folder, or in memory, that ends with the test.
func outbox(t testing.TB, dir string, log *adaptertest.Log) *bot.Outbox {
	t.Helper()
	logger := slog.New(slog.NewTextHandler(log, nil))
	if dir == "" {
		return bot.NewOutbox(nil, "telegram", logger)
	}
	st, err := store.Open(context.Background(), dir, store.Config{}, logger)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return bot.NewOutbox(st, "telegram", logger)
}

func (p *platform) Fail(f adaptertest.Fault, n int) {
	faults := map[adaptertest.Fault]telegramtest.Fault{
		adaptertest.RateLimited: telegramtest.RateLimited, adaptertest.ServerError: telegramtest.ServerError,
		adaptertest.Cut: telegramtest.Cut, adaptertest.Refused: telegramtest.Refused,
	}
	p.Server.Fail("sendMessage", faults[f], n)
}

func (p *platform) Secrets() []string { return []string{telegramtest.Token, telegramtest.Token[10:]} }

func (p *platform) Limit() int { return maxText }

func (p *platform) Lacks() map[adaptertest.Case]string { return nil }

func TestAdapter(t *testing.T) {
	t.Parallel()
	adaptertest.Run(t, func(t *testing.T) adaptertest.Platform {
		return &platform{Server: telegramtest.New(t), t: t}
	})
}
