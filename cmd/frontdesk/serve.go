package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/spf13/cobra"

	"frontdesk/adapters"
	"frontdesk/bot"
	"frontdesk/bot/journal"
	"frontdesk/bot/store"
	"frontdesk/config"
	"frontdesk/knowledge/text"
)

// closeLimit is how long the journal may take to write what waits when the program stops.
const closeLimit = 5 * time.Second

func (p *program) serve() *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Run every adapter that the configuration turns on",
		Args:  exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := p.load()
			if err != nil {
				return err
			}
			if len(cfg.Adapters) == 0 {
				return errors.New("no adapter is on; put telegram or discord below adapters: in the configuration, or use frontdesk chat")
			}
			if check {
				return p.checkServe(cmd.Context())
			}
			return p.run(cmd.Context(), cfg)
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "verify tokens and settings, say in plain words what is wrong, and end")
	return cmd
}

// run serves until ctx is done.
func (p *program) run(ctx context.Context, cfg config.Config) (err error) {
	log := p.logger(slog.LevelInfo)
	st, err := openStore(ctx, cfg.Data, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	j, err := openJournal(cfg, st, log)
	if err != nil {
		return err
	}
	defer closeJournal(ctx, j)
	cfg.Bot.Store = st
	b, err := p.open(cfg, j, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	memory := adapters.Memory{Outbox: func(platform string) *bot.Outbox { return bot.NewOutbox(st, platform, log) }}
	if !store.IsDatabase(cfg.Data) {
		memory.Legacy = cfg.Data
	}
	platforms, err := adapters.Open(sections(cfg), memory, b.Suggest, log)
	if err != nil {
		return err
	}
	return b.Serve(ctx, platforms)
}

// openStore opens what must outlive a restart. Where that cannot be written at the moment, the bot answers all the same.
func openStore(ctx context.Context, data string, log *slog.Logger) (*store.Store, error) {
	st, err := store.Open(ctx, data, store.Config{}, log)
	if errors.Is(err, store.ErrUnwritable) {
		log.ErrorContext(ctx, "data_unwritable", "error", err)
		return store.Open(ctx, "", store.Config{}, log)
	}
	return st, err
}

func openJournal(cfg config.Config, st *store.Store, log *slog.Logger) (*journal.Journal, error) {
	own := []string{cfg.Bot.Clinic.Phone, cfg.Bot.Clinic.EmergencyPhone}
	for _, place := range cfg.Bot.Clinic.Places {
		own = append(own, place.Phone)
	}
	zone, err := time.LoadLocation(cfg.Bot.Clinic.TimeZone)
	if err != nil {
		return nil, fmt.Errorf("clinic.time_zone: %w", err)
	}
	return journal.New(st, journal.Config{Own: own, Key: text.Key, Zone: zone}, log), nil
}

func closeJournal(ctx context.Context, j *journal.Journal) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeLimit)
	defer cancel()
	j.Close(ctx)
}

// sections hands the adapters their parts of the configuration.
func sections(cfg config.Config) map[string]adapters.Section {
	out := make(map[string]adapters.Section, len(cfg.Adapters))
	for name, s := range cfg.Adapters {
		out[name] = adapters.Section(s)
	}
	return out
}

// checkServe asks every platform whether it would work. It opens no journal and answers nobody.
func (p *program) checkServe(ctx context.Context) error {
	return p.withBot(func(cfg config.Config, b *bot.Bot) error {
		platforms, err := adapters.Open(sections(cfg), adapters.Memory{}, b.Suggest, p.logger(slog.LevelWarn))
		if err != nil {
			return err
		}
		var errs []error
		for _, platform := range platforms {
			errs = append(errs, p.checkPlatform(ctx, platform))
		}
		return errors.Join(errs...)
	})
}

// checkPlatform prints what is wrong with a platform, or that it is fine.
func (p *program) checkPlatform(ctx context.Context, platform bot.Platform) error {
	c, ok := platform.Adapter.(bot.Checker)
	if !ok {
		return nil
	}
	findings, err := c.Check(ctx)
	for _, f := range findings {
		fmt.Fprintf(p.out, "%s: %s\n", platform.Name, f)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", platform.Name, err)
	}
	if len(findings) == 0 {
		fmt.Fprintf(p.out, "%s: fine\n", platform.Name)
	}
	return nil
}
