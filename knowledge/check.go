package knowledge

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/knowledge/strict"
	"frontdesk/knowledge/text"
)

// check holds the entries against each other and moves them into the files' result, by ID. It returns them by ID too.
func (l *loader) check() map[string]*draft {
	ids := map[string]*draft{}
	for _, d := range l.drafts {
		if other := ids[d.ID]; other != nil {
			l.fault(d.Place.File, d.Place.Line, "the ID %s is taken by %s; IDs are unique over the whole folder", d.ID, other.Place.File)
			continue
		}
		ids[d.ID] = d
	}
	keywords := map[string]string{}
	for _, d := range l.drafts {
		l.checkLinks(d, ids)
		l.checkQuestions(d)
		l.checkKeywords(d, keywords)
		l.checkPlaceholders(d.Place.File, d.AnswerLine, d.Answer)
		for _, f := range d.FollowUps {
			l.checkPlaceholders(d.Place.File, f.Line+1, f.Text)
		}
		l.files.Entries = append(l.files.Entries, d.Entry)
	}
	slices.SortFunc(l.files.Entries, func(a, b *Entry) int { return cmp.Compare(a.ID, b.ID) })
	l.files.RedFlags.entries, l.files.RedFlags.folder = l.files.Entries, l.files.folder
	l.checkExamples(ids)
	l.checkSentences()
	return ids
}

func (l *loader) fault(file string, line int, format string, args ...any) {
	l.problems = append(l.problems, strict.Problem{File: file, Line: line, Text: fmt.Sprintf(format, args...)})
}

func (l *loader) warn(file string, line int, format string, args ...any) {
	l.files.Warnings = append(l.files.Warnings, strict.Problem{File: file, Line: line, Text: fmt.Sprintf(format, args...)})
}

// checkLinks wants every related entry and caution to exist.
func (l *loader) checkLinks(d *draft, ids map[string]*draft) {
	for _, r := range d.related {
		if r.Text == d.ID {
			l.fault(d.Place.File, r.Line, "the entry is related to itself")
		} else if ids[r.Text] == nil {
			l.fault(d.Place.File, r.Line, "related entry %s does not exist", r.Text)
		}
	}
	for _, c := range d.cautions {
		known := slices.ContainsFunc(l.files.Cautions, func(k Caution) bool { return k.ID == c.Text })
		if !known {
			l.fault(d.Place.File, c.Line, "caution %s is not in cautions.yaml", c.Text)
		}
	}
}

// checkQuestions refuses a question that two entries or two lines of one entry ask, and drops one that differs only in
// case or punctuation from another of its entry.
func (l *loader) checkQuestions(d *draft) {
	if d.Kind == Section {
		return
	}
	asked := append([]strict.String{{Text: d.Title, Line: d.titleLine}}, d.questions...)
	kept := d.Questions[:0:0]
	for i, q := range asked {
		key := text.Key(q.Text)
		first, again := l.questions[key]
		switch {
		case key == "" && i == 0:
		case key == "":
			l.fault(d.Place.File, q.Line, "the question %q has no words", q.Text)
		case again && first.Text != d.ID:
			l.fault(d.Place.File, q.Line, "the question %q is asked by %s at %s:%d too; keep it in one of them", q.Text, first.Text, first.File, first.Line)
		case again && !d.csv && slices.ContainsFunc(asked[:i], func(o strict.String) bool { return o.Text == q.Text }):
			l.fault(d.Place.File, q.Line, "the question %q stands here twice", q.Text)
		case again:
			l.warn(d.Place.File, q.Line, "the question %q says the same as line %d", q.Text, first.Line)
		default:
			l.questions[key] = strict.Problem{File: d.Place.File, Line: q.Line, Text: d.ID}
			if i > 0 {
				kept = append(kept, q.Text)
			}
		}
	}
	d.Questions = kept
}

// checkKeywords wants single words, each in one entry.
func (l *loader) checkKeywords(d *draft, taken map[string]string) {
	for _, k := range d.keywords {
		words := text.Words(k.Text)
		if len(words) != 1 {
			l.fault(d.Place.File, k.Line, "keyword %q must be a single word; longer ones are questions", k.Text)
			continue
		}
		if other, ok := taken[words[0]]; ok && other != d.ID {
			l.fault(d.Place.File, k.Line, "keyword %q is one of %s already; a keyword means one entry", k.Text, other)
		}
		taken[words[0]] = d.ID
	}
}

// checkPlaceholders looks into a text that begins at a line for placeholders that nothing fills.
func (l *loader) checkPlaceholders(file string, line int, text string) {
	for {
		before, after, found := strings.Cut(text, "{{")
		if !found {
			return
		}
		line += strings.Count(before, "\n")
		name, rest, _ := strings.Cut(after, "}}")
		if !slices.Contains(Placeholders, strings.TrimSpace(name)) {
			l.fault(file, line, "unknown placeholder {{%.40s}}; there are %s", name, strings.Join(Placeholders, ", "))
		}
		text = rest
	}
}

// Placeholders are the facts about the clinic that an answer may name as {{clinic.phone}}.
var Placeholders = []string{
	"clinic.booking", "clinic.crisis", "clinic.emergency", "clinic.hours", "clinic.languages", "clinic.map", "clinic.name",
	"clinic.phone", "clinic.places", "clinic.prices",
}

// Overdue returns a warning for every entry and red flag whose review date has passed at now.
func (f *Files) Overdue(now time.Time) strict.Problems {
	var out strict.Problems
	for _, e := range f.Entries {
		if e.Kind != Section && !e.ReviewBy.IsZero() && now.After(e.ReviewBy.AddDate(0, 0, 1)) {
			out = append(out, strict.Problem{File: e.Place.File, Line: e.Place.Line, Text: "the review was due by " + e.ReviewBy.Format(time.DateOnly)})
		}
	}
	for _, r := range f.RedFlags.Flags {
		if !r.ReviewBy.IsZero() && now.After(r.ReviewBy.AddDate(0, 0, 1)) {
			out = append(out, strict.Problem{File: r.Place.File, Line: r.Place.Line, Text: "the review was due by " + r.ReviewBy.Format(time.DateOnly)})
		}
	}
	return out
}
