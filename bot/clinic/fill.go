package clinic

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// fact is what stands in the place of one placeholder.
type fact struct {
	text  string // CommonMark
	title string // the same at the beginning of a sentence
}

// own is a phrase of ours, which begins a sentence with a capital letter.
func own(phrase string) fact {
	r, size := utf8.DecodeRuneInString(phrase)
	return fact{phrase, string(unicode.ToUpper(r)) + phrase[size:]}
}

// as is text that stands as it is everywhere.
func as(text string) fact { return fact{text, text} }

// helplines are numbers that do not belong to the clinic; a line that is not known is empty.
type helplines struct {
	emergency string
	crisis    string // CommonMark
}

func (c *Clinic) newFacts(cfg Config, lines helplines) map[string]fact {
	facts := map[string]fact{
		"clinic.booking":   as("by phone on " + c.contact.Phone),
		"clinic.crisis":    own(noCrisis),
		"clinic.emergency": own(lines.emergency),
		"clinic.hours":     as(c.hoursLine()),
		"clinic.languages": own(noLanguages),
		"clinic.map":       own(noMap + c.contact.Phone),
		"clinic.name":      as(Escape(c.contact.Name)),
		"clinic.phone":     as(c.contact.Phone),
		"clinic.places":    own(noPlaces),
		"clinic.prices":    as(c.pricesLine()),
	}
	if oneLine(cfg.Name) == "" {
		facts["clinic.name"] = own(noName)
	}
	if c.contact.BookingURL != "" {
		facts["clinic.booking"] = as("online at <" + c.contact.BookingURL + ">")
	}
	if lines.crisis != "" {
		facts["clinic.crisis"] = as(lines.crisis)
	}
	if len(c.places) > 0 {
		facts["clinic.places"] = as(list(c.placeNames()))
	}
	if len(c.languages) > 0 {
		facts["clinic.languages"] = as(list(c.languages))
	}
	if maps := c.maps(); len(maps) > 0 {
		facts["clinic.map"] = as(list(maps))
	}
	return facts
}

// placeNames returns the names of the places, in CommonMark.
func (c *Clinic) placeNames() []string {
	names := make([]string, len(c.places))
	for i, p := range c.places {
		names[i] = Escape(p.Name)
	}
	return names
}

// maps returns a link to the map of every place that has one, behind the place's name where there are several.
func (c *Clinic) maps() []string {
	var links []string
	for _, p := range c.places {
		if p.MapURL == "" {
			continue
		}
		link := "[map](<" + p.MapURL + ">)"
		if len(c.places) > 1 {
			link = Escape(p.Name) + " " + link
		}
		links = append(links, link)
	}
	return links
}

// Placeholders returns the names that Fill knows, in order: clinic.name for {{clinic.name}}.
func (c *Clinic) Placeholders() []string { return slices.Sorted(maps.Keys(c.facts)) }

// Fill puts the clinic's facts in the place of {{clinic.name}} and the other placeholders of a CommonMark text. They are
// phrases that fit into a sentence: "call {{clinic.emergency}}", "has clinics in {{clinic.places}}", "you can book
// {{clinic.booking}}", "call {{clinic.crisis}}, day or night", "our staff speak {{clinic.languages}}", "see {{clinic.map}}";
// only {{clinic.hours}} and {{clinic.prices}} are sentences. What an operator wrote shows as typed, also where it looks like
// markup. Placeholders that it does not know stay.
func (c *Clinic) Fill(markdown string) string {
	before, rest, found := strings.Cut(markdown, "{{")
	if !found {
		return markdown
	}
	var b strings.Builder
	b.Grow(len(markdown) + 64)
	for found {
		b.WriteString(before)
		name, after, closed := strings.Cut(rest, "}}")
		fact, known := c.facts[strings.TrimSpace(name)]
		switch {
		case !closed || !known:
			b.WriteString("{{")
			after = rest
		case beginsSentence(b.String()):
			b.WriteString(fact.title)
		default:
			b.WriteString(fact.text)
		}
		before, rest, found = strings.Cut(after, "{{")
	}
	b.WriteString(before)
	return b.String()
}

// beginsSentence reports whether what follows text begins a sentence.
func beginsSentence(text string) bool {
	text = strings.TrimRight(text, " \t*_>#-")
	return text == "" || strings.ContainsRune(".!?\n", rune(text[len(text)-1]))
}

// Escape returns plain text as CommonMark that shows it as typed. It escapes what could begin markup inside a line, and at
// the beginning of the text what could begin a block there.
func Escape(text string) string {
	var b strings.Builder
	b.Grow(len(text) + 8)
	number := true // only digits so far
	for i, r := range text {
		if strings.ContainsRune("\\`*_[]<>~|", r) ||
			i == 0 && strings.ContainsRune("#+-=", r) ||
			r == '&' && !strings.HasPrefix(text[i+1:], " ") ||
			i > 0 && number && (r == '.' || r == ')') {
			b.WriteByte('\\')
		}
		number = number && '0' <= r && r <= '9'
		b.WriteRune(r)
	}
	return b.String()
}
