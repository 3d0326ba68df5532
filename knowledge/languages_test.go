package knowledge

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
)

// Every scheduled language of India and the nine others, each naming English in its own words.
func TestLinesOfEveryLanguage(t *testing.T) {
	files := loadContent(t)
	named := map[string]string{
		"as": "ইংৰাজী", "bn": "ইংরেজি", "brx": "इंराजि", "doi": "अंग्रेज़ी", "gu": "અંગ્રેજી", "hi": "अंग्रेज़ी", "kn": "ಇಂಗ್ಲಿಷ್", "ks": "انگریزی",
		"kok": "इंग्लीश", "mai": "अंग्रेजी", "ml": "ഇംഗ്ലീഷ", "mni": "ꯏꯪꯂꯤꯁ", "mr": "इंग्रजी", "ne": "अंग्रेजी", "or": "ଇଂରାଜୀ", "pa": "ਅੰਗਰੇਜ਼ੀ",
		"sa": "आङ्ग्ल", "sat": "ᱤᱝᱞᱤᱥ", "sd": "انگريزي", "ta": "ஆங்கில", "te": "ఇంగ్లీష్", "ur": "انگریزی",
		"ar": "الإنجليزية", "de": "Englisch", "es": "inglés", "fr": "anglais", "ja": "英語", "ko": "영어", "pt": "inglês", "ru": "английск", "zh": "英语",
		"hi-Latn": "English",
	}
	for code, english := range named {
		l := files.Language(code)
		if l == nil {
			t.Errorf("there are no lines in %s", code)
			continue
		}
		for _, line := range []string{l.English, l.Follows} {
			if !strings.Contains(line, english) {
				t.Errorf("%s does not name English as %s: %s", code, english, line)
			}
		}
		if strings.ContainsFunc(l.English+l.Urgent, unicode.IsDigit) {
			t.Errorf("%s has a number of its own", code)
		}
	}
	if len(files.Languages) != len(named) {
		t.Errorf("%d languages, %d are known to this test", len(files.Languages), len(named))
	}
}

func TestLanguagesAreChecked(t *testing.T) {
	const good = "- code: xx\n  name: X\n  english: \"{{clinic.emergency}} {{clinic.phone}}\"\n  follows: \"{{clinic.emergency}} {{clinic.phone}}\"\n" +
		"  urgent: \"{{clinic.emergency}}\"\n  unknown: \"{{clinic.phone}}\"\n  yes: [y]\n  no: [n]\n"
	tests := []struct{ yaml, want string }{
		{strings.Replace(good, "english: \"{{clinic.emergency}} ", "english: \"", 1), "k/languages.yaml:3: english of xx must name {{clinic.emergency}}"},
		{strings.Replace(good, "follows: \"{{clinic.emergency}} {{clinic.phone}}", "follows: \"{{clinic.emergency}}", 1), "k/languages.yaml:4: follows of xx must name {{clinic.phone}}"},
		{strings.Replace(good, "urgent: \"{{clinic.emergency}}", "urgent: \"112 {{clinic.emergency}}", 1), "k/languages.yaml:5: urgent of xx has a number"},
		{strings.Replace(good, "unknown: \"{{clinic.phone}}", "unknown: \"{{clinic.phone}} {{clinic.fax}}", 1), "k/languages.yaml:6: unknown placeholder {{clinic.fax}}"},
		{strings.Replace(good, "  name: X\n", "", 1), "k/languages.yaml:1: name of xx is missing"},
		{strings.Replace(good, "yes: [y]", "yes: []", 1), "k/languages.yaml:1: xx needs words for yes and for no"},
		{strings.Replace(good, "no: [n]", "no: [Y]", 1), `k/languages.yaml:8: "Y" of xx means both yes and no`},
		{strings.Replace(good, "code: xx", "code: english", 1), `k/languages.yaml:1: "english" is not the code of a language`},
		{good + good, "k/languages.yaml:9: the language xx stands here twice"},
		{strings.Replace(good, "ask", "", 1) + "  asks: a\n", "k/languages.yaml:9: unknown key asks"},
	}
	entry := &fstest.MapFile{Data: []byte("---\ntitle: Does it hurt?\n---\nA little.\n")}
	for _, test := range tests {
		_, err := Load(fstest.MapFS{"faq/a/pain.md": entry, "languages.yaml": {Data: []byte(test.yaml)}}, "k")
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
	files, err := Load(fstest.MapFS{"faq/a/pain.md": entry, "languages.yaml": {Data: []byte(good)}}, "k")
	if err != nil || len(files.Languages) != 1 || files.Language("es") != nil {
		t.Errorf("got %v", err)
	}
	files, err = Load(fstest.MapFS{"faq/a/pain.md": entry}, "k")
	if err != nil || files.Language("es") == nil {
		t.Errorf("a folder without the file has the shipped lines: %v", err)
	}
}
