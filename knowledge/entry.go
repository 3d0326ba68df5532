// Package knowledge loads the files that a clinic's staff write and finds the entries that answer a question. It is the
// only package that knows bleve.
package knowledge

import (
	"hash"
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
	Answer     string   // CommonMark, with {{clinic.…}} placeholders
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

// RedFlag is a set of signs that need more than an answer, with the sentences that prove what it catches.
type RedFlag struct {
	ID      string
	Title   string
	Action  Action
	Advice  string // CommonMark, with {{clinic.…}} placeholders
	Ask     string // the one safety question, asked when in doubt
	Signs   []Line // in the notation of package bot/triage
	Must    []Line // sentences that must trigger it
	MustNot []Line // sentences that must not
	Like    []Line // what a patient with it might write, from red-flag-examples.csv; may be empty
	Place   Place
}

// RedFlags is what red-flags.yaml holds.
type RedFlags struct {
	Lists    []WordList // named alternatives that signs use
	Remember []Line     // names of the lists that stay true for a conversation once they were mentioned
	Flags    []RedFlag
	Ordinary []Line   // what people write who have none of them: the examples under "none", and the entries' questions
	asked    location // where examples.csv is
}

// Asked returns more of what people write who have none of them: what examples.csv holds. Like Files.Examples it is read anew
// each time.
func (r *RedFlags) Asked() []Line {
	examples, name, _ := r.asked.examples()
	lines := make([]Line, len(examples))
	for i, e := range examples {
		lines[i] = Line{e.Text, Place{name, e.Line}}
	}
	return lines
}

// HashAsked writes examples.csv to h as it is, which tells whether Asked would return the same as before.
func (r *RedFlags) HashAsked(h hash.Hash) { r.asked.hash(h) }

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
