// Package language tells in which language a message is written: by its script where that is enough, else by the words that
// only one language has. It would rather not know than guess from one word.
package language

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"frontdesk/knowledge/text"
)

// Codes of languages that others need by name; all codes are those of ISO 639, with the script of ISO 15924 where people use
// another one than usual.
const (
	Unknown   = ""        // too short to tell, or not told apart here
	English   = "en"      //
	Romanised = "hi-Latn" // Hindi in English letters
)

// maxRead is how much of a message is looked at, in bytes.
const maxRead = 4 << 10

// Of returns the code of the language that a message is written in. A message in English that is badly spelt is English; one
// word in Latin letters is Unknown, whatever it is; names, digits and emoji are Unknown too.
func Of(message string) string {
	if len(message) > maxRead {
		message = strings.ToValidUTF8(message[:maxRead], "")
	}
	switch s := scriptOf(message); s {
	case "":
		return Unknown
	case latin:
		return ofLatin(message)
	default:
		return ofScript(s, norm.NFC.String(message))
	}
}

// script is how a text is written; its zero value is none.
type script string

const latin script = "Latn"

// scripts are the scripts that are told apart, with the language of those that have one only.
var scripts = []struct {
	name  script
	table *unicode.RangeTable
	code  string
}{
	{"Deva", unicode.Devanagari, "hi"},
	{"Beng", unicode.Bengali, "bn"},
	{"Guru", unicode.Gurmukhi, "pa"},
	{"Gujr", unicode.Gujarati, "gu"},
	{"Orya", unicode.Oriya, "or"},
	{"Taml", unicode.Tamil, "ta"},
	{"Telu", unicode.Telugu, "te"},
	{"Knda", unicode.Kannada, "kn"},
	{"Mlym", unicode.Malayalam, "ml"},
	{"Arab", unicode.Arabic, "ar"},
	{"Olck", unicode.Ol_Chiki, "sat"},
	{"Mtei", unicode.Meetei_Mayek, "mni"},
	{"Cyrl", unicode.Cyrillic, "ru"},
	{"Kana", unicode.Hiragana, "ja"},
	{"Kana", unicode.Katakana, "ja"},
	{"Hang", unicode.Hangul, "ko"},
	{"Hani", unicode.Han, "zh"},
	{"Sinh", unicode.Sinhala, "si"},
	{"Thai", unicode.Thai, "th"},
	{"Grek", unicode.Greek, "el"},
	{"Hebr", unicode.Hebrew, "he"},
	{"Mymr", unicode.Myanmar, "my"},
	{"Ethi", unicode.Ethiopic, "am"},
	{"Geor", unicode.Georgian, "ka"},
	{"Armn", unicode.Armenian, "hy"},
	{"Khmr", unicode.Khmer, "km"},
}

// What share of the letters must be in another script for a message to be in it: people mix English words in. A Chinese or
// Japanese character is a word, or half of one.
const (
	minShare  = 0.3
	hanWeight = 3
)

// scriptOf returns the script that a text is written in.
func scriptOf(s string) script {
	counts := map[script]int{}
	total := 0
	for _, r := range s {
		switch {
		case r < unicode.MaxASCII:
			if unicode.IsLetter(r) {
				counts[latin]++
				total++
			}
		case !unicode.IsLetter(r) && !unicode.IsMark(r):
		case unicode.Is(unicode.Latin, r):
			counts[latin]++
			total++
		default:
			n := weight(r)
			counts[named(r)] += n
			total += n
		}
	}
	best := script("")
	for _, sc := range scripts {
		if counts[sc.name] > counts[best] || best == "" && counts[sc.name] > 0 {
			best = sc.name
		}
	}
	if counts["Kana"] > 0 && best == "Hani" {
		best = "Kana" // Japanese writes both
	}
	n := counts[best]
	if best == "Kana" {
		n += counts["Hani"]
	}
	if best != "" && n >= 2 && float64(n) >= minShare*float64(total) {
		return best
	}
	if counts[latin] > 0 {
		return latin
	}
	return ""
}

func weight(r rune) int {
	if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
		return hanWeight
	}
	return 1
}

// named returns the script of a letter, and one that no language here has for any other.
func named(r rune) script {
	for _, sc := range scripts {
		if unicode.Is(sc.table, r) {
			return sc.name
		}
	}
	return "Zyyy"
}

// ofScript tells the languages of one script apart: by letters that only one of them has, then by words.
func ofScript(s script, message string) string {
	for _, l := range letters {
		if l.script == s && strings.ContainsAny(message, l.letters) {
			return l.code
		}
	}
	counts := countWords(s, strings.FieldsFunc(message, separates))
	best := ""
	for _, sc := range scripts {
		if sc.name == s {
			best = sc.code
		}
	}
	for _, v := range vocabularies {
		if v.script == s && counts[v.code] > counts[best] {
			best = v.code
		}
	}
	return best
}

// countWords counts the words of each language of a script, those that it has in its list and those that end as its words do.
func countWords(s script, words []string) map[string]int {
	counts := map[string]int{}
	lists := theVocabulary()[s]
	for _, w := range slices.Compact(slices.Sorted(slices.Values(words))) {
		codes := lists[w]
		if len(codes) == 0 {
			codes = ending(s, w)
		}
		for _, c := range codes {
			counts[c]++
		}
	}
	return counts
}

// ending returns the languages in whose words w ends as they do.
func ending(s script, w string) []string {
	var codes []string
	for _, e := range endings {
		if e.script != s {
			continue
		}
		for end := range strings.FieldsSeq(e.endings) {
			if rest, ok := strings.CutSuffix(w, end); ok && rest != "" {
				codes = append(codes, e.code)
				break
			}
		}
	}
	return codes
}

func separates(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\u200c' && r != '\u200d'
}

// What decides about a message in Latin letters. A word that only one language has counts one, one that stands in two lists a
// half, and so does a word of one or two letters: it is what a misspelt English word becomes.
const (
	half       = 0.5
	enough     = 1.5 // of a language's own words
	contentful = 0.5 // what an English noun counts against a language that does not borrow it
)

func ofLatin(message string) string {
	tokens := text.Tokens(message)
	seen := map[string]bool{}
	scores := map[string]float64{}
	english, nouns := 0.0, 0.0
	for _, t := range tokens {
		if seen[t.Text] {
			continue
		}
		seen[t.Text] = true
		codes := theWords()[t.Text]
		for _, c := range codes {
			w := 1.0
			if len(codes) > 1 || len(t.Text) < 3 {
				w = half
			}
			switch c {
			case English:
				english += w
			case nounsCode:
				nouns += w
			default:
				scores[c] += w
			}
		}
	}
	for _, l := range letters {
		if l.script == latin && strings.ContainsAny(message, l.letters) {
			scores[l.code]++
		}
	}
	best, most := "", 0.0
	for _, code := range latinCodes {
		if scores[code] > most {
			best, most = code, scores[code]
		}
	}
	against := english
	if best != Romanised { // Hindi as it is spoken has many English nouns
		against += contentful * nouns
	}
	switch {
	case most >= enough && most > against:
		return best
	case english+nouns > 0 && english+nouns >= most:
		return English
	}
	return Unknown
}
