package knowledge

import (
	"strings"
	"testing"
)

func TestDistanceCountsMistakes(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"pain", "pain", 0},
		{"pian", "pain", 1},
		{"pan", "pain", 1},
		{"paain", "pain", 1},
		{"pait", "pain", 1},
		{"neddling", "needling", 1},
		{"nedlding", "needling", 2},
		{"abcd", "badc", 2},
		{"ca", "abc", 3},
		{"", "ab", 2},
		{"sessions", "session", 1},
	} {
		if got := distance(c.a, c.b, 3); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
		if got := distance(c.b, c.a, 3); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.b, c.a, got, c.want)
		}
	}
	if got := distance("completely", "different", 1); got != 2 {
		t.Errorf("beyond the limit: got %d, want 2", got)
	}
}

func TestCorrectionsStayNear(t *testing.T) {
	l := newLexicon()
	for _, words := range [][]string{{"pain", "pain", "paint"}, {"needling", "session", "insurance"}, {"api", "cat"}, {"hurt", "hurts"}} {
		l.learn(words)
	}
	l.finish()
	s := newSpeller(l, newThesaurus([][]string{{"pain", "discomfort"}}))
	for w, want := range map[string]string{
		"pian": "pain", "painn": "pain", "neddling": "needling", "nedling": "needling", "sesion": "session", "insurnace": "insurance",
		"inshurense": "", "hrt": "", "discomfrot": "discomfort", "any": "", "cas": "", "hurrt": "hurt", "pa1n": "", "": "",
	} {
		got, ok := s.correct(w)
		if got != want || ok != (want != "") {
			t.Errorf("correct(%q) = %q, %v; want %q", w, got, ok, want)
		}
	}
}

func TestOrdinaryWordsAreNoMisspellings(t *testing.T) {
	for w, want := range map[string]bool{"move": true, "weather": true, "xqzt": false, "neddling": false, "copyright": false, "granted fee": false} {
		if got := isOrdinary(w); got != want {
			t.Errorf("isOrdinary(%q) = %v", w, got)
		}
	}
}

func TestEveryOrdinaryWordIsFound(t *testing.T) {
	for line := range strings.Lines(ordinaryWords) {
		if w := strings.TrimSpace(line); isOrdinary(w) == strings.HasPrefix(w, "#") {
			t.Errorf("isOrdinary(%q) = %v", w, isOrdinary(w))
		}
	}
}

func TestSynonymsBecomeOneWord(t *testing.T) {
	th := newThesaurus([][]string{{"physio", "Physical Therapist", "PT"}, {"x-ray", "xray"}, {"PT", "trainer"}, {"", "nothing"}})
	for s, want := range map[string]string{
		"my physical therapist": "my physio", "my pt and my trainer": "my physio and my physio", "physical exam": "physical exam",
		"an xray": "an x ray", "nothing": "nothing", "": "",
	} {
		if got := join(th.canonical(fields(s))); got != want {
			t.Errorf("canonical(%q) = %q, want %q", s, got, want)
		}
	}
}

func fields(s string) []string { return strings.Fields(s) }
func join(w []string) string   { return strings.Join(w, " ") }
