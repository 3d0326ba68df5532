package bot

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"frontdesk/bot/clinic"
	"frontdesk/bot/journal"
	"frontdesk/bot/store"
	"frontdesk/bot/triage"
	"frontdesk/knowledge"
)

// Config is what an operator may set about the bot itself.
type Config struct {
	Clinic     clinic.Config
	Thresholds Thresholds
	Now        func() time.Time // the clock; nil for time.Now
	Reading    knowledge.Config // how messages are read
	Store      *store.Store     // where conversations are kept; nil: in memory
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
	phrases    knowledge.Phrases          // filled in
	pages      map[string]page            // every entry as it is sent, by ID
	translated map[string]map[string]page // those in other languages, by the code of the language
	groups     []group
	number     string // the emergency number
	sessions   *sessions
	now        func() time.Time

	acts, aspects *phrasebook // what a turn does, the side of a topic it asks about
	emergencies   *wordings   // the topic of an emergency
	classes       classes     // all of these by meaning
	alarms        alarms      // red flags by meaning
	manners       manners
}

// Open makes a bot of knowledge files: it indexes them and reads the red flags side by side. It refuses red flags that do not
// catch their own sentences. A nil journal keeps nothing. Whoever gets the bot closes it.
func Open(cfg Config, files *knowledge.Files, j *journal.Journal, log *slog.Logger) (*Bot, error) {
	reader, err := knowledge.NewReader(files.Synonyms, cfg.Reading)
	if err != nil {
		return nil, err
	}
	b := &Bot{journal: j, log: log}
	if err := b.open(cfg, files, reader); err != nil {
		reader.Close()
		return nil, err
	}
	return b, nil
}

func (b *Bot) open(cfg Config, files *knowledge.Files, reader *knowledge.Reader) error {
	var g errgroup.Group
	g.Go(func() (err error) {
		b.base, err = knowledge.New(files, reader)
		return err
	})
	g.Go(func() (err error) {
		b.triage, err = triage.New(&files.RedFlags)
		return err
	})
	err := g.Wait()
	if err == nil {
		err = b.prepare(cfg)
	}
	if err != nil && b.base != nil {
		err = errors.Join(err, b.base.Close())
	}
	return err
}

// answersToo returns the phrases of turns.yaml with the yes and no of every language.
func answersToo(files *knowledge.Files) map[string][]string {
	acts := maps.Clone(files.Turns.Acts)
	if acts == nil {
		acts = map[string][]string{}
	}
	for _, l := range files.Languages {
		acts[string(yes)] = append(slices.Clip(acts[string(yes)]), l.Yes...)
		acts[string(no)] = append(slices.Clip(acts[string(no)]), l.No...)
	}
	return acts
}

// Wait returns when the meaning of the knowledge is learnt, where it was not known at the start. Until then the bot answers by words
// alone. The error is that of keeping what was learnt.
func (b *Bot) Wait() error { return b.base.Reader().Wait() }

// Close frees the index. The bot must not be asked afterwards.
func (b *Bot) Close() error {
	b.base.Reader().Close()
	return b.base.Close()
}

// prepare fills in what follows from the base and the configuration.
func (b *Bot) prepare(cfg Config) error {
	c, err := clinic.New(cfg.Clinic)
	if err != nil {
		return fmt.Errorf("clinic: %w", err)
	}
	files := b.base.Files()
	b.clinic, b.thresholds, b.sessions = c, cfg.Thresholds, newSessions(cfg.Store, b.log)
	b.cautions, b.advice = triage.NewCautions(files.Cautions), triage.NewAdvice()
	b.number = c.Fill("{{clinic.emergency}}")
	b.now = cfg.Now
	if b.now == nil {
		b.now = time.Now
	}
	acts := answersToo(files)
	b.acts, b.aspects = newPhrasebook(acts), newPhrasebook(files.Turns.Aspects)
	asked := files.RedFlags.AskedTopics()
	asked[withdrawnTopic] = append(asked[withdrawnTopic], files.Turns.Acts[string(withdraw)]...)
	b.emergencies = newWordings(asked)
	b.classes = newClasses(b.base.Reader(), files, acts, asked)
	b.alarms = newAlarms(b.base.Reader(), &files.RedFlags)
	b.manners = manners{newPhrasebook(files.Turns.Courtesy)}
	b.phrases = fillPhrases(files.Phrases, c)
	b.pages, b.groups = makePages(b.base, c, b.phrases), makeGroups(files.Entries, b.phrases.Groups)
	b.translated = translatedPages(b.pages, c, files.Translations)
	return nil
}

// Explain tells what decided the search for a question by itself.
func (b *Bot) Explain(question string) knowledge.Explanation {
	return b.base.Explain(knowledge.Query{Text: question})
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
