package knowledge

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdesk/knowledge/text"
)

// clinic is a small knowledge to search in.
func clinic(t testing.TB, more ...*Entry) *Base {
	t.Helper()
	entries := append([]*Entry{
		{ID: "article", Kind: Article, Title: "Herbs and needles", Answer: "About herbs.", Sections: []string{"article#tea"}},
		{ID: "article#tea", Kind: Section, Article: "article", Title: "Ginger tea after needling", Answer: "Ginger tea warms the stomach. Does it hurt the liver? No."},
		{ID: "cost", Kind: FAQ, Title: "What does a session cost?", Questions: []string{"how much is it", "what is the price of one session", "how expensive are sessions"}, Keywords: []string{"price", "cost"}},
		{ID: "greeting", Kind: SmallTalk, Title: "Hello", Questions: []string{"hi there", "good morning", "how are you"}},
		{ID: "insurance", Kind: FAQ, Title: "Does insurance pay?", Questions: []string{"will my insurance cover this", "is it covered by health insurance"}},
		{ID: "pain-during", Kind: FAQ, Title: "Does dry needling hurt?", Questions: []string{"is it painful", "will I feel the needle", "how painful is dry needling"}, Related: []string{"soreness-after"}},
		{ID: "soreness-after", Kind: FAQ, Title: "How sore will I be afterwards?", Questions: []string{"how long does the soreness last", "is muscle ache normal the next day", "my physio said I would be sore"}},
		{ID: "weather", Kind: Decline, Title: "Do you know the weather?", Questions: []string{"will it rain tomorrow", "how hot is it in dubai"}},
	}, more...)
	slices.SortFunc(entries, func(a, b *Entry) int { return strings.Compare(a.ID, b.ID) })
	base, err := wordsOnly(&Files{Entries: entries, Synonyms: [][]string{
		{"physio", "physiotherapist", "physical therapist", "PT"}, {"hurt", "be painful for me"}, {"soreness", "muscle hangover"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = base.Close() })
	return base
}

func TestSearchFindsWhatIsAsked(t *testing.T) {
	base := clinic(t)
	for question, want := range map[string]string{
		"how much does one session cost":        "cost",
		"is dry needling painful":               "pain-during",
		"does my health insurance cover it":     "insurance",
		"how long will the soreness last":       "soreness-after",
		"will the rain stop tomorrow":           "weather",
		"ginger tea and the liver after needle": "article#tea",
	} {
		res := base.Search(Query{Text: question})
		if len(res.Hits) == 0 || res.Hits[0].ID != want || res.Confidence() < 0.5 {
			t.Errorf("%q: got %+v, want %s", question, res.Hits, want)
		}
	}
}

func TestWhatSaysNothingGetsNoAnswer(t *testing.T) {
	base := clinic(t)
	for _, question := range []string{
		"", " ", "how", "what is it", "and then", "123", "12 34", "???", "…", "💉", "how are", "xqzt", "hsjsjdhd kdkdk", strings.Repeat("z", 10000),
	} {
		if res := base.Search(Query{Text: question}); res.Confidence() != 0 {
			t.Errorf("%.40q: got %+v, want no confidence", question, res.Hits[0])
		}
	}
}

func TestOneWordNeedsAKeyword(t *testing.T) {
	base := clinic(t)
	for question, sure := range map[string]bool{"price": true, "Price?": true, "the cost": true, "hello": true, "session": false, "needle": false, "a needle please": false} {
		c := base.Search(Query{Text: question}).Confidence()
		if sure && c != 1 || !sure && c > bareWeight {
			t.Errorf("%q: confidence %.2f, want sure: %v", question, c, sure)
		}
	}
}

func TestAVariantIsCertain(t *testing.T) {
	base := shipped(t)
	for _, e := range base.Files().Entries {
		if e.Kind == Article || e.Kind == Section {
			continue
		}
		for _, q := range append([]string{e.Title}, e.Questions...) {
			res := base.Search(Query{Text: "  " + strings.ToUpper(q) + "!"})
			if res.Confidence() != 1 {
				t.Errorf("%s: %q has confidence %.2f", e.ID, q, res.Confidence())
			}
		}
	}
}

func TestEntriesWinOverArticles(t *testing.T) {
	base := clinic(t, &Entry{ID: "tea", Kind: FAQ, Title: "Ginger tea after needling", Answer: "Yes."})
	if res := base.Search(Query{Text: "ginger tea after needling"}); res.Hits[0].ID != "tea" {
		t.Errorf("got %+v", res.Hits)
	}
}

func TestAFollowUpIsReadWithItsTopic(t *testing.T) {
	base := clinic(t)
	for _, c := range []struct{ text, topic, want string }{
		{"and how long does that last", "soreness-after", "soreness-after"},
		{"for three of them", "cost", "cost"},
		{"but will it be covered by my insurance", "cost", "insurance"},
		{"is dry needling painful", "cost", "pain-during"},
	} {
		res := base.Search(Query{Text: c.text, Topic: c.topic})
		if res.Hits[0].ID != c.want || res.Confidence() < 0.5 {
			t.Errorf("%q after %s: got %+v, want %s", c.text, c.topic, res.Hits[0], c.want)
		}
		if res.Topic != "" && res.Topic != c.topic {
			t.Errorf("%q: read with %s", c.text, res.Topic)
		}
	}
	if res := base.Search(Query{Text: "xyzzy plugh", Topic: "cost"}); res.Confidence() != 0 {
		t.Errorf("noise after a topic: got %+v", res.Hits[0])
	}
	if res := base.Search(Query{Text: "for three of them"}); res.Confidence() >= 0.5 {
		t.Errorf("without a topic: got %+v", res.Hits[0])
	}
}

func TestTwoQuestionsHaveTwoParts(t *testing.T) {
	base := clinic(t)
	for question, want := range map[string][]string{
		"how much is it and will my insurance cover this": {"cost", "insurance"},
		"is it painful? how long does the soreness last?": {"pain-during", "soreness-after"},
		"is dry needling painful and sore":                nil,
	} {
		var got []string
		for _, p := range base.Search(Query{Text: question}).Parts {
			got = append(got, p.Hits[0].ID)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q (-want +got):\n%s", question, d)
		}
	}
}

func TestMisspeltWordsAreRead(t *testing.T) {
	base := clinic(t)
	for question, want := range map[string]string{
		"is it paniful":                        "is it painful",
		"will my insurrance cover it":          "will my insurance cover it",
		"how long does the sorenes last":       "how long does the soreness last",
		"is dry neddling painful":              "is dry needling painful",
		"my fysiotherapist said i would be it": "my physio said i would be it",
	} {
		if got := base.Search(Query{Text: question}).Read; got != want {
			t.Errorf("%q was read as %q, want %q", question, got, want)
		}
	}
}

func TestEveryBuildGivesTheSameResults(t *testing.T) {
	one, other := shipped(t), shipped(t)
	for _, q := range asked(t, "testdata/asked.txt") {
		a, b := one.Search(Query{Text: q.text}), other.Search(Query{Text: q.text})
		if d := cmp.Diff(a, b); d != "" {
			t.Fatalf("%q differs between two builds:\n%s", q.text, d)
		}
	}
}

// TestSynonymsNeverChangeTheAnswer puts every member of every shipped group in the place of every other one.
func TestSynonymsNeverChangeTheAnswer(t *testing.T) {
	base := shipped(t)
	tried := 0
	for _, group := range base.Files().Synonyms {
		for _, q := range asked(t, "testdata/asked.txt") {
			for _, from := range group {
				to, ok := replaceWords(q.text, from, group[(slices.Index(group, from)+1)%len(group)])
				if !ok {
					continue
				}
				tried++
				a, b := base.Search(Query{Text: text.Key(q.text)}), base.Search(Query{Text: to})
				if d := cmp.Diff(a.Hits, b.Hits); d != "" {
					t.Errorf("%q and %q differ:\n%s", q.text, to, d)
				}
			}
		}
	}
	if tried < 50 {
		t.Errorf("only %d questions have a synonym", tried)
	}
}

// replaceWords replaces a phrase, as whole words, unless a longer synonym may cover it.
func replaceWords(s, from, to string) (string, bool) {
	key := " " + text.Key(s) + " "
	if !strings.Contains(key, " "+text.Key(from)+" ") {
		return "", false
	}
	return strings.TrimSpace(strings.ReplaceAll(key, " "+text.Key(from)+" ", " "+text.Key(to)+" ")), true
}

func TestEmptyKnowledgeFindsNothing(t *testing.T) {
	base, err := wordsOnly(&Files{})
	if err != nil {
		t.Fatal(err)
	}
	defer base.Close()
	if res := base.Search(Query{Text: "is it painful", Topic: "cost"}); len(res.Hits) != 0 {
		t.Errorf("got %+v", res)
	}
	if got := base.Suggest("is", 5); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestSearchIsSafeForConcurrentUse(t *testing.T) {
	base := clinic(t)
	want := base.Search(Query{Text: "how painful is a session"})
	done := make(chan string)
	for range 8 {
		go func() {
			for range 50 {
				base.Search(Query{Text: "will my insurance cover this and how much is it"})
				if d := cmp.Diff(want, base.Search(Query{Text: "how painful is a session"})); d != "" {
					done <- d
					return
				}
			}
			done <- ""
		}()
	}
	for range 8 {
		if d := <-done; d != "" {
			t.Error(d)
		}
	}
}

func TestSuggestWhileTyping(t *testing.T) {
	base := clinic(t)
	for typed, want := range map[string]string{"how mu": "cost", "will my ins": "insurance", "PAINF": "pain-during", "does dry needling h": "pain-during", "how long does the soreness ": "soreness-after", "": "soreness-after"} {
		if got := base.Suggest(typed, 3); len(got) == 0 || got[0] != want {
			t.Errorf("%q: got %v, want %s first", typed, got, want)
		}
	}
	if got := base.Suggest("xqz", 3); len(got) != 0 {
		t.Errorf("got %v for a word that nothing begins with", got)
	}
	if got := base.Suggest("good morn", 3); slices.Contains(got, "greeting") {
		t.Errorf("small talk is suggested: %v", got)
	}
}

func TestExplanationNamesWordsEntriesAndWhatDecided(t *testing.T) {
	got := clinic(t).Explain(Query{Text: "how painfull is it"}).String()
	for _, want := range []string{"read as: how painful is it", "by words alone", "1. pain-during 0.", "nearest \"is it painful\"", "nothing here: 0.", "decided: pain-during"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in:\n%s", want, got)
		}
	}
	if got := clinic(t).Explain(Query{Text: "Is it painful?"}).String(); !strings.Contains(got, "settled by words: it is word for word a question of pain-during") {
		t.Errorf("got:\n%s", got)
	}
}

// wordsOnly opens files for questions that are read without an encoder.
func wordsOnly(files *Files) (*Base, error) {
	r, err := NewReader(files.Synonyms, Config{})
	if err != nil {
		return nil, err
	}
	return New(files, r)
}

func TestLongMessagesTakeBoundedTime(t *testing.T) {
	base := shipped(t)
	question := "does dry needling hurt"
	for _, filler := range []string{"and what is it, ", "pain ", "and is my back bad? ", "needling\n", "qwertz uiopu "} {
		res := base.Search(Query{Text: strings.Repeat(filler, 5000) + question})
		if len(res.Hits) == 0 {
			t.Errorf("%q: nothing found", filler)
		}
	}
}
