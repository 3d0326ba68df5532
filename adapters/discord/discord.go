// Package discord carries messages between Discord and the bot.
package discord

import (
	"context"
	"log/slog"

	"frontdesk/bot"
)

// Config is the discord section of the configuration file.
type Config struct {
	Token  string `yaml:"token"`
	APIURL string `yaml:"api_url"`
}

// Defaults returns the settings that hold where the file says nothing.
func Defaults() Config { return Config{} }

// Adapter speaks on Discord.
type Adapter struct {
	cfg     Config
	suggest bot.Suggester
	log     *slog.Logger
}

// New checks cfg and returns the adapter; it does not connect.
func New(cfg Config, suggest bot.Suggester, log *slog.Logger) (*Adapter, error) {
	if cfg.Token == "" {
		return nil, &bot.KeyError{Key: "token", Problem: "is missing"}
	}
	return &Adapter{cfg, suggest, log}, nil
}

// Run implements bot.Adapter.
func (a *Adapter) Run(ctx context.Context, handle bot.Handler) error { <-ctx.Done(); return nil }
