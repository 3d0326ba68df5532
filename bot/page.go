package bot

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"time"

	"frontdesk/bot/clinic"
	"frontdesk/knowledge"
)

// The most choices under a reply: more than five are a wall on a phone.
const (
	maxRelated = 3 // under an answer
	maxOffers  = 3 // in a clarification, beside "None of these"
	maxParts   = 8 // sections of an article
)

// page is an entry as it is sent: its answer with the clinic's facts filled in, its sources, and what to ask next.
type page struct {
	entry     *knowledge.Entry
	title     string
	text      string   // CommonMark: the whole answer
	lead      string   // CommonMark: what answers the title
	rest      string   // CommonMark: what stands behind it, or empty
	followUps []string // CommonMark, in the order of the entry's
	sources   string   // CommonMark, one line, or empty
	choices   []Choice

	translated bool      // title, text, lead and rest are not in English
	reviewed   time.Time // zero when never
}

func makePages(base *knowledge.Base, c *clinic.Clinic, phrases knowledge.Phrases) map[string]page {
	pages := make(map[string]page, len(base.Files().Entries))
	for _, e := range base.Files().Entries {
		p := page{entry: e, title: e.Title, sources: sourcesLine(phrases.Sources, e.Sources), choices: nextChoices(base, e, phrases.More), reviewed: e.Reviewed}
		p = p.saying(c.Fill(e.Text()))
		for _, f := range e.FollowUps {
			p.followUps = append(p.followUps, c.Fill(f.Words()))
		}
		pages[e.ID] = p
	}
	return pages
}

// saying returns a page with another answer.
func (p page) saying(text string) page {
	p.text, p.lead, p.rest = text, text, ""
	if isTopic(p.entry) {
		p.lead, p.rest = cutLead(text)
	}
	return p
}

// translatedPages makes pages of the translations of entries, by the code of the language and the ID of the entry. What an entry has beside its answer,
// its sources and follow-ups, stays as it is.
func translatedPages(pages map[string]page, c *clinic.Clinic, translations map[string]knowledge.Translations) map[string]map[string]page {
	all := make(map[string]map[string]page, len(translations))
	for code, of := range translations {
		all[code] = make(map[string]page, len(of.Entries))
		for id, e := range of.Entries {
			p := pages[id].saying(c.Fill(e.Text()))
			p.title, p.translated, p.reviewed = cmp.Or(e.Title, p.title), true, e.Reviewed
			all[code][id] = p
		}
	}
	return all
}

// cutLead parts an answer behind its first paragraph, and behind the list that the paragraph announces.
func cutLead(text string) (lead, rest string) {
	lead, rest, _ = strings.Cut(text, "\n\n")
	if strings.HasSuffix(lead, ":") {
		list, after, _ := strings.Cut(rest, "\n\n")
		lead, rest = lead+"\n\n"+list, after
	}
	return lead, rest
}

// sourcesLine names the sources of an entry in one line.
func sourcesLine(label string, sources []knowledge.Source) string {
	if len(sources) == 0 {
		return ""
	}
	names := make([]string, len(sources))
	for i, s := range sources {
		names[i] = s.Title
		if s.URL != "" {
			names[i] = "[" + s.Title + "](<" + s.URL + ">)"
		}
	}
	return "*" + label + ": " + strings.Join(names, "; ") + "*"
}

// nextChoices are the sections of an article, the next section of a section, and the related entries of the others, with the rest of the entry last.
func nextChoices(base *knowledge.Base, e *knowledge.Entry, more string) []Choice {
	ids, limit := e.Related, maxRelated
	switch e.Kind {
	case knowledge.Article:
		ids, limit = e.Sections, maxParts
	case knowledge.Section:
		if next := nextSection(base, e); next != "" {
			return append([]Choice{{ShowChoice(next), more}}, entryChoices(base, e.Related, maxRelated-1)...)
		}
	}
	choices := entryChoices(base, ids, limit)
	if _, rest := cutLead(e.Text()); isTopic(e) && (rest != "" || len(e.FollowUps) > 0) {
		choices = append(choices, Choice{morePrefix + e.ID, more})
	}
	return choices
}

func nextSection(base *knowledge.Base, e *knowledge.Entry) string {
	article := base.Entry(e.Article)
	if article == nil {
		return ""
	}
	i := slices.Index(article.Sections, e.ID)
	if i < 0 || i+1 == len(article.Sections) {
		return ""
	}
	return article.Sections[i+1]
}

// entryChoices offers entries by their titles, at most limit.
func entryChoices(base *knowledge.Base, ids []string, limit int) []Choice {
	var choices []Choice
	for _, id := range ids {
		if e := base.Entry(id); e != nil && len(choices) < limit {
			choices = append(choices, Choice{ShowChoice(id), e.Title})
		}
	}
	return choices
}

// fillPhrases fills the clinic's facts into every phrase.
func fillPhrases(p knowledge.Phrases, c *clinic.Clinic) knowledge.Phrases {
	v := reflect.ValueOf(&p).Elem()
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.String {
			f.SetString(strings.TrimSpace(c.Fill(f.String())))
		}
	}
	return p
}

// group is a folder of FAQ entries, as /topics shows it.
type group struct {
	name, label string
	ids         []string
}

// makeGroups collects the FAQ entries by their folders: first those that have a label, in the order of the labels.
func makeGroups(entries []*knowledge.Entry, labels []knowledge.GroupLabel) []group {
	var groups []group
	for _, l := range labels {
		groups = append(groups, group{name: l.Folder, label: l.Label})
	}
	for _, e := range entries {
		if e.Kind != knowledge.FAQ || e.Group == "" {
			continue
		}
		i := slices.IndexFunc(groups, func(g group) bool { return g.name == e.Group })
		if i < 0 {
			groups = append(groups, group{name: e.Group, label: e.Group})
			i = len(groups) - 1
		}
		groups[i].ids = append(groups[i].ids, e.ID)
	}
	return slices.DeleteFunc(groups, func(g group) bool { return len(g.ids) == 0 })
}
