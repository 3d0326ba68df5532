package triage

import (
	"frontdesk/knowledge"
	"frontdesk/knowledge/strict"
	"frontdesk/knowledge/text"
)

// A compiler turns the lines of red-flags.yaml into signs and collects what is wrong with them.
type compiler struct {
	*Triage
	words    *builder
	grammar  *grammar
	named    map[string]bool // the lists of the file
	problems strict.Problems
}

func newCompiler(lists []knowledge.WordList) *compiler {
	shipped := shippedCues()
	c := &compiler{Triage: &Triage{}, grammar: newGrammar(map[string][]string{}), named: map[string]bool{}}
	for name, words := range shipped.Lists {
		c.grammar.source[name] = []string{words}
	}
	c.lists(lists)
	c.words = newBuilder(c.single("FILLER"))
	for _, word := range c.single("LOOKALIKE") {
		c.words.learn(word)
	}
	for i, t := range shipped.terms(c.grammar) {
		c.cues[i] = c.words.add(t)
	}
	return c
}

// lists makes the lists of the file known, and reports those that cannot be read.
func (c *compiler) lists(lists []knowledge.WordList) {
	for _, l := range lists {
		if _, ok := c.grammar.source[l.Name]; ok {
			c.problem(l.Place, "the list %s is there already, perhaps among those of the program", l.Name)
			continue
		}
		c.grammar.source[l.Name], c.named[l.Name] = texts(l.Words), true
	}
	for _, l := range lists {
		if _, err := c.grammar.list(l.Name); err != nil {
			c.problem(l.Place, "list %s: %v", l.Name, err)
		}
	}
}

func (c *compiler) problem(at knowledge.Place, format string, args ...any) {
	c.problems = append(c.problems, problem(knowledge.Line{Place: at}, format, args...))
}

// single returns the words of a list of single words, which the file may lack.
func (c *compiler) single(name string) []string {
	var all []string
	for _, line := range c.grammar.source[name] {
		all = append(all, text.Words(line)...)
	}
	return all
}

func (c *compiler) sign(flag *knowledge.RedFlag, line knowledge.Line) {
	r, err := c.grammar.parse(line.Text)
	if err != nil {
		c.problem(line.Place, "red flag %s: sign %q: %v", flag.ID, line.Text, err)
		return
	}
	s := sign{flag: flag, line: line, unless: -1, ask: r.ask}
	if r.unless != nil {
		s.unless = c.words.add(*r.unless)
	}
	for _, n := range r.parts {
		p := part{gap: int32(n.gap)}
		for _, t := range n.terms {
			p.terms = append(p.terms, c.words.add(t))
		}
		s.parts = append(s.parts, p)
	}
	c.signs = append(c.signs, s)
}

// remember makes a list stay true for a conversation: the parts of signs that are this list alone.
func (c *compiler) remember(name knowledge.Line) {
	ps, err := c.grammar.list(name.Text)
	if err != nil {
		c.problem(name.Place, "remember: %v", err)
		return
	}
	mention := c.words.add(term{name.Text, ps})
	c.Triage.remember = append(c.Triage.remember, remembered{name.Text, mention})
	for _, s := range c.signs {
		for i, p := range s.parts[1:] {
			if len(p.terms) == 1 && p.terms[0] == mention {
				s.parts[i+1].heard = name.Text
			}
		}
	}
}

func texts(lines []knowledge.Line) []string {
	s := make([]string, len(lines))
	for i, l := range lines {
		s[i] = l.Text
	}
	return s
}
