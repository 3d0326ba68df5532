package bot

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"frontdesk/knowledge/text"
)

// Who is whom a message is about.
type Who string

// Whom a message may be about. Nobody is the zero value: it does not say.
const (
	Nobody   Who = ""
	Self     Who = "self"
	Mother   Who = "mother"
	Father   Who = "father"
	Wife     Who = "wife"
	Husband  Who = "husband"
	Son      Who = "son"
	Daughter Who = "daughter"
	Child    Who = "child"   // also children in general
	Friend   Who = "friend"  //
	Patient  Who = "patient" // somebody who is cared for
	Other    Who = "other"   // another person: Noun says which, where it is known
)

// Person is whom a message is about.
type Person struct {
	Who    Who
	Noun   string // as the message names the person, in English: "grandmother"; empty for Self and Nobody
	Age    int    // in years, 0 to 120; -1 when it is not said
	Minor  bool   // under 18, by the age or by a word such as "toddler"
	Parent bool   // a parent asks about a child who is not said to be grown up
}

// adult is the age from which nobody asks a parent.
const adult = 18

// relation is a word for a person.
type relation struct {
	who  Who
	noun string
	bare bool // it needs no "my": nobody calls the bot so
}

// PersonIn reads whom a message is about: the mother in "can my mother get it", the person who writes in "my mother says that
// I should try it".
func PersonIn(message string) Person {
	tokens := text.Tokens(message)
	p := Person{Age: ageIn(tokens)}
	if i, r, ok := relative(tokens); ok && !onlyMentioned(tokens, i) {
		p.Who, p.Noun = r.who, r.noun
	} else if anyOf(tokens, "i", "im", "ive", "me", "my", "myself", "mujhe", "mera", "meri", "mere", "main") {
		p.Who = Self
	} else if anyOf(tokens, "he", "she", "him", "her", "unko", "unka", "unki", "unhe") {
		p.Who = Other
	} else if p.Age >= 0 {
		p.Who, p.Noun = Other, "person"
	}
	p.Parent = p.Age < adult && (p.Who == Son || p.Who == Daughter || p.Who == Child && anyOf(tokens, owners...))
	p.Minor = 0 <= p.Age && p.Age < adult || p.Age < 0 && p.called(tokens)
	return p
}

// called reports whether a person without an age is called young.
func (p Person) called(tokens []text.Token) bool {
	switch p.Who {
	case Child:
		return true
	case Self:
		return anyOf(tokens, "teen", "teenager", "minor")
	case Son, Daughter, Other:
		return anyOf(tokens, minors...)
	}
	return false
}

// minors are words for people under 18.
var minors = []string{
	"toddler", "teenager", "teen", "teenage", "kid", "kids", "child", "children", "infant", "schoolboy", "schoolgirl", "minor",
	"minors", "bachcha", "bachche", "bacche", "bacchi", "baccha",
}

// relations returns the words for people.
var relations = sync.OnceValue(func() map[string]relation {
	out := map[string]relation{}
	add := func(who Who, noun, words string, bare bool) {
		for w := range strings.FieldsSeq(words) {
			out[w] = relation{who, noun, bare}
		}
	}
	add(Mother, "mother", "mother mom mum mommy mummy mummys mam mama amma maa mataji mothers moms mums", true)
	add(Father, "father", "father dad daddy papa appa pitaji dads fathers papas", true)
	add(Wife, "wife", "wife wifey wifes biwi patni", true)
	add(Husband, "husband", "husband hubby husbands pati", true)
	add(Son, "son", "son sons beta bete ladka", false)
	add(Daughter, "daughter", "daughter daughters beti", false)
	add(Child, "child", "child kid childs kids bachcha bachche baccha bacche bacchi toddler teenager infant baby babies", false)
	add(Child, "child", "children", true)
	add(Friend, "friend", "friend friends dost buddy", false)
	add(Patient, "patient", "patient patients", false)
	for noun := range strings.FieldsSeq(`grandmother grandfather brother sister uncle aunt cousin nephew niece grandson granddaughter
		partner girlfriend boyfriend colleague neighbour boss client student`) {
		add(Other, noun, noun+" "+noun+"s", false)
	}
	add(Other, "grandmother", "grandma granny nani dadi paati ajji ammamma nan", true)
	add(Other, "grandfather", "grandpa grandad granddad dadaji nanaji thatha", true)
	add(Other, "brother", "bhai bhaiya bro", false)
	add(Other, "sister", "sis behen bahen didi", false)
	add(Other, "aunt", "aunty auntie", false)
	add(Other, "neighbour", "neighbor neighbors", false)
	add(Other, "fiancé", "fiance fiancee", false)
	return out
})

// owners stand before a word for a person of the one who writes.
var owners = []string{"my", "our", "mera", "mere", "meri", "hamari", "hamare", "hamara", "apni", "apne", "apna"}

// relative finds the first person that a message is about by a word, and where it stands. In "my mother's friend" it is the
// friend.
func relative(tokens []text.Token) (int, relation, bool) {
	known := relations()
	for i, t := range tokens {
		r, ok := known[t.Text]
		if !ok || !meant(tokens, i, r) || withMe(tokens, i) {
			continue
		}
		if strings.HasSuffix(t.Text, "s") && i+1 < len(tokens) {
			if next, also := known[tokens[i+1].Text]; also {
				return i + 1, next, true
			}
		}
		return i, r, true
	}
	return 0, relation{}, false
}

// meant reports whether a word for a person at i means one: "my son", "a patient", "mom has", and not "thanks son".
func meant(tokens []text.Token, i int, r relation) bool {
	near := before(tokens, i, 4)
	owned := slices.ContainsFunc(near, func(w string) bool { return slices.Contains(owners, w) })
	switch {
	case r.who == Patient:
		return !slices.Contains(near, "i") && !slices.Contains(near, "im") && !slices.Contains(near, "be") && len(near) > 0 &&
			slices.Contains([]string{"the", "my", "our", "this", "old", "for", "diabetic", "male", "female"}, near[len(near)-1])
	case strings.HasPrefix(tokens[i].Text, "bab"):
		return owned && !anyOf(tokens, expecting...)
	case r.who == Child && anyOf(tokens, "breastfeeding", "breastfeed", "feeding", "nursing"):
		return false
	case owned, r.bare && (len(near) == 0 || near[len(near)-1] != "a"):
		return true
	}
	// "can a child have it", "a friend of mine has", "for a 12 year old kid"
	return r.who == Child || r.who == Friend && i+1 < len(tokens) && tokens[i+1].Text == "of"
}

// expecting are words of somebody whose baby is not born yet, or at the breast: the message is about the mother.
var expecting = []string{
	"pregnant", "pregnancy", "expecting", "trimester", "breastfeeding", "breastfeed", "feeding", "nursing", "weeks", "scan", "womb",
}

// withMe reports whether somebody is named beside the one who writes: "me and my wife", "my wife and i".
func withMe(tokens []text.Token, i int) bool {
	near := before(tokens, i, 3)
	after := func(n int) string {
		if i+n < len(tokens) {
			return tokens[i+n].Text
		}
		return ""
	}
	return slices.Contains(near, "and") && (slices.Contains(near, "me") || slices.Contains(near, "i")) ||
		after(1) == "and" && (after(2) == "i" || after(2) == "me")
}

// before returns at most n words that stand before i in its sentence.
func before(tokens []text.Token, i, n int) []string {
	var words []string
	for j := i; j > 0 && len(words) < n && !tokens[j].Stop; j-- {
		words = append(words, tokens[j-1].Text)
	}
	slices.Reverse(words)
	return words
}

// What people do who are mentioned and not meant: they say something, or have had the treatment themselves.
var (
	tells = []string{
		"says", "said", "say", "told", "tells", "thinks", "thought", "recommended", "recommends", "suggested", "suggests", "advised",
		"insists", "swears", "keeps", "bola", "boli", "bole", "kehta", "kehti", "kehte", "bolta", "bolti", "bolte", "kaha", "wants", "heard", "read",
	}
	went    = []string{"had", "tried", "did", "got", "does", "goes", "went", "loves", "loved", "karwaya", "karaya"}
	theirs  = []string{"he", "she", "his", "her", "him", "they", "unka", "unki", "unko", "unhe", "uska", "uski", "usko", "unke"}
	writers = []string{"i", "im", "ive", "me", "my", "mine", "mujhe", "main", "mera", "meri", "mere"}
)

// onlyMentioned reports whether the person at i is mentioned by somebody who writes about themselves.
func onlyMentioned(tokens []text.Token, i int) bool {
	rest := tokens[i+1:]
	if len(rest) == 0 {
		return false
	}
	if j := slices.IndexFunc(rest[:min(3, len(rest))], func(t text.Token) bool { return slices.Contains(tells, t.Text) }); j >= 0 {
		return firstOf(rest[j+1:], writers, theirs)
	}
	if !slices.ContainsFunc(rest[:min(2, len(rest))], func(t text.Token) bool { return slices.Contains(went, t.Text) }) {
		return false
	}
	for j := range rest[:len(rest)-1] { // "my friend had it, should i"
		first, second := rest[j].Text, rest[j+1].Text
		asks := slices.Contains([]string{"can", "should", "could", "may", "will", "would", "shall", "do", "am", "for"}, first)
		if asks && (second == "i" || second == "me") {
			return true
		}
	}
	return false
}

// firstOf reports whether one of a stands before any of b.
func firstOf(tokens []text.Token, a, b []string) bool {
	for _, t := range tokens {
		switch {
		case slices.Contains(a, t.Text):
			return true
		case slices.Contains(b, t.Text):
			return false
		}
	}
	return false
}

func anyOf(tokens []text.Token, words ...string) bool {
	return slices.ContainsFunc(tokens, func(t text.Token) bool { return slices.Contains(words, t.Text) })
}

// What stands behind or before a number that is an age. A number alone is one behind "I am" and behind a word for a person.
var (
	years = []string{"year", "years", "yr", "yrs", "saal", "sal", "y", "month", "months", "mahine"}

	past       = []string{"ago", "pehle", "back", "since", "pregnant", "along"}
	aged       = []string{"age", "aged", "umar", "umr", "turning", "turned"}
	countables = []string{
		"weeks", "week", "month", "months", "days", "day", "sessions", "session", "hours", "hour", "minutes", "min", "times", "years", "year", "yrs",
		"yr", "saal", "kg", "kgs", "mahine", "hafte", "din", "wks", "needles", "am", "pm", "baje", "th", "percent", "rupees", "steps", "people", "and",
	}
)

// ageIn returns the age that a message tells, in years, or -1.
func ageIn(tokens []text.Token) int {
	for i, t := range tokens {
		n, unit, ok := number(t.Text)
		if !ok {
			continue
		}
		next := i + 1
		if unit == "" && slices.Contains(years, at(tokens, next)) {
			unit = at(tokens, next)
			next++
		}
		old := saysOld(tokens, i, next) || unit == "yo"
		switch {
		case strings.HasPrefix(unit, "m") && old: // months
			return n / 12
		case strings.HasPrefix(unit, "m"): // "I am 5 months along"
		case old, unit == "" && ofSomebody(tokens, i) && !slices.Contains(countables, at(tokens, next)),
			unit != "" && (ofSomebody(tokens, i) || isRelation(at(tokens, next))) && !slices.Contains(past, at(tokens, next)):
			return n
		}
	}
	return -1
}

// at returns the word at i, or "".
func at(tokens []text.Token, i int) string {
	if 0 <= i && i < len(tokens) {
		return tokens[i].Text
	}
	return ""
}

func isRelation(word string) bool {
	_, ok := relations()[word]
	return ok
}

// saysOld reports whether the number at i is called an age: by what stands before it, or from next on, behind its unit.
func saysOld(tokens []text.Token, i, next int) bool {
	before, earlier := at(tokens, i-1), at(tokens, i-2)
	if slices.Contains(aged, before) || slices.Contains(aged, earlier) && (before == "is" || before == "of") {
		return true
	}
	switch at(tokens, next) {
	case "old", "olds", "yo", "o":
		return true
	case "ka", "ki", "ke": // "12 saal ka beta", "beta 12 saal ka hai"; "15 saal ka dard" is none
		after := at(tokens, next+1)
		return isRelation(after) || isRelation(before) || after == "hai" || after == "hu" || after == "hoon"
	}
	return false
}

// ofSomebody reports whether the number at i stands behind a person: "I am 16", "my son 12", "mother is 70".
func ofSomebody(tokens []text.Token, i int) bool {
	before, earlier := at(tokens, i-1), at(tokens, i-2)
	return isRelation(before) || iAm(earlier, before) || before == "hes" || before == "shes" ||
		before == "is" && (isRelation(earlier) || earlier == "he" || earlier == "she")
}

func iAm(first, second string) bool { return second == "im" || first == "i" && second == "am" }

// number reads an age with what is written to it: "12", "12yo", "70yrs".
func number(s string) (n int, unit string, ok bool) {
	digits := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz")
	n, err := strconv.Atoi(digits)
	unit = s[len(digits):]
	if err != nil || n > 120 || n < 0 {
		return 0, "", false
	}
	switch unit {
	case "", "yo":
	case "y", "yr", "yrs", "years", "year", "saal":
		unit = "years"
	default:
		return 0, "", false
	}
	return n, unit, true
}
