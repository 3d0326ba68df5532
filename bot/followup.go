package bot

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"frontdesk/knowledge"
	"frontdesk/knowledge/text"
)

// part is a piece of an entry that is said in one reply.
type part struct {
	entry *knowledge.Entry
	n     int // leadPart, restPart, or the number of a follow-up from 0
}

const (
	leadPart = -2 // the first paragraph
	restPart = -1 // what stands behind it
)

// key is how State.Told names a part.
func (p part) key() string { return p.entry.ID + " " + strconv.Itoa(p.n) }

// aside is how much a follow-up may be like a part before it is answered by it, from 0 to 1 (see fits).
const (
	surePart  = 0.6 // before any other entry
	goodPart  = 0.4 // when no other entry answers
	leastPart = 0.2 // when the same entry would be said again
)

// followUpWords is the most words a follow-up has; what is longer says itself what it is about.
const followUpWords = 9

// leaning reports whether a message leans on what was said before: it is short, and it begins like a sentence that goes on, points back, or has no
// content of its own.
func leaning(words []string) bool {
	if len(words) == 0 || len(words) > followUpWords {
		return false
	}
	return slices.Contains(goingOn, words[0]) || len(knowledge.ContentWords(words)) <= 1 ||
		slices.ContainsFunc(words, func(w string) bool { return slices.Contains(pointing, w) })
}

var (
	goingOn  = strings.Fields("and but so then also or ok okay what if even for with without after before because aur to toh phir fir lekin n y et pero und")
	pointing = strings.Fields("it that this those these them they mine its thats one ones else same wo woh ye yeh isme usme iska uska esto eso")
)

// toldBefore is what a part is worth that was told already, against one that was not.
const toldBefore = 0.6

// What the meaning of a follow-up counts: the cosine to the message's above what two questions have by chance.
const (
	meansTheSame = 0.8
	meansNothing = 0.15
)

// bestPart returns the part of an entry that answers a message best, and how well it does. The one that was said last is none.
func (t turn) bestPart(e *knowledge.Entry, words []string) (part, float64) {
	page := t.page(e.ID)
	best, most := part{}, 0.0
	alike := t.classes.alike(t.u.reading, e)
	try := func(n int, heading, body string) {
		if body == "" || strings.Contains(t.s.Last, body) {
			return
		}
		p, fit := part{e, n}, t.fits(words, e, heading, body)+meansTheSame*max(0, alike[n]-meansNothing)
		if t.s.told(p.key()) {
			fit *= toldBefore
		}
		if fit > most {
			best, most = p, fit
		}
	}
	for i, f := range e.FollowUps {
		if f.Ask != knowledge.Again {
			try(i, f.Ask, page.followUps[i])
		}
	}
	try(restPart, "", page.rest)
	try(leadPart, "", page.lead)
	return best, most
}

// What counts how much when a message is held against a follow-up; together at most 1.
const (
	sameAspect  = 0.6 // both ask why, how long, how many …
	otherAspect = -0.15
	sharedWords = 0.4 // the share of the message's content words that stand in the heading
	inText      = 0.2 // the same for those that stand in the text only
)

// fits says how well a part of an entry with a heading and a text answers a message, from 0 to 1: by the side of the topic that both ask about, and by the words they
// share beside those of the entry's title, which say nothing about the side.
func (t turn) fits(words []string, e *knowledge.Entry, asks, says string) float64 {
	asked := t.aspects.finds(words)
	if t.s.Area != "" && slices.Contains(asked, "dangerous") {
		asked = append(asked, t.s.Area)
	}
	heading := text.Words(asks)
	score := 0.0
	if len(asked) > 0 {
		offered, shared := t.aspects.finds(heading), 0
		for _, a := range asked {
			if slices.Contains(offered, a) {
				shared++
			}
		}
		if shared > 0 {
			score += sameAspect * float64(shared) / float64(len(asked))
		} else {
			score += otherAspect
		}
	}
	content := own(words, e)
	if len(content) == 0 {
		return score
	}
	body := text.Words(says)
	for _, w := range content {
		is := func(v string) bool { return kin(w, v) }
		switch {
		case slices.ContainsFunc(heading, is):
			score += sharedWords / float64(len(content))
		case slices.ContainsFunc(body, is):
			score += inText / float64(len(content))
		}
	}
	return score
}

// own returns the content words of a message that its topic's title does not have.
func own(words []string, e *knowledge.Entry) []string {
	title := text.Words(e.Title)
	return slices.DeleteFunc(knowledge.ContentWords(words), func(w string) bool {
		return slices.ContainsFunc(title, func(v string) bool { return kin(w, v) })
	})
}

// tell sends one part of an entry as an answer.
func (t turn) tell(p part) Reply {
	page := t.page(p.entry.ID)
	r := Reply{Kind: Answer, Entries: []string{p.entry.ID}, Confidence: 1, Choices: page.choices, translated: page.translated && p.n < 0}
	switch p.n {
	case leadPart:
		r.Text = page.lead
	case restPart:
		r.Text = page.rest
	default:
		r.Text = page.followUps[p.n]
	}
	t.s.tell(p.key())
	r.Body, r.Cards = r.Text, t.cards(r.Entries)
	if warnings := t.warnings(r.Entries); warnings != "" {
		r.Text, r.Body, r.translated = warnings+r.Text, warnings+r.Body, false
	}
	return t.private(r)
}

// deeper answers a message about an entry whose answer was told already: by the part that fits it best, else by what was not told yet, else by saying
// that there is no more.
func (t turn) deeper(e *knowledge.Entry, words []string) Reply {
	if p, fit := t.bestPart(e, words); fit >= leastPart {
		return t.tell(p)
	}
	return t.next(e)
}

// next tells what was not told of an entry yet, in the order of its file.
func (t turn) next(e *knowledge.Entry) Reply {
	if p := (part{e, restPart}); t.page(e.ID).rest != "" && !t.s.told(p.key()) {
		return t.tell(p)
	}
	for i, f := range e.FollowUps {
		if p := (part{e, i}); f.Ask != knowledge.Again && !t.s.told(p.key()) {
			r := t.tell(p)
			r.Text, r.Body = "**"+f.Ask+"**\n\n"+r.Text, "**"+f.Ask+"**\n\n"+r.Body
			return r
		}
	}
	r := t.plain(Answer, t.phrases.NothingNew)
	r.Entries = []string{e.ID}
	r.Choices = slices.DeleteFunc(slices.Clone(t.pages[e.ID].choices), func(c Choice) bool { return strings.HasPrefix(c.ID, morePrefix) })
	return r
}

// more goes on with the topic.
func (t turn) more() Reply { return t.next(t.base.Entry(t.s.Topic)) }

// again repeats the last reply, which was asked for.
func (t turn) again() Reply {
	if t.s.Last == "" {
		return t.ask()
	}
	r := t.said(t.s.Last)
	if t.s.Topic != "" {
		r.Kind, r.Entries = Answer, []string{t.s.Topic}
	}
	r.Choices, r.repeats = t.s.Offered, true
	return r
}

// shorter says the answer to the topic in one sentence.
func (t turn) shorter() Reply {
	e := t.base.Entry(t.s.Topic)
	told, translated := t.lastTold(e)
	r := t.said(firstSentence(told))
	r.translated = translated
	r.Kind, r.Entries, r.Choices = Answer, []string{e.ID}, t.pages[e.ID].choices
	if r.Text == t.s.Last {
		return t.next(e)
	}
	return r
}

// confused says it in fewer words, and offers a person.
func (t turn) confused() Reply {
	r := t.shorter()
	r.translated = false
	r.Text = t.phrases.InOtherWords + " " + r.Text + "\n\n" + t.phrases.StillUnclear
	r.Contact = t.contact(-1)
	return r
}

// lastTold returns the text of the part of an entry that was said last, and whether that is in the person's language rather than in English.
func (t turn) lastTold(e *knowledge.Entry) (said string, translated bool) {
	page := t.page(e.ID)
	for _, key := range slices.Backward(t.s.Told) {
		id, n, _ := strings.Cut(key, " ")
		if i, err := strconv.Atoi(n); id == e.ID && err == nil {
			switch {
			case i == restPart:
				return page.rest, page.translated
			case 0 <= i && i < len(page.followUps):
				return page.followUps[i], false
			}
			break
		}
	}
	return page.lead, page.translated
}

// fullStops end sentences, in Latin, Indian and Arabic scripts.
const fullStops = ".!?।۔؟"

// firstSentence returns a text up to its first full stop that ends a sentence.
func firstSentence(s string) string {
	for i, r := range s {
		end := i + utf8.RuneLen(r)
		if strings.ContainsRune(fullStops, r) && strings.HasPrefix(s[end:], " ") && i > 20 {
			return s[:end]
		}
	}
	s, _, _ = strings.Cut(s, "\n\n")
	return s
}

// reassured takes in what a person does not have.
func (t turn) reassured() Reply { return t.said(t.phrases.Reassured) }
