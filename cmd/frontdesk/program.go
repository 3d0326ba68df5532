package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"frontdesk/bot"
	"frontdesk/bot/journal"
	"frontdesk/config"
	"frontdesk/knowledge"
	"frontdesk/knowledge/encoder"
)

// program is what all commands share: the streams and the two flags.
type program struct {
	in         io.Reader
	out, errs  io.Writer
	configFile string
	folder     string
}

// command returns the command line with everything below it.
func (p *program) command() *cobra.Command {
	root := &cobra.Command{
		Use:   "frontdesk",
		Short: "A clinic's front desk on chat",
		Long: "Frontdesk answers patients' questions from files that the clinic's staff write and review,\n" +
			"on Telegram, on Discord and in the terminal. It sends people to emergency care when that is\n" +
			"what it takes, and says so when it does not know.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(wrongUsage)
	root.PersistentFlags().StringVar(&p.configFile, "config", "", "configuration `file` (default frontdesk.yaml if it is there)")
	root.PersistentFlags().StringVar(&p.folder, "knowledge", "", "knowledge `folder` (default: what the configuration says, else the one inside the program)")
	root.AddCommand(p.chat(), p.ask(), p.check(), p.eval(), p.flags(), p.initialise(), p.serve(), p.report(), p.version())
	root.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return wrongUsage(cmd, fmt.Errorf("there is no command %q", args[0]))
		}
		return nil
	}
	return root
}

// load reads the configuration; the --knowledge flag wins over what it says.
func (p *program) load() (config.Config, error) {
	cfg, err := config.Find(p.configFile)
	if err == nil && p.folder != "" {
		cfg.Knowledge = p.folder
	}
	return cfg, err
}

// source returns the knowledge folder to read and its name in problems.
func source(cfg config.Config) (fs.FS, string) {
	if cfg.Knowledge == "" {
		return knowledge.Content(), "content"
	}
	return os.DirFS(cfg.Knowledge), cfg.Knowledge
}

// open makes the bot that a configuration describes. Whoever gets it closes it.
func (p *program) open(cfg config.Config, j *journal.Journal, log *slog.Logger) (*bot.Bot, error) {
	debug.SetGCPercent(gcOpening)
	fsys, name := source(cfg)
	files, err := knowledge.Load(fsys, name)
	if err != nil {
		return nil, err
	}
	if cfg.Bot.Reading, err = p.reading(cfg); err != nil {
		return nil, err
	}
	b, err := bot.Open(cfg.Bot, files, j, log)
	if err != nil {
		return nil, err
	}
	time.AfterFunc(time.Second, tidy)
	return b, nil
}

// reading is how messages are read: with the encoder unless the configuration turns it off. What it learns from a folder is kept in
// the folder for what must outlive a restart, if a configuration names that or it is there.
func (p *program) reading(cfg config.Config) (knowledge.Config, error) {
	if cfg.WordsOnly {
		return knowledge.Config{}, nil
	}
	e, err := encoder.Open()
	r := knowledge.Config{Encoder: e, Progress: newProgress(p.errs, 100).share}
	if _, missing := os.Stat(cfg.Data); cfg.File != "" || missing == nil {
		r.Data = cfg.Data
	}
	return r, err
}

// By how many hundredths the heap may grow between two collections: while the bot is opened, when more of them take a quarter of
// the time, and from then on, when a message leaves so little behind that they stay rare.
const (
	gcOpening = 200
	gcServing = 10
)

// tidy gives back to the system what opening the bot needed, which is more than the bot itself. What lies in pools outlives
// the first collection.
func tidy() {
	debug.SetGCPercent(gcServing)
	runtime.GC()
	runtime.GC()
	debug.FreeOSMemory()
}

// withBot opens the bot of the present configuration for a command that keeps no journal, and closes it afterwards.
func (p *program) withBot(do func(config.Config, *bot.Bot) error) error {
	cfg, err := p.load()
	if err != nil {
		return err
	}
	b, err := p.open(cfg, nil, p.logger(slog.LevelWarn))
	if err != nil {
		return err
	}
	return errors.Join(do(cfg, b), b.Close())
}

func (p *program) logger(level slog.Level) *slog.Logger {
	return slog.New(slog.NewTextHandler(p.errs, &slog.HandlerOptions{Level: level}))
}
