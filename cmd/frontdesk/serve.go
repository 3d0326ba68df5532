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
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			cfg, err := p.load()
			if err != nil {
				return err
			}
			if len(cfg.Adapters) == 0 {
				return errors.New("no adapter is on; put telegram or discord below adapters: in the configuration, or use frontdesk chat")
			}
			log := p.logger(slog.LevelInfo)
			j, err := openJournal(cfg, log)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, closeJournal(cmd.Context(), j)) }()
			b, base, err := p.open(cfg, j)
			if err != nil {
				return err
			}
			defer base.Close()
			platforms, err := adapters.Open(sections(cfg), cfg.Data, b.Suggest, log)
			if err != nil {
				return err
			}
			if check {
				return p.checkPlatforms(cmd.Context(), platforms)
			}
			return bot.Serve(cmd.Context(), platforms, b.Respond, log)
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "verify tokens and settings, say in plain words what is wrong, and end")
	return cmd
}

func openJournal(cfg config.Config, log *slog.Logger) (*journal.Journal, error) {
	own := []string{cfg.Bot.Clinic.Phone, cfg.Bot.Clinic.EmergencyPhone}
	for _, place := range cfg.Bot.Clinic.Places {
		own = append(own, place.Phone)
	}
	zone, err := time.LoadLocation(cfg.Bot.Clinic.TimeZone)
	if err != nil {
		return nil, fmt.Errorf("clinic.time_zone: %w", err)
	}
	return journal.Open(cfg.Data, journal.Config{Own: own, Key: text.Key, Zone: zone}, log)
}

func closeJournal(ctx context.Context, j *journal.Journal) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeLimit)
	defer cancel()
	return j.Close(ctx)
}

// sections hands the adapters their parts of the configuration.
func sections(cfg config.Config) map[string]adapters.Section {
	out := make(map[string]adapters.Section, len(cfg.Adapters))
	for name, s := range cfg.Adapters {
		out[name] = adapters.Section(s)
	}
	return out
}

// checkPlatforms asks every platform whether it would work.
func (p *program) checkPlatforms(ctx context.Context, platforms []bot.Platform) error {
	var errs []error
	for _, platform := range platforms {
		c, ok := platform.Adapter.(bot.Checker)
		if !ok {
			continue
		}
		findings, err := c.Check(ctx)
		for _, f := range findings {
			fmt.Fprintf(p.out, "%s: %s\n", platform.Name, f)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", platform.Name, err))
		} else if len(findings) == 0 {
			fmt.Fprintf(p.out, "%s: fine\n", platform.Name)
		}
	}
	return errors.Join(errs...)
}
