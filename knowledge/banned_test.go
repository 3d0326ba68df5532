package knowledge

import (
	"strings"
	"testing"
)

func TestPromises(t *testing.T) {
	banned := []Banned{{"cure", "It helps for a while."}, {"no risk", "There is some."}, {"non-invasive", "A needle goes in."}}
	for answer, want := range map[string]string{
		"It cures back pain.":                          `it says "cure"`,
		"Curing takes time.":                           `it says "cure"`,
		"There is no risk at all.":                     `it says "no risk"`,
		"A Non‑Invasive way.":                          `it says "non-invasive"`,
		"It is not a cure.":                            "",
		"Nobody can cure it.":                          "",
		"The idea that it cures pain has no evidence.": "",
		"A curious question, and secure parking.":      "",
		"Tape may cure nothing. <!-- allow: cure: says that it does not -->": "",
		"A cure. <!-- allow: cure -->":                                       "needs a reason",
		"A cure.\nA cure. <!-- allow: cure: a quote -->":                     "a.md:3: ",
	} {
		f := Files{Banned: banned, Entries: []*Entry{{Answer: answer, AnswerLine: 3, Place: Place{File: "a.md"}}}}
		got := f.Promises()
		if want == "" && len(got) > 0 || want != "" && (len(got) != 1 || !strings.Contains(got.Error(), want)) {
			t.Errorf("%q: %v, want %q", answer, got, want)
		}
	}
}
