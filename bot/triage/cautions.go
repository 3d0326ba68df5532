package triage

import (
	"slices"
	"strings"

	"frontdesk/knowledge"
	"frontdesk/knowledge/text"
)

// Cautions finds what a person mentions that answers must begin with. It is safe for concurrent use.
type Cautions struct {
	t   *Triage
	ids []string // of the caution that each concept after the cues stands for
}

// NewCautions reads the mentions of the cautions.
func NewCautions(cautions []knowledge.Caution) *Cautions {
	compiler := newCompiler(nil)
	c := &Cautions{}
	for _, caution := range cautions {
		all := &pattern{}
		for _, m := range caution.Mentions {
			if ws := text.Words(m); len(ws) > 0 {
				all.any = append(all.any, words(ws))
			}
		}
		compiler.words.add(term{"caution " + caution.ID, all})
		c.ids = append(c.ids, caution.ID)
	}
	c.t = compiler.finish()
	return c
}

// Find returns the IDs of the cautions that a message mentions and does not deny, in the order of the file. Asking about
// one counts as mentioning it, and so does a slip in a longer word.
func (c *Cautions) Find(message string) []string {
	r := c.t.scratch.Get().(*reading)
	defer c.t.scratch.Put(r)
	r.begin(c.t, message, nil)
	var ids []string
	for i, id := range c.ids {
		if r.said(concept(int(cues) + i)) {
			ids = append(ids, id)
		}
	}
	return ids
}

// said reports whether a concept is in the message and not denied.
func (r *reading) said(c concept) bool {
	if !r.has(c) {
		return false
	}
	r.prepare()
	return slices.ContainsFunc(r.at[c], func(s span) bool {
		return !r.masked(&match{spans: []span{s}}) && r.negated(&match{spans: []span{s}, main: 1}) != None
	})
}

// unsure are answers that begin with "no" or hold one and are no clear no.
var unsure = []string{"not sure", "no idea", "dont know", "do not know", "not really", "no but", "not exactly", "not yet", "no clue", "not only", "nahi pata", "pata nahi", "cant", "no wait"}

// noWords are what a clear no is made of: at least one of the first, and nothing but these.
var (
	noes    = strings.Fields("no nope nah nay naa none not nothing neither never nahi nahin nhi nai na negative n")
	padding = strings.Fields(`at all of these those them that this it the any thing things kind sort like i im am he she is isnt are we dont do does doesnt
		didnt have havent has hasnt thanks thank you ty fine ok okay all good well just only sore soreness thankfully luckily definitely absolutely
		really bilkul hai kuch aisa bhi mujhe ji sir madam maam doctor please sorry so far right now either other symptoms symptom problem problems
		issue issues above apply applies to me us yet there theres and or was were`)
)

// ClearNo reports whether an answer to the safety question is a no and nothing else. Anything it does not know counts
// against it.
func ClearNo(answer string) bool {
	key := " " + text.Key(answer) + " "
	for _, u := range unsure {
		if strings.Contains(key, " "+u+" ") {
			return false
		}
	}
	denied := false
	for _, w := range strings.Fields(key) {
		no := slices.Contains(noes, w)
		if !no && !slices.Contains(padding, w) {
			return false
		}
		denied = denied || no
	}
	return denied
}
