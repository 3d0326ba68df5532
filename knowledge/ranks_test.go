package knowledge

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGoldenRanks shows where the right entry comes out for questions that the content does not hold word for word. A change
// to the ranking or the content shows as a diff; go test ./knowledge -run GoldenRanks -update accepts it.
func TestGoldenRanks(t *testing.T) {
	base := indexed(t, loadContent(t))
	var out strings.Builder
	n, first, third, reciprocal := 0, 0, 0, 0.0
	for _, q := range asked(t, "testdata/asked.txt") {
		rank := 0
		res := base.Search(Query{Text: q.text})
		for i, h := range res.Hits {
			if h.ID == q.entry {
				rank = i + 1
			}
		}
		n++
		if rank == 1 {
			first++
		}
		if 1 <= rank && rank <= 3 {
			third++
		}
		if rank > 0 {
			reciprocal += 1 / float64(rank)
		}
		fmt.Fprintf(&out, "%2d  %.2f  %s: %s", rank, res.Confidence(), q.entry, q.text)
		if rank != 1 {
			fmt.Fprintf(&out, " → %s", res.Hits[0].ID)
		}
		out.WriteByte('\n')
	}
	head := fmt.Sprintf("recall@1 %.3f  recall@3 %.3f  MRR %.3f  of %d questions\n\nrank, confidence of the best, question\n",
		float64(first)/float64(n), float64(third)/float64(n), reciprocal/float64(n), n)
	golden(t, "testdata/ranks.txt", head+out.String())
}

type askedQuestion struct{ entry, text string }

// asked reads a file of questions, each behind its entry.
func asked(t *testing.T, file string) []askedQuestion {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []askedQuestion
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if entry, q, ok := strings.Cut(sc.Text(), ": "); ok && !strings.HasPrefix(entry, "#") {
			out = append(out, askedQuestion{entry, q})
		}
	}
	return out
}

func shipped(t testing.TB) *Base {
	t.Helper()
	base, err := Open(Content(), "content")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = base.Close() })
	return base
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s differs (-want +got); run with -update to accept:\n%s", file, d)
	}
}

// TestQuestionsInOtherLanguages holds how many of testdata/languages.txt find their entry by their meaning.
func TestQuestionsInOtherLanguages(t *testing.T) {
	base := indexed(t, loadContent(t))
	all, first, third := 0, 0, 0
	for _, q := range asked(t, "testdata/languages.txt") {
		want := strings.Split(q.entry, "|")
		res := base.Search(Query{Text: q.text})
		rank := slices.IndexFunc(res.Hits, func(h Hit) bool { return slices.Contains(want, h.ID) })
		all++
		if rank == 0 {
			first++
		}
		if 0 <= rank && rank < 3 {
			third++
		}
		t.Logf("%d  %.2f  %s: %s → %s", rank+1, res.Confidence(), q.entry, q.text, res.Hits[0].ID)
	}
	if t.Logf("%d questions: %d first, %d among three", all, first, third); first < 25 || third < 33 {
		t.Error("fewer than before")
	}
}
