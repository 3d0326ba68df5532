// Package adapters is the list of platforms that frontdesk speaks on.
package adapters

import (
	"errors"
	"fmt"
	"log/slog"

	"frontdesk/adapters/discord"
	"frontdesk/adapters/telegram"
	"frontdesk/bot"
)

// Section is one platform's part of the configuration file.
type Section struct {
	Decode func(into any) error    // strict; its errors name file and line
	Where  func(key string) string // "frontdesk.yaml:12" for a key of the section, the section's own line when it is missing
}

// Memory is what adapters keep across a restart.
type Memory struct {
	Outbox func(platform string) *bot.Outbox
	Legacy string // folder in which earlier versions kept it; empty: there is none
}

// Open makes the adapters that sections turn on, in the order of the list below. Open reports every problem at once. Without
// a Memory.Outbox they can be checked, but not run.
func Open(sections map[string]Section, memory Memory, suggest bot.Suggester, log *slog.Logger) ([]bot.Platform, error) {
	if memory.Outbox == nil {
		memory.Outbox = func(string) *bot.Outbox { return nil }
	}
	makers := []struct {
		name string
		open func(Section, *slog.Logger) (bot.Adapter, error)
	}{
		{"telegram", func(s Section, log *slog.Logger) (bot.Adapter, error) {
			cfg := telegram.Defaults()
			if err := s.Decode(&cfg); err != nil {
				return nil, err
			}
			cfg.Outbox, cfg.Legacy = memory.Outbox("telegram"), memory.Legacy
			return telegram.New(cfg, suggest, log)
		}},
		{"discord", func(s Section, log *slog.Logger) (bot.Adapter, error) {
			cfg := discord.Defaults()
			if err := s.Decode(&cfg); err != nil {
				return nil, err
			}
			cfg.Outbox = memory.Outbox("discord")
			return discord.New(cfg, suggest, log)
		}},
	}
	var platforms []bot.Platform
	var errs []error
	for _, m := range makers {
		s, on := sections[m.name]
		if !on {
			continue
		}
		a, err := m.open(s, log.With("adapter", m.name))
		var key *bot.KeyError
		if errors.As(err, &key) {
			err = fmt.Errorf("%s: adapters.%s.%w", s.Where(key.Key), m.name, key)
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		platforms = append(platforms, bot.Platform{Name: m.name, Adapter: a})
	}
	return platforms, errors.Join(errs...)
}
