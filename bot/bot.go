package bot

import (
	"fmt"
	"log/slog"

	"frontdesk/bot/clinic"
	"frontdesk/bot/journal"
	"frontdesk/bot/triage"
	"frontdesk/knowledge"
)

// Config is what an operator may set about the bot itself.
type Config struct {
	Clinic     clinic.Config
	Thresholds Thresholds
}

// Bot answers messages. Its methods are safe for concurrent use.
type Bot struct {
	log        *slog.Logger
	clinic     *clinic.Clinic
	base       *knowledge.Base
	triage     *triage.Triage
	cautions   *triage.Cautions
	advice     *triage.Advice
	journal    *journal.Journal // nil where nothing is kept
	thresholds Thresholds
	phrases    knowledge.Phrases // filled in
	pages      map[string]page   // every entry as it is sent, by ID
	groups     []group
	sessions   *sessions
}

// New makes a bot of its parts. It refuses red flags that do not catch their own sentences. A nil journal keeps nothing.
func New(cfg Config, base *knowledge.Base, j *journal.Journal, log *slog.Logger) (*Bot, error) {
	c, err := clinic.New(cfg.Clinic)
	if err != nil {
		return nil, fmt.Errorf("clinic: %w", err)
	}
	files := base.Files()
	t, err := triage.New(&files.RedFlags)
	if err != nil {
		return nil, err
	}
	phrases := fillPhrases(files.Phrases, c)
	return &Bot{
		log: log, clinic: c, base: base, triage: t, cautions: triage.NewCautions(files.Cautions), advice: triage.NewAdvice(), journal: j,
		thresholds: cfg.Thresholds, phrases: phrases, pages: makePages(base, c, phrases), groups: makeGroups(files.Entries, phrases.Groups), sessions: newSessions(),
	}, nil
}

// Rank returns the IDs of at most five entries that a question by itself finds, best first, and the confidence of the first,
// whatever would be decided. Entries that decline are left out.
func (b *Bot) Rank(question string) (ids []string, confidence float64) {
	for _, h := range b.base.Search(knowledge.Query{Text: question}).Hits {
		if h.Kind == knowledge.Decline || len(ids) == 5 {
			continue
		}
		if len(ids) == 0 {
			confidence = h.Confidence
		}
		ids = append(ids, h.ID)
	}
	return ids, confidence
}

// Suggest implements Suggester.
func (b *Bot) Suggest(typed string, n int) []Suggestion {
	var out []Suggestion
	for _, id := range b.base.Suggest(typed, n) {
		p := b.pages[id]
		out = append(out, Suggestion{Entry: id, Title: p.entry.Title, Text: p.text})
	}
	return out
}
