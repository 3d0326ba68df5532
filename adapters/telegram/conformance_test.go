package telegram

import (
	"log/slog"
	"testing"

	"frontdesk/adapters/adaptertest"
	"frontdesk/adapters/telegram/telegramtest"
	"frontdesk/bot"
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
	cfg.Token, cfg.APIURL, cfg.Data = telegramtest.Token, s.URL, t.TempDir()
	change(&cfg)
	a, err := New(cfg, nil, slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	if err != nil {
		t.Fatal(err)
	}
	a.pace.free = true
	return a
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
