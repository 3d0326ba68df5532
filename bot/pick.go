package bot

import (
	"slices"
	"strconv"
	"strings"

	"frontdesk/knowledge"
	"frontdesk/knowledge/text"
)

// ordinals are the words that count choices; last counts from the end.
var ordinals = map[string]int{
	"first": 1, "1st": 1, "pehla": 1, "pehli": 1, "pahla": 1, "pahli": 1, "primero": 1, "second": 2, "2nd": 2, "dusra": 2, "dusri": 2, "doosra": 2, "doosri": 2, "third": 3, "3rd": 3,
	"teesra": 3, "teesri": 3, "tisra": 3, "tisri": 3, "fourth": 4, "4th": 4, "chautha": 4, "chauthi": 4, "fifth": 5, "5th": 5, "last": last, "lst": last, "aakhri": last, "akhri": last,
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ek": 1, "do": 2, "teen": 3, "char": 4, "top": 1, "bottom": last, "middle": 2, "beech": 2,
}

const last = -1

// besides are the words that may stand around an ordinal or a number without making it anything else.
var besides = strings.Fields("the one ones please option number no choice answer i want pick choose take go for with wala wali waala wali wale please ka ki ko batao bataiye tell me about is that this question ok okay my")

// pick returns the ID of the one choice that a text names by digit, ordinal, letter, or words of its label; "" when it names none.
func pick(words []string, offered []Choice) string {
	if len(offered) == 0 || len(words) == 0 {
		return ""
	}
	if n, ok := counted(words, len(offered)); ok {
		if n < 1 || n > len(offered) {
			return ""
		}
		return offered[n-1].ID
	}
	return labelled(words, offered)
}

// severalOf reports whether a text takes all that was offered, or several by their numbers: "both", "1 and 2", "dono batao".
func severalOf(words []string, offered []Choice) bool {
	several, digits := false, 0
	for _, w := range words {
		_, err := strconv.Atoi(w)
		switch {
		case err == nil:
			digits++
		case slices.Contains(severals, w):
			several = true
		case !slices.Contains(besides, w) && w != "and" && w != "aur" && w != "or" && w != "of" && w != "them":
			return false
		}
	}
	return len(offered) > 1 && (several || digits > 1)
}

var severals = strings.Fields("both all everything dono donon teeno sab sabhi ambos tous beide alle")

// counted reads a number from 1 on out of words that say nothing else.
func counted(words []string, choices int) (n int, ok bool) {
	for _, w := range words {
		m := place(w, len(words), choices)
		switch {
		case m == 0 && slices.Contains(besides, w):
		case m == 0 || n != 0 && m != 1:
			return 0, false
		case n == 0:
			n = m
		}
	}
	return n, n != 0
}

// place returns what place in a list a word names, from 1 on; 0 when it names none. A lone letter does, and "one" and "do" only by themselves.
func place(w string, words, choices int) int {
	if d, err := strconv.Atoi(w); err == nil && d > 0 {
		return d
	}
	if len(w) == 1 && words == 1 && 'a' <= w[0] && w[0] < 'a'+byte(min(choices, 5)) {
		return int(w[0]-'a') + 1
	}
	n := ordinals[w]
	switch {
	case n == last:
		return choices
	case words > 1 && slices.Contains([]string{"one", "do", "ek", "char", "teen"}, w):
		return 0
	}
	return n
}

// maxLabelWords is the most words by which people name a label; a longer message is a question of its own.
const maxLabelWords = 6

// labelled returns the ID of the one choice in whose label every content word of the text stands.
func labelled(words []string, offered []Choice) string {
	for _, c := range offered {
		if same(words, text.Words(c.Label)) {
			return c.ID
		}
	}
	content := slices.DeleteFunc(knowledge.ContentWords(words), func(w string) bool { return slices.Contains(besides, w) })
	if len(content) == 0 || len(words) > maxLabelWords {
		return ""
	}
	found := ""
	for _, c := range offered {
		label := text.Words(c.Label)
		if !all(content, func(w string) bool { return slices.ContainsFunc(label, func(l string) bool { return kin(w, l) }) }) {
			continue
		}
		if found != "" {
			return ""
		}
		found = c.ID
	}
	return found
}

func all(words []string, ok func(string) bool) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !ok(w) })
}

// leastKin is the fewest letters that two forms of one word share at their beginning.
const leastKin = 4

// kin reports whether two words are forms of one word, or one of them mistyped: sore and soreness, needle and nedle.
func kin(a, b string) bool {
	short, long := a, b
	if len(short) > len(long) {
		short, long = long, short
	}
	return knowledge.Slip(a, b) || len(short) >= leastKin && strings.HasPrefix(long, short)
}
