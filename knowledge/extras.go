package knowledge

import (
	"path"
	"slices"
	"strings"
	"time"

	"frontdesk/knowledge/strict"
	"frontdesk/knowledge/text"
)

// readYAML reads the files beside the entries, and refuses YAML files that mean nothing here.
func (l *loader) readYAML(names []string) {
	readers := map[string]func(strict.File){
		"synonyms.yaml": l.readSynonyms, "cautions.yaml": l.readCautions, "red-flags.yaml": l.readRedFlags,
		"banned.yaml": l.readBanned, "phrases.yaml": l.readPhrases, followUpsFile: l.readFollowUps, turnsFile: l.readTurns,
	}
	for _, n := range names {
		if ext := path.Ext(n); ext != ".yaml" && ext != ".yml" || n == languagesFile {
			continue
		}
		read, known := readers[n]
		if !known {
			l.fault(path.Join(l.name, n), 0, "not a knowledge file; the YAML files are synonyms, cautions, red-flags, follow-ups, banned, phrases, turns and languages.yaml")
			continue
		}
		f, bad := l.open(n)
		if bad != nil {
			l.problems = append(l.problems, bad...)
			continue
		}
		read(f)
	}
	if len(l.files.RedFlags.Flags) > 0 && len(l.files.RedFlags.Topics) == 0 {
		l.files.RedFlags.Topics = shippedTopics()
	}
}

func (l *loader) readSynonyms(f strict.File) {
	var groups [][]strict.String
	l.problems = append(l.problems, f.Decode(&groups)...)
	seen := map[string]bool{}
	for _, g := range groups {
		if len(g) == 1 {
			l.fault(f.Name, g[0].Line, "a group of synonyms needs two words or phrases")
		}
		for _, s := range g {
			key := text.Key(s.Text)
			if key == "" || seen[key] {
				l.fault(f.Name, s.Line, "%q stands in two groups of synonyms, or has no words", s.Text)
			}
			seen[key] = true
		}
		l.files.Synonyms = append(l.files.Synonyms, strict.Texts(g))
	}
}

// cautionFile is one caution as it is written.
type cautionFile struct {
	ID         strict.String   `yaml:"id"`
	Title      string          `yaml:"title"`
	Mentions   []strict.String `yaml:"mentions"`
	Text       string          `yaml:"text"`
	Short      string          `yaml:"short"`
	Sources    []Source        `yaml:"sources"`
	Reviewed   time.Time       `yaml:"reviewed"`
	ReviewedBy string          `yaml:"reviewed-by"`
	ReviewBy   time.Time       `yaml:"review-by"`
}

func (l *loader) readCautions(f strict.File) {
	var cautions []cautionFile
	l.problems = append(l.problems, f.Decode(&cautions)...)
	for _, c := range cautions {
		if c.ID.Text == "" || c.Text == "" || len(c.Mentions) == 0 {
			l.fault(f.Name, c.ID.Line, "a caution needs id, mentions and text")
		}
		l.checkPlaceholders(f.Name, c.ID.Line, c.Text+c.Short)
		for _, m := range c.Mentions {
			if text.Key(m.Text) == "" {
				l.fault(f.Name, m.Line, "the mention %q has no words", m.Text)
			}
		}
		if slices.ContainsFunc(l.files.Cautions, func(o Caution) bool { return o.ID == c.ID.Text }) {
			l.fault(f.Name, c.ID.Line, "the caution %s stands here twice", c.ID.Text)
		}
		l.files.Cautions = append(l.files.Cautions, Caution{
			ID: c.ID.Text, Title: c.Title, Mentions: strict.Texts(c.Mentions), Text: strings.TrimSpace(c.Text), Short: strings.TrimSpace(c.Short),
			Sources: c.Sources, Reviewed: c.Reviewed, ReviewedBy: c.ReviewedBy, ReviewBy: c.ReviewBy, Place: Place{f.Name, c.ID.Line},
		})
	}
}

func (l *loader) readBanned(f strict.File) {
	l.problems = append(l.problems, f.Decode(&l.files.Banned)...)
}
