// Package knowledge loads the files that a clinic's staff write and finds the entries that answer a question. It is the
// only package that knows bleve.
package knowledge

import (
	"hash"
	"slices"
	"strconv"
	"time"
)

// Kind says what an entry is for.
type Kind string

// The kinds of entry. The first four are written in front matter; articles and their sections come from articles/.
const (
	FAQ       Kind = "faq"
	SmallTalk Kind = "smalltalk"
	Handoff   Kind = "handoff"
	Decline   Kind = "decline" // says what the clinic's bot does not do; counts as no answer
	Article   Kind = "article" // an article's introduction
	Section   Kind = "section" // one ## section of an article, with the ID article#section
)

// Entry is one answer and the ways people ask for it.
type Entry struct {
	ID         string
	Kind       Kind
	Group      string   // the folder below faq/ it was read from; empty outside
	Title      string   // the question in its usual words
	Questions  []string // other ways to ask it
	Keywords   []string // single words which alone mean this entry
	Related    []string // IDs of entries offered as follow-ups
	Cautions   []string // IDs of cautions whose text goes before the answer when they apply
	Reviewed   time.Time
	ReviewedBy string
	ReviewBy   time.Time // zero when the entry does not expire
	Sources    []Source
	Answer     string // CommonMark, with {{clinic.…}} placeholders; its first paragraph answers the title
	FollowUps  []FollowUp
	Sections   []string // of an article: the IDs of its sections, in order
	Article    string   // of a section: the ID of its article
	Place      Place    // where it was read
	AnswerLine int      // the line of that file at which Answer begins
}

// Source is where an answer's facts come from. URL may be empty; otherwise it is http or https.
type Source struct {
	Title string `yaml:"title"`
	URL   string `yaml:"url"`
}

// FollowUp is one ## section of an FAQ entry: what people ask next about its topic, and the part that answers it.
type FollowUp struct {
	Ask  string // the heading: a short question in people's words
	Text string // CommonMark, with {{clinic.…}} placeholders
	Line int    // of the heading in the entry's file
}

// Words returns what a person may read of it: the text without its comments.
func (f FollowUp) Words() string { return uncommented(f.Text) }

// Again is the heading of a follow-up that nobody asks for: another wording of the whole answer, for the second time.
const Again = "again"

// Place is a position in a knowledge file. Line counts from 1; 0 means the whole file.
type Place struct {
	File string
	Line int
}

// String returns "file:line", or the file alone when the whole file is meant.
func (p Place) String() string {
	if p.Line == 0 {
		return p.File
	}
	return p.File + ":" + strconv.Itoa(p.Line)
}

// Caution is advice that goes before answers once a person has mentioned that it concerns them.
type Caution struct {
	ID         string    `yaml:"id"`
	Title      string    `yaml:"title"`
	Mentions   []string  `yaml:"mentions"` // phrases, as consecutive words, by which people say that it applies
	Text       string    `yaml:"text"`     // CommonMark
	Short      string    `yaml:"short"`    // CommonMark, one line: what goes before further answers once Text was said; empty for Text again
	Sources    []Source  `yaml:"sources"`
	Reviewed   time.Time `yaml:"-"`
	ReviewedBy string    `yaml:"reviewed-by"`
	ReviewBy   time.Time `yaml:"-"`
	Place      Place     `yaml:"-"`
}

// Action is what a red flag asks of the person who shows it.
type Action string

// The actions, from the most to the least urgent.
const (
	Emergency Action = "emergency" // call an ambulance or go to an emergency department now
	Crisis    Action = "crisis"    // thoughts of suicide or self-harm
	SameDay   Action = "same-day"  // see a doctor today
	Soon      Action = "soon"      // see a doctor within days
)

// Within is how soon help must come when a red flag shows.
type Within string

// The times, from the shortest on.
const (
	Minutes Within = "minutes"
	Hours   Within = "hours"
	Day     Within = "day"
	Days    Within = "days"
)

// RedFlag is a set of signs that need more than an answer, with the sentences that prove what it catches.
type RedFlag struct {
	ID      string
	Title   string
	Action  Action
	Advice  string // CommonMark, with {{clinic.…}} placeholders
	Ask     string // the one safety question, asked when in doubt
	Within  Within
	Signs   []Line // in the notation of package bot/triage
	Must    []Line // sentences that must trigger it
	MustNot []Line // sentences that must not
	Place   Place

	FollowUps  map[string][]string // by topic: what goes before the texts for all flags; see RedFlags.FollowUp
	Sources    []Source
	Reviewed   time.Time
	ReviewedBy string
	ReviewBy   time.Time // zero when the texts do not expire
}

// Outranks reports whether this flag, found while another one is open, takes its place: when it is another one and needs help
// at least as soon.
func (f *RedFlag) Outranks(open *RedFlag) bool {
	return f.ID != open.ID && slices.Index(withins, f.Within) <= slices.Index(withins, open.Within)
}

// RedFlags is what red-flags.yaml holds.
type RedFlags struct {
	Lists    []WordList // named alternatives that signs use
	Remember []Line     // names of the lists that stay true for a conversation once they were mentioned
	Flags    []RedFlag
	Topics   []Topic // of an open emergency, in the order of follow-ups.yaml
	entries  []*Entry
	folder   location
}

// NoFlag is the key of what people write who have no red flag.
const NoFlag = "none"

// Sentences returns what red-flag-examples.csv holds: by the ID of a red flag, what a patient with it might write, and by NoFlag
// what looks like it and is not. Like Files.Examples it is read anew each time, as nothing needs it once its lesson is learnt.
func (r *RedFlags) Sentences() map[string][]Line {
	rows, _ := r.folder.rows(sentencesFile, sentencesHeader)
	out := map[string][]Line{}
	for _, row := range rows {
		out[row.first] = append(out[row.first], Line{row.second, Place{row.file, row.line}})
	}
	return out
}

// Questions returns the questions and titles of all entries, which people ask who have no red flag.
func (r *RedFlags) Questions() []Line {
	var out []Line
	for _, e := range r.entries {
		for _, q := range append(slices.Clone(e.Questions), e.Title) {
			out = append(out, Line{q, e.Place})
		}
	}
	return out
}

// Asked returns more of the same: what examples.csv holds.
func (r *RedFlags) Asked() []Line {
	examples, name, _ := r.folder.examples()
	lines := make([]Line, len(examples))
	for i, e := range examples {
		lines[i] = Line{e.Text, Place{name, e.Line}}
	}
	return lines
}

// HashExamples writes examples.csv and red-flag-examples.csv to h as they are, which tells whether Asked and Sentences would
// return the same as before.
func (r *RedFlags) HashExamples(h hash.Hash) {
	r.folder.hash(h, examplesFile)
	r.folder.hash(h, sentencesFile)
}

// WordList is alternatives with a name in capitals.
type WordList struct {
	Name  string
	Words []Line // in the notation of package bot/triage
	Place Place
}

// Line is one text of a knowledge file and where it stands.
type Line struct {
	Text  string
	Place Place
}
