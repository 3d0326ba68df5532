package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"frontdesk/bot"
	"frontdesk/bot/eval"
	"frontdesk/config"
)

// evalFlags are what eval is told.
type evalFlags struct {
	questions, conversations, predictions, compare string
	json, failures                                 bool
}

func (p *program) eval() *cobra.Command {
	var f evalFlags
	cmd := &cobra.Command{
		Use:   "eval --questions F.csv | --conversations F.jsonl",
		Short: "How well does it answer?",
		Args:  exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if (f.questions == "") == (f.conversations == "") {
				return wrongUsage(cmd, errors.New("eval takes either --questions or --conversations"))
			}
			if f.json && f.failures {
				return wrongUsage(cmd, errors.New("eval prints either --json or --failures"))
			}
			return p.evaluate(cmd.Context(), f)
		},
	}
	cmd.Flags().StringVar(&f.questions, "questions", "", "CSV `file` with the columns question and, where known, entry and kind")
	cmd.Flags().StringVar(&f.conversations, "conversations", "", "JSON-lines `file` of conversations")
	cmd.Flags().StringVar(&f.predictions, "predictions", "", "write one row a question to this CSV `file`")
	cmd.Flags().StringVar(&f.compare, "compare", "", "show which questions change when this knowledge `folder` takes the place of the present one")
	cmd.Flags().BoolVar(&f.json, "json", false, "print the summary as one JSON object")
	cmd.Flags().BoolVar(&f.failures, "failures", false, "print every wrong reply with its text before the summary")
	return cmd
}

func (p *program) evaluate(ctx context.Context, f evalFlags) error {
	talks, err := readTalks(f)
	if err != nil {
		return err
	}
	cfg, err := p.load()
	if err != nil {
		return err
	}
	ps, err := p.predict(ctx, cfg, talks)
	if err != nil {
		return err
	}
	if f.predictions != "" {
		if err := writeFile(f.predictions, func(w io.Writer) error { return eval.WritePredictions(w, ps) }); err != nil {
			return err
		}
	}
	if f.compare != "" {
		cfg.Knowledge = f.compare
		after, err := p.predict(ctx, cfg, talks)
		if err != nil {
			return err
		}
		_, err = eval.Compare(p.out, ps, after)
		return err
	}
	s := eval.Summarise(ps)
	if f.json {
		return json.NewEncoder(p.out).Encode(s)
	}
	if f.failures {
		if err := eval.WriteFailures(p.out, ps); err != nil {
			return err
		}
	}
	return s.Write(p.out)
}

// readTalks reads either file; a question by itself is a conversation of one turn that has no ID.
func readTalks(f evalFlags) ([]eval.Conversation, error) {
	name := f.questions + f.conversations
	file, err := os.Open(name)
	if err != nil {
		return nil, plainPath(err)
	}
	defer file.Close()
	if f.conversations != "" {
		talks, err := eval.ReadConversations(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return talks, nil
	}
	rows, err := eval.ReadQuestions(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	talks := make([]eval.Conversation, len(rows))
	for i, row := range rows {
		talks[i] = eval.Conversation{Turns: []eval.Turn{{Row: row}}}
	}
	return talks, nil
}

// predict lets the bot that cfg describes answer every turn, each conversation by people of its own.
func (p *program) predict(ctx context.Context, cfg config.Config, talks []eval.Conversation) ([]eval.Prediction, error) {
	b, err := p.open(cfg, nil, p.logger(slog.LevelWarn))
	if err != nil {
		return nil, err
	}
	defer b.Close()
	if err := b.Wait(); err != nil {
		return nil, err
	}
	bar := newProgress(p.errs, len(talks))
	defer bar.end()
	var ps []eval.Prediction
	for i, talk := range talks {
		before := map[string]string{} // the last reply to each person
		for n, t := range talk.Turns {
			if err := ctx.Err(); err != nil {
				return nil, errors.New("interrupted")
			}
			pr := predictOne(ctx, b, evalMessage(strconv.Itoa(i), t), t)
			pr.Before, before[t.Speaker] = before[t.Speaker], pr.Text
			if talk.ID != "" {
				pr.Conversation, pr.Group, pr.Turn = talk.ID, talk.Group, n+1
			}
			ps = append(ps, pr)
		}
		bar.step(i + 1)
	}
	return ps, nil
}

// evalMessage is a turn as a platform would hand it over; people and chats are known by the conversation that they are in.
func evalMessage(conversation string, t eval.Turn) bot.Message {
	m := bot.Message{Adapter: "eval", User: conversation, Text: t.Question, Choice: t.Choice, Group: t.InGroup}
	if t.Speaker != "" {
		m.User += "/" + t.Speaker
	}
	if t.Chat != "" || t.InGroup {
		m.Chat = conversation + "/" + t.Chat
	}
	return m
}

func predictOne(ctx context.Context, b *bot.Bot, m bot.Message, t eval.Turn) eval.Prediction {
	ranked, confidence := b.Rank(m.Text)
	start := time.Now()
	r := b.Respond(ctx, m)
	return eval.Prediction{
		Row: t.Row, Check: t.Check, GotKind: string(r.Kind), GotEntries: r.Entries, Text: r.Text, Ranked: ranked, Confidence: confidence,
		Action: string(r.Action), Took: time.Since(start),
	}
}

func writeFile(name string, write func(io.Writer) error) error {
	file, err := os.Create(name)
	if err != nil {
		return plainPath(err)
	}
	return errors.Join(write(file), file.Close())
}

// progress is a bar on a terminal, and nothing elsewhere.
type progress struct {
	out   io.Writer
	total int
	shown int // in percent
}

func newProgress(out io.Writer, total int) *progress {
	if _, _, ok := terminals(out, out); !ok {
		out = io.Discard
	}
	return &progress{out: out, total: total, shown: -1}
}

func (p *progress) step(done int) {
	percent := 100 * done / max(p.total, 1)
	if percent == p.shown {
		return
	}
	p.shown = percent
	fmt.Fprintf(p.out, "\r%s%s %3d %%", strings.Repeat("█", percent/4), strings.Repeat("░", 25-percent/4), percent)
}

// share shows that so many of so many are done, and clears the bar when all are.
func (p *progress) share(done, total int) {
	p.step(p.total * done / max(total, 1))
	if done == total {
		p.end()
		p.shown = -1
	}
}

func (p *progress) end() { fmt.Fprint(p.out, "\r\x1b[K") }
