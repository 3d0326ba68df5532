package knowledge

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"frontdesk/knowledge/strict"
	"frontdesk/knowledge/text"
)

// Language is what is said to people who write in another language: lines of CommonMark with {{clinic.…}} placeholders.
type Language struct {
	Code    string   // ISO 639, with the script where it is not the usual one: "hi", "hi-Latn"
	Name    string   // in English
	English string   // the whole reply: English is read best, the emergency number, the clinic's number
	Follows string   // the first line of a reply in English, with both numbers
	Urgent  string   // the first line of an urgent reply, with the emergency number
	Unknown string   // there is no answer, with the clinic's number
	Ask     string   // before a question that wants a yes or a no; may be empty
	Yes, No []string // how people answer it
	Place   Place
}

// Language returns the lines of a language, or nil where there are none.
func (f *Files) Language(code string) *Language {
	i := slices.IndexFunc(f.Languages, func(l Language) bool { return l.Code == code })
	if i < 0 {
		return nil
	}
	return &f.Languages[i]
}

// languageFile is one language as it is written.
type languageFile struct {
	Code    strict.String   `yaml:"code"`
	Name    strict.String   `yaml:"name"`
	English strict.String   `yaml:"english"`
	Follows strict.String   `yaml:"follows"`
	Urgent  strict.String   `yaml:"urgent"`
	Unknown strict.String   `yaml:"unknown"`
	Ask     strict.String   `yaml:"ask"`
	Yes     []strict.String `yaml:"yes"`
	No      []strict.String `yaml:"no"`
}

const languagesFile = "languages.yaml"

// languages reads the languages first of all, as they tell which folders hold translations.
func (l *loader) languages(names []string) {
	if !slices.Contains(names, languagesFile) {
		l.readLanguages(shippedLanguages())
		return
	}
	f, bad := l.open(languagesFile)
	if bad != nil {
		l.problems = append(l.problems, bad...)
		return
	}
	l.readLanguages(f)
}

// shippedLanguages returns the file that holds where a folder has none.
func shippedLanguages() strict.File {
	f, bad := location{Content(), "content"}.open(languagesFile)
	if bad != nil {
		panic(bad) // the file is part of the program; a test loads it
	}
	return f
}

var (
	languageCode = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?$`)
	threeDigits  = regexp.MustCompile(`\d{3}`)
)

func (l *loader) readLanguages(f strict.File) {
	var file []languageFile
	l.problems = append(l.problems, f.Decode(&file)...)
	l.files.Languages = make([]Language, 0, len(file))
	for _, g := range file {
		l.checkLanguage(f.Name, g)
		l.files.Languages = append(l.files.Languages, Language{
			Code: g.Code.Text, Name: g.Name.Text, English: g.English.Text, Follows: g.Follows.Text, Urgent: g.Urgent.Text,
			Unknown: g.Unknown.Text, Ask: g.Ask.Text, Yes: strict.Texts(g.Yes), No: strict.Texts(g.No), Place: Place{f.Name, g.Code.Line},
		})
	}
}

// checkLanguage wants every line of a language, with the numbers that it must carry.
func (l *loader) checkLanguage(file string, g languageFile) {
	switch {
	case !languageCode.MatchString(g.Code.Text):
		l.fault(file, g.Code.Line, "%.40q is not the code of a language; write that of ISO 639, such as kn or hi-Latn", g.Code.Text)
	case l.files.Language(g.Code.Text) != nil:
		l.fault(file, g.Code.Line, "the language %s stands here twice", g.Code.Text)
	}
	const emergency, phone = "{{clinic.emergency}}", "{{clinic.phone}}"
	for _, field := range []struct {
		key   string
		said  strict.String
		wants []string
	}{
		{"name", g.Name, nil},
		{"english", g.English, []string{emergency, phone}},
		{"follows", g.Follows, []string{emergency, phone}},
		{"urgent", g.Urgent, []string{emergency}},
		{"unknown", g.Unknown, []string{phone}},
	} {
		line := cmp.Or(field.said.Line, g.Code.Line)
		if strings.TrimSpace(field.said.Text) == "" {
			l.fault(file, line, "%s of %s is missing", field.key, g.Code.Text)
			continue
		}
		for _, want := range field.wants {
			if !strings.Contains(field.said.Text, want) {
				l.fault(file, line, "%s of %s must name %s", field.key, g.Code.Text, want)
			}
		}
		l.checkPlaceholders(file, line, field.said.Text)
		if threeDigits.MatchString(field.said.Text) {
			l.fault(file, line, "%s of %s has a number; numbers come from the configuration, as %s or %s", field.key, g.Code.Text, emergency, phone)
		}
	}
	l.checkPlaceholders(file, g.Ask.Line, g.Ask.Text)
	l.checkAnswers(file, g)
}

// checkAnswers wants words for yes and for no, none of which is both.
func (l *loader) checkAnswers(file string, g languageFile) {
	if len(g.Yes) == 0 || len(g.No) == 0 {
		l.fault(file, g.Code.Line, "%s needs words for yes and for no", g.Code.Text)
	}
	said := map[string]bool{}
	for i, w := range slices.Concat(g.Yes, g.No) {
		key := text.Key(w.Text)
		yes := i < len(g.Yes)
		before, again := said[key]
		switch {
		case key == "":
			l.fault(file, w.Line, "the answer %q of %s has no words", w.Text, g.Code.Text)
		case again && before != yes:
			l.fault(file, w.Line, "%q of %s means both yes and no", w.Text, g.Code.Text)
		}
		said[key] = yes
	}
}
