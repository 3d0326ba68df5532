// Package triage reads every message before anything else does and finds the red flags in it: signs that somebody needs a
// doctor, an ambulance or a crisis line and not an answer.
//
// What the signs are stands in red-flags.yaml, in a notation that a clinician can read (see grammar.parse). How a sign is
// meant, whether it is here and now or absent, asked about in general, feared, long past or somebody else's old story, is
// read from the words around it (see reading). In doubt the finding is Ask, and the bot asks one safety question.
package triage

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"frontdesk/knowledge"
	"frontdesk/knowledge/strict"
)

// Level says how sure a finding is.
type Level int

// The levels, from the least to the most sure.
const (
	None   Level = iota // no red flag
	Ask                 // perhaps: ask the flag's safety question
	Urgent              // here and now: give the flag's advice
)

func (l Level) String() string { return [...]string{"none", "ask", "urgent"}[l] }

// Finding is what triage saw in one message.
type Finding struct {
	Level Level
	Flag  *knowledge.RedFlag // the most urgent flag, and among equals the most specific; nil for None
	Sign  string             // the sign that matched, as red-flags.yaml has it
	Gone  bool               // told as passed: "it has gone now"; in an emergency no reason to ask, but to be checked
	Words []string           // the words of the message that matched, for explaining
	Heard []string           // what to pass to the next Look of this conversation; owned by the caller
}

// Triage finds red flags. It is safe for concurrent use.
type Triage struct {
	words    *lexicon
	cues     [cues]concept
	signs    []sign
	starts   rows[int32] // by concept: the signs that are looked at when it is seen
	named    []bool      // by concept, whether it is a list or a cue
	remember []remembered
	net      *net // nil when red-flag-examples.csv is absent
	scratch  sync.Pool
}

// A sign is a compiled rule.
type sign struct {
	flag   *knowledge.RedFlag
	line   knowledge.Line
	parts  []part
	unless concept // -1 when there is none
	ask    bool
}

type part struct {
	terms []concept
	gap   int32
	heard string // the remembered list that this part is satisfied by when the conversation had it before
}

// A remembered list stays true for the rest of a conversation once it was mentioned.
type remembered struct {
	name    string
	mention concept
}

// New compiles the signs and tries every sentence of the file; those of the shipped file were tried by the tests. The error is strict.Problems, all of them at once: a sign that
// cannot be read, a must sentence that does not trigger its flag, a must-not sentence that does.
func New(flags *knowledge.RedFlags) (*Triage, error) {
	t, problems := compile(flags)
	if len(problems) == 0 {
		of := fingerprintOf(flags)
		t.net = newNet(t, flags, of)
		if !vouched(of) {
			problems = t.contract(flags.Flags)
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return t, nil
}

// compile reads all signs; a problem with one does not hide those of the next.
func compile(flags *knowledge.RedFlags) (*Triage, strict.Problems) {
	c := newCompiler(flags.Lists)
	for i := range flags.Flags {
		for _, line := range flags.Flags[i].Signs {
			c.sign(&flags.Flags[i], line)
		}
	}
	for _, name := range flags.Remember {
		c.remember(name)
	}
	for _, line := range flags.Sentences()[knowledge.NoFlag] {
		c.words.meet(line.Text)
	}
	for _, line := range flags.Questions() {
		c.words.meet(line.Text)
	}
	return c.finish(), c.problems
}

// finish ends the building. It notes for every concept the signs to look at when it is seen: those that need it and no rarer one.
func (c *compiler) finish() *Triage {
	t := c.Triage
	t.words = c.words.lexicon()
	uses := make([]int, t.words.concepts)
	for _, s := range t.signs {
		s.each(func(c concept) { uses[c]++ })
	}
	starts := make([][]int32, len(uses))
	for i, s := range t.signs {
		rarest := concept(-1)
		s.each(func(c concept) {
			if rarest < 0 || uses[c] < uses[rarest] {
				rarest = c
			}
		})
		starts[rarest] = append(starts[rarest], int32(i))
	}
	t.starts = pack(starts)
	t.named = make([]bool, len(uses))
	for name, k := range c.words.concepts {
		t.named[k] = c.named[name] || t.isCue(k)
	}
	t.scratch.New = func() any { return new(reading) }
	return t
}

// each calls f with every concept that must be in the message itself.
func (s *sign) each(f func(concept)) {
	for _, p := range s.parts {
		if p.heard != "" {
			continue
		}
		for _, c := range p.terms {
			f(c)
		}
	}
}

// Look reads one message. heard is what the finding of the conversation's previous message held, nil at the beginning.
func (t *Triage) Look(message string, heard []string) Finding {
	r := t.scratch.Get().(*reading)
	defer t.scratch.Put(r)
	r.begin(t, message, heard)
	best := t.best(r, nil)
	if best.Level < Urgent && t.net != nil {
		best = t.net.catch(r, best)
	}
	best.Heard = r.remembered(heard)
	return best
}

// rules looks with the signs alone in a message that begins a conversation.
func (t *Triage) rules(message string) Finding {
	r := t.scratch.Get().(*reading)
	defer t.scratch.Put(r)
	r.begin(t, message, nil)
	return t.best(r, nil)
}

// find looks for one flag in a message that begins a conversation.
func (t *Triage) find(message string, flag *knowledge.RedFlag) Finding {
	r := t.scratch.Get().(*reading)
	defer t.scratch.Put(r)
	r.begin(t, message, nil)
	return t.best(r, flag)
}

// best returns the most urgent finding, of one flag only unless it is nil.
func (t *Triage) best(r *reading, only *knowledge.RedFlag) Finding {
	var best Finding
	var size int
	for _, c := range r.seen {
		for _, i := range t.starts.of(int32(c)) {
			s := &t.signs[i]
			if only != nil && s.flag != only {
				continue
			}
			level, m := r.look(s)
			if level == None || !better(level, s.flag.Action, m.size, best, size) {
				continue
			}
			best, size = Finding{Level: level, Flag: s.flag, Sign: s.line.Text, Gone: m.gone, Words: r.wordsOf(m)}, m.size
		}
	}
	return best
}

// better reports whether a finding outranks the best so far: by level, by action, by how many words it explains.
func better(level Level, action knowledge.Action, size int, best Finding, bestSize int) bool {
	switch {
	case level != best.Level:
		return level > best.Level
	case best.Flag == nil:
		return true
	case action != best.Flag.Action:
		return rank(action) < rank(best.Flag.Action)
	}
	return size > bestSize
}

var actions = []knowledge.Action{knowledge.Emergency, knowledge.Crisis, knowledge.SameDay, knowledge.Soon}

// isCue reports whether a concept is a cue and not a sign's. The cues are the first concepts of the lexicon.
func (t *Triage) isCue(c concept) bool { return c < concept(cues) }

// rank orders the actions, the most urgent first.
func rank(a knowledge.Action) int { return slices.Index(actions, a) }

// contract tries every must and must-not sentence. A must sentence is fulfilled when its flag is found for sure and nothing
// less urgent is sent; a must-not sentence when its flag is not sure, whether it is asked about or not.
func (t *Triage) contract(flags []knowledge.RedFlag) strict.Problems {
	var problems strict.Problems
	for i := range flags {
		f := &flags[i]
		for _, line := range f.Must {
			sent, own := t.Look(line.Text, nil), t.find(line.Text, f)
			if own.Level != Urgent || sent.Level != Urgent || rank(sent.Flag.Action) > rank(f.Action) {
				problems = append(problems, problem(line, "red flag %s must be found in %q%s", f.ID, line.Text, instead(own, sent)))
			}
		}
		for _, line := range f.MustNot {
			got := t.find(line.Text, f)
			if sent := t.Look(line.Text, nil); sent.Level == Urgent && sent.Flag == f {
				got = sent
			}
			if got.Level == Urgent {
				problems = append(problems, problem(line, "red flag %s must not be found in %q; the sign %q is, in %q", f.ID, line.Text, got.Sign, strings.Join(got.Words, " ")))
			}
		}
	}
	return problems
}

func problem(line knowledge.Line, format string, args ...any) strict.Problem {
	return strict.Problem{File: line.Place.File, Line: line.Place.Line, Text: fmt.Sprintf(format, args...)}
}

func instead(own, sent Finding) string {
	switch {
	case own.Level == Ask:
		return fmt.Sprintf("; it is in doubt only, by the sign %q", own.Sign)
	case own.Level == None:
		return ""
	}
	return fmt.Sprintf("; %s is sent instead", sent.Flag.ID)
}
