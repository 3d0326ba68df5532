package knowledge

import (
	"encoding/csv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"frontdesk/knowledge/text"
)

// shared is the folder beside the checkout that holds the project's brief; it is there where the project is developed.
var shared = filepath.Join("..", "..", "shared")

func loadContent(t *testing.T) *Files {
	t.Helper()
	files, err := Load(Content(), "content")
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestEveryTopicHasItsEntry(t *testing.T) {
	f, err := os.Open(filepath.Join(shared, "topics.csv"))
	if err != nil {
		t.Skip("the list of topics is not here: ", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]Kind{}
	for _, e := range loadContent(t).Entries {
		kinds[e.ID] = e.Kind
	}
	for _, row := range rows[1:] {
		if kinds[row[0]] != FAQ {
			t.Errorf("%s is %q, want a FAQ entry", row[0], kinds[row[0]])
		}
	}
}

func TestEntriesThatTheBotItselfNeeds(t *testing.T) {
	want := map[Kind][]string{
		SmallTalk: {"greeting", "thanks", "goodbye", "who-are-you", "what-can-you-do", "how-are-you", "ack"},
		Handoff:   {"book", "call-us", "talk-to-a-person", "reschedule", "cancel", "price-quote", "directions"},
		Decline:   {"medical-advice"},
	}
	for _, e := range loadContent(t).Entries {
		want[e.Kind] = slices.DeleteFunc(want[e.Kind], func(id string) bool { return id == e.ID })
	}
	for kind, ids := range want {
		if len(ids) > 0 && kind != FAQ {
			t.Errorf("missing %s entries: %v", kind, ids)
		}
	}
}

// The house's rules for medical content: 40 to 120 words, twelve or more ways to ask, sources and review dates.
func TestEntriesKeepTheRulesForContent(t *testing.T) {
	for _, e := range loadContent(t).Entries {
		words := len(strings.Fields(e.Text()))
		switch {
		case e.Kind == Section || e.Kind == Article:
			continue
		case len(e.Questions) < 12:
			t.Errorf("%s has %d questions, want 12 or more", e.Place, len(e.Questions))
		case e.Kind == FAQ && (words < 40 || words > 120):
			t.Errorf("%s has %d words, want 40 to 120", e.Place, words)
		case e.Kind == FAQ && len(e.Sources) == 0:
			t.Errorf("%s names no source", e.Place)
		}
		if e.Reviewed.IsZero() || e.ReviewBy.IsZero() || len(e.Related) == 0 {
			t.Errorf("%s lacks its review dates or related entries", e.Place)
		}
	}
}

func TestArticlesAreOfAReadableLength(t *testing.T) {
	words := map[string]int{}
	for _, e := range loadContent(t).Entries {
		switch e.Kind {
		case Article:
			words[e.ID] += len(strings.Fields(e.Text()))
		case Section:
			words[e.Article] += len(strings.Fields(e.Title + " " + e.Text()))
		}
	}
	if len(words) < 5 {
		t.Errorf("%d articles, want 5 or more", len(words))
	}
	for id, n := range words {
		if n < 600 || n > 1200 {
			t.Errorf("%s has %d words, want 600 to 1,200", id, n)
		}
	}
}

func TestShippedContentPromisesNothing(t *testing.T) {
	for _, p := range loadContent(t).Promises() {
		t.Error(p)
	}
}

// shingle is how many words in a row make a copied sentence.
const shingle = 9

func TestNoSentenceIsCopied(t *testing.T) {
	theirs := map[string]string{}
	for _, pattern := range []string{"FACTS.md", "topics.csv", "sources/*", "questions/*"} {
		names, err := filepath.Glob(filepath.Join(shared, pattern))
		if err != nil || len(names) == 0 {
			t.Skip("the brief is not here")
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range shingles(string(data)) {
				theirs[s] = filepath.Base(name)
			}
		}
	}
	err := fs.WalkDir(Content(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(Content(), name)
		for _, s := range shingles(string(data)) {
			if from := theirs[s]; from != "" {
				t.Errorf("%s has %q from %s", name, s, from)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// shingles returns every run of words of a text's lines.
func shingles(s string) []string {
	var out []string
	for line := range strings.Lines(s) {
		if strings.Contains(line, "{title:") {
			continue // a source is named as it is named
		}
		words := text.Words(line)
		for i := 0; i+shingle <= len(words); i++ {
			out = append(out, strings.Join(words[i:i+shingle], " "))
		}
	}
	return out
}
