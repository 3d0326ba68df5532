package eval

import (
	"slices"
	"strings"
)

// Fault is one thing that is wrong with a reply.
type Fault string

// What can be wrong with a reply.
const (
	WrongKind  Fault = "kind"     // it is of none of the kinds that are right
	WrongEntry Fault = "entry"    // none of its entries is one of those that are right
	NotSaid    Fault = "must"     // its text lacks what it must say
	Forbidden  Fault = "mustnot"  // its text says what it may not
	SaidBefore Fault = "norepeat" // its text is that of the reply before
)

// Faults returns what is wrong with a reply; none when it is right. A question by itself has to get its kind and, if it has one,
// its entry; of a turn in a conversation only what its file asks for is judged.
func (p Prediction) Faults() []Fault {
	var faults []Fault
	for _, check := range []struct {
		wrong bool
		fault Fault
	}{
		{!p.kindRight(), WrongKind},
		{p.Entry != "" && !among(p.Entry, p.GotEntries), WrongEntry},
		{p.Must != nil && !p.Must.MatchString(p.Text), NotSaid},
		{p.MustNot != nil && p.MustNot.MatchString(p.Text), Forbidden},
		{p.NoRepeat && p.repeats(), SaidBefore},
	} {
		if check.wrong {
			faults = append(faults, check.fault)
		}
	}
	return faults
}

func (p Prediction) kindRight() bool {
	if p.Turn > 0 && p.Kind == "" {
		return true
	}
	return p.wants(p.GotKind)
}

// wants reports whether a kind of reply is one of those that are right.
func (p Prediction) wants(kind string) bool {
	return slices.Contains(strings.Split(p.Kind, "|"), kind)
}

// repeats reports whether the reply is word for word the one before.
func (p Prediction) repeats() bool {
	return p.Before != "" && strings.Join(strings.Fields(p.Text), " ") == strings.Join(strings.Fields(p.Before), " ")
}

func right(p Prediction) bool { return len(p.Faults()) == 0 }

// accepts reports whether an entry, or the entry whose section it is, is one of those that want names.
func accepts(want, entry string) bool {
	if entry == "" {
		return false
	}
	whole, _, _ := strings.Cut(entry, "#")
	return slices.ContainsFunc(strings.FieldsFunc(want, func(r rune) bool { return r == '|' || r == '+' }), func(w string) bool {
		return w == entry || w == whole
	})
}

// among reports whether got holds what want asks for: all of a+b, any of a|b.
func among(want string, got []string) bool {
	for _, part := range strings.Split(want, "+") {
		if !slices.ContainsFunc(got, func(e string) bool { return accepts(part, e) }) {
			return false
		}
	}
	return true
}
