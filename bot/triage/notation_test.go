package triage

import (
	"strings"
	"testing"

	"frontdesk/knowledge"
)

func place(line int) knowledge.Place { return knowledge.Place{File: "red-flags.yaml", Line: line} }

func line(n int, text string) knowledge.Line { return knowledge.Line{Text: text, Place: place(n)} }

// flagsWith returns a file of one flag with one sign and a list.
func flagsWith(sign string) *knowledge.RedFlags {
	return &knowledge.RedFlags{
		Lists: []knowledge.WordList{
			{Name: "CHEST", Words: []knowledge.Line{line(2, "chest, rib* | rib cage")}, Place: place(2)},
			{Name: "FILLER", Words: []knowledge.Line{line(3, "the, my")}, Place: place(3)},
		},
		Flags: []knowledge.RedFlag{{
			ID: "f", Title: "t", Action: knowledge.Emergency, Signs: []knowledge.Line{line(5, sign)}, Place: place(4),
		}},
	}
}

func TestNotation(t *testing.T) {
	for _, c := range []struct{ sign, yes, no string }{
		{"short of breath", "I am short of breath", "short breath of"},
		{"short of breath", "short of my breath", "short of any breath"},
		{"faint*", "I fainted", "faith"},
		{"sharp | stabbing", "a stabbing one", "dull"},
		{"(sharp | stabbing) pain", "stabbing pain", "stabbing"},
		{"[very] sharp pain", "sharp pain", "pain sharp"},
		{"CHEST", "my rib cage", "my back"},
		{"CHEST ~ hurts", "hurts a lot in my chest", "hurts one two three four five six chest"},
		{"CHEST ~9 hurts", "hurts one two three four five six chest", "hurts. "},
		{"weak + yesterday", "yesterday all day long and for hours I was tired and weak", "weak"},
		{"rash unless nappy", "a rash", "a nappy rash"},
		{"throat, tongue", "my tongue", "my leg"},
	} {
		tr, err := New(flagsWith(c.sign))
		if err != nil {
			t.Errorf("%s: %v", c.sign, err)
			continue
		}
		if tr.Look(c.yes, nil).Level != Urgent {
			t.Errorf("%s is not in %q", c.sign, c.yes)
		}
		if got := tr.Look(c.no, nil); got.Level != None {
			t.Errorf("%s is in %q", c.sign, c.no)
		}
	}
}

func TestDoubtfulSignAsks(t *testing.T) {
	tr, err := New(flagsWith("CHEST ~ sore ?"))
	if err != nil {
		t.Fatal(err)
	}
	if got := tr.Look("my chest is sore", nil); got.Level != Ask {
		t.Error(got.Level)
	}
}

func TestBadSignsAreNamed(t *testing.T) {
	for sign, want := range map[string]string{
		"":                                   "it is empty",
		"chest ~":                            "it ends where a word is wanted",
		"(chest":                             "a ) is missing",
		"[chest]":                            "left out altogether",
		"NOSUCH ~ pain":                      "no list is called NOSUCH",
		"chest ~99 pain":                     "more than 30 words",
		"chest ) pain":                       `")" is in the wrong place`,
		"& chest":                            `"&" is no word`,
		"a ~ b ~ c ~ d ~ e ~ f ~ g":          "more than 6",
		"| chest":                            `"|" stands where a word is wanted`,
		"chest ? pain":                       `"pain" is in the wrong place`,
		"CHEST " + strings.Repeat("[a] ", 8): "more than 6 things in a row may be left out",
	} {
		_, err := New(flagsWith(sign))
		if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "red-flags.yaml:5: red flag f: ") {
			t.Errorf("%q: %v, want %q", sign, err, want)
		}
	}
}

func TestBadListsAreNamed(t *testing.T) {
	flags := flagsWith("chest")
	flags.Lists = append(flags.Lists,
		knowledge.WordList{Name: "LOOP", Words: []knowledge.Line{line(7, "one | (LOOP two)")}, Place: place(7)},
		knowledge.WordList{Name: "CHEST", Words: []knowledge.Line{line(8, "chest")}, Place: place(8)},
	)
	flags.Remember = []knowledge.Line{line(9, "NOSUCH")}
	_, err := New(flags)
	for _, want := range []string{"red-flags.yaml:7: list LOOP: the list LOOP contains itself", "red-flags.yaml:8: the list CHEST is there already", "red-flags.yaml:9: remember: no list is called NOSUCH"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// A file whose own sentence fails is refused, and the sentence is named.
func TestContractIsHeld(t *testing.T) {
	flags := flagsWith("CHEST ~ hurts")
	flags.Flags[0].Must = []knowledge.Line{line(11, "my chest hurts"), line(12, "my arm hurts"), line(13, "if my chest hurts should I go")}
	flags.Flags[0].MustNot = []knowledge.Line{line(15, "can it make my chest hurt"), line(16, "my ribs hurts")}
	_, err := New(flags)
	if err == nil {
		t.Fatal("the file is taken")
	}
	want := `red-flags.yaml:12: red flag f must be found in "my arm hurts"
red-flags.yaml:13: red flag f must be found in "if my chest hurts should I go"; it is in doubt only, by the sign "CHEST ~ hurts"
red-flags.yaml:16: red flag f must not be found in "my ribs hurts"; the sign "CHEST ~ hurts" is, in "ribs hurts"`
	if err.Error() != want {
		t.Errorf("%v\nwant\n%v", err, want)
	}
}

func FuzzNotation(f *testing.F) {
	for _, s := range []string{"CHEST ~9 (pain* | [very] sharp) + weak unless gym ?", "((((", "~ ~ ~", "a, b | c", "[a] [b] c*"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, sign string) {
		g := newGrammar(map[string][]string{"CHEST": {"chest, rib* | rib cage"}})
		r, err := g.parse(sign)
		if err != nil {
			return
		}
		x := newBuilder([]string{"the"})
		for _, n := range r.parts {
			for _, t := range n.terms {
				x.add(t)
			}
		}
		var f found
		x.lexicon().read("my chest hurts and I am "+sign, &f)
	})
}
