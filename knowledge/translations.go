package knowledge

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"frontdesk/knowledge/strict"
)

// Translations are the texts of one other language: those of the folder that its code names.
type Translations struct {
	Entries map[string]Translation // by the ID of the entry
	Flags   map[string]SafetyTexts // by the ID of the red flag; none whose English changed since it was translated
}

// Translation is an entry in another language. It is used, with a warning to staff, when the English answer has changed since: most of it still
// holds, and the person reads no English.
type Translation struct {
	Title      string // the question; empty for the English one
	Answer     string // CommonMark, with {{clinic.…}} placeholders; its first paragraph answers the title
	Stale      bool   // the English file is another one than it was translated from
	Reviewed   time.Time
	ReviewedBy string
	Place      Place
}

// translatedTitles returns the titles that an entry has in other languages, by the codes of these.
func (f *Files) translatedTitles(id string) []string {
	var out []string
	for _, code := range slices.Sorted(maps.Keys(f.Translations)) {
		if title := f.Translations[code].Entries[id].Title; title != "" {
			out = append(out, title)
		}
	}
	return out
}

// Text returns what a person may read of it: the answer without its comments.
func (t Translation) Text() string { return uncommented(t.Answer) }

// SafetyTexts are what a red flag says in another language.
type SafetyTexts struct {
	Advice, Ask string
}

// safetyFile is the file of a language's folder with the texts of the red flags, by their IDs.
const safetyFile = "red-flags.yaml"

// translationHead is the front matter of a translation.
type translationHead struct {
	Title      strict.String `yaml:"title"`
	Source     strict.String `yaml:"source"`
	Reviewed   strict.String `yaml:"reviewed"`
	ReviewedBy string        `yaml:"reviewed-by"`
}

// safetyText is one red flag in another language as it is written.
type safetyText struct {
	Source strict.String `yaml:"source"`
	Advice strict.String `yaml:"advice"`
	Ask    strict.String `yaml:"ask"`
}

// versionOf names a version of an English text: the first 16 hexadecimal digits of its SHA-256.
func versionOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

// version names the version of a red flag's texts that a translation was made from.
func (r RedFlag) version() string {
	return versionOf([]byte(strings.TrimSpace(r.Advice) + "\n" + strings.TrimSpace(r.Ask)))
}

// unknownLanguage is a folder that can only be meant for translations. A code of three letters without a script may be any folder, such as faq.
var unknownLanguage = regexp.MustCompile(`^([a-z]{2}|[a-z]{2,3}-[A-Z][a-z]{3})$`)

// translated takes the files of translations out of the names of a folder's files. The languages must have been read.
func (l *loader) translated(names []string) (own, translations []string) {
	for _, n := range names {
		dir, _, below := strings.Cut(n, "/")
		switch {
		case below && l.files.Language(dir) != nil:
			translations = append(translations, n)
		case below && unknownLanguage.MatchString(dir):
			l.fault(path.Join(l.name, n), 0, "%s is no language of %s, so there can be no translations into it", dir, languagesFile)
		default:
			own = append(own, n)
		}
	}
	return own, translations
}

// readTranslations reads the files of translations, once the English texts have been read.
func (l *loader) readTranslations(names []string, english map[string]*draft) {
	l.files.Translations = map[string]Translations{}
	for _, n := range names {
		code, file, _ := strings.Cut(n, "/")
		if _, ok := l.files.Translations[code]; !ok {
			l.files.Translations[code] = Translations{map[string]Translation{}, map[string]SafetyTexts{}}
		}
		f, bad := l.open(n)
		switch id, entry := strings.CutSuffix(file, ".md"); {
		case bad != nil:
			l.problems = append(l.problems, bad...)
		case file == safetyFile:
			l.readSafetyTexts(f, l.files.Translations[code].Flags)
		case !entry || english[id] == nil:
			l.fault(f.Name, 0, "it translates nothing: a folder of translations has <id>.md for entries that there are, and %s", safetyFile)
		default:
			l.files.Translations[code].Entries[id] = l.translation(f, english[id])
		}
	}
}

// translation reads one entry in another language.
func (l *loader) translation(f strict.File, english *draft) Translation {
	p := &markdownParser{file: f}
	head, body, ok := p.split()
	var fm translationHead
	if ok {
		p.out.problems = append(p.out.problems, head.Decode(&fm)...)
		doc, faults := readMarkdown(body)
		p.out.problems = append(p.out.problems, faults...)
		for _, h := range headings(doc, 2) {
			p.fault(p.part(body, h, len(body.Text)).Line, "a translation has no ## sections: its first paragraph is the answer, and the others stand behind More")
		}
	}
	t := Translation{
		Title: strings.TrimSpace(fm.Title.Text), Answer: strings.TrimSpace(string(body.Text)),
		Reviewed: p.date("reviewed", fm.Reviewed), ReviewedBy: fm.ReviewedBy, Place: Place{f.Name, 1},
	}
	if ok && t.Text() == "" {
		p.fault(body.Skip, "the translation is missing; it stands below the front matter")
	}
	l.problems = append(l.problems, p.out.problems...)
	if len(p.out.problems) == 0 {
		l.checkPlaceholders(f.Name, body.Skip+1, string(body.Text))
		fm.Source.Line++
		t.Stale = l.stale(f.Name, fm.Source, english.version)
	}
	return t
}

// stale reports whether a text was translated from another version than the English one has now.
func (l *loader) stale(file string, source strict.String, now string) bool {
	switch source.Text {
	case now:
		return false
	case "":
		l.fault(file, max(source.Line, 1), "source is missing; it names the version of the English text that was translated: write source: %q", now)
	default:
		l.warn(file, source.Line, "the English text changed; have the translation checked, then write source: %q", now)
	}
	return true
}

// readSafetyTexts reads what red flags say in another language. A stale text is left out: advice in an emergency that may be outdated is worse
// than the English one behind a line that says to call.
func (l *loader) readSafetyTexts(f strict.File, into map[string]SafetyTexts) {
	var file map[string]safetyText
	l.problems = append(l.problems, f.Decode(&file)...)
	for _, id := range slices.Sorted(maps.Keys(file)) {
		said := file[id]
		line := cmp.Or(said.Source.Line, said.Advice.Line, said.Ask.Line)
		i := slices.IndexFunc(l.files.RedFlags.Flags, func(r RedFlag) bool { return r.ID == id })
		if i < 0 {
			l.fault(f.Name, line, "there is no red flag %s", id)
			continue
		}
		flag := l.files.RedFlags.Flags[i]
		l.checkSafetyText(f.Name, flag, said.Advice, cmp.Or(said.Advice.Line, line))
		l.checkSafetyText(f.Name, flag, said.Ask, cmp.Or(said.Ask.Line, line))
		said.Source.Line = line
		if !l.stale(f.Name, said.Source, flag.version()) {
			into[id] = SafetyTexts{strings.TrimSpace(said.Advice.Text), strings.TrimSpace(said.Ask.Text)}
		}
	}
}

// checkSafetyText wants a text with the numbers to call: it is all that the person may be able to read.
func (l *loader) checkSafetyText(file string, flag RedFlag, said strict.String, line int) {
	wants := []string{"{{clinic.emergency}}"}
	if flag.Action == Crisis {
		wants = append(wants, "{{clinic.crisis}}")
	}
	for _, want := range wants {
		if !strings.Contains(said.Text, want) {
			l.fault(file, line, "red flag %s: advice and ask must both be there and name %s", flag.ID, want)
		}
	}
	l.checkPlaceholders(file, line, said.Text)
}
