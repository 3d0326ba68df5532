package triage

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"frontdesk/knowledge"
)

func shipped(tb testing.TB) *knowledge.RedFlags {
	tb.Helper()
	files, err := knowledge.Load(knowledge.Content(), "content")
	if err != nil {
		tb.Fatal(err)
	}
	return &files.RedFlags
}

// compiled returns the shipped red flags, which hold their own contract.
func compiled(tb testing.TB) *Triage {
	tb.Helper()
	t, err := New(shipped(tb))
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

func TestShippedFlagsAreComplete(t *testing.T) {
	for _, f := range shipped(t).Flags {
		want := 25
		if f.Action == knowledge.SameDay || f.Action == knowledge.Soon {
			want = 12
		}
		if len(f.Must) < want || len(f.MustNot) < want {
			t.Errorf("%s has %d must and %d must-not sentences, want %d of each", f.ID, len(f.Must), len(f.MustNot), want)
		}
		words := len(strings.Fields(f.Advice))
		if words < 40 || words > 100 {
			t.Errorf("%s: the advice has %d words", f.ID, words)
		}
		for _, part := range []string{"{{clinic.emergency}}", "{{clinic.phone}}"} {
			if !strings.Contains(f.Advice, part) {
				t.Errorf("%s: the advice lacks %s", f.ID, part)
			}
		}
	}
}

// Every must and must-not sentence of the shipped file is kept, which New takes from the snapshot.
func TestShippedContractHolds(t *testing.T) {
	flags := shipped(t)
	tr, err := New(flags)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range tr.contract(flags.Flags) {
		t.Error(problem)
	}
}

// No question that the shipped entries answer is taken for an emergency.
func TestShippedQuestionsAreNotUrgent(t *testing.T) {
	files, err := knowledge.Load(knowledge.Content(), "content")
	if err != nil {
		t.Fatal(err)
	}
	tr := compiled(t)
	asked, total := 0, 0
	for _, e := range files.Entries {
		for _, q := range append([]string{e.Title}, e.Questions...) {
			total++
			switch got := tr.Look(q, nil); got.Level {
			case Urgent:
				t.Errorf("%s: %q is %s, by %q", e.ID, q, got.Flag.ID, got.Sign)
			case Ask:
				asked++
			}
		}
	}
	if asked*100 > total {
		t.Errorf("the safety question is asked at %d of %d questions", asked, total)
	}
}

var ordinary = []string{
	"Hello, I had my first session last Tuesday and it went well.",
	"My back is stiff in the mornings.",
	"I sit at a desk all day.",
	"How many visits do people usually need?",
	"Thanks for your help so far!",
	"Do you have a slot on Friday afternoon?",
	"The parking was easy to find.",
}

// A sentence that must be found is found inside any ordinary message, written in any way.
func TestRedFlagInsideALongerMessage(t *testing.T) {
	tr := compiled(t)
	r := rand.New(rand.NewPCG(1, 2))
	for _, f := range shipped(t).Flags {
		for _, line := range f.Must {
			for range 4 {
				message := disguise(r, tr, bury(r, line.Text))
				if got := tr.Look(message, nil); got.Level != Urgent {
					t.Errorf("%s is not found in %q: %v", f.ID, message, got.Level)
				}
			}
		}
	}
}

// bury puts a sentence among ordinary ones.
func bury(r *rand.Rand, sentence string) string {
	all := slices.Clone(ordinary)
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	all = slices.Insert(all[:3], r.IntN(4), sentence+".")
	return strings.Join(all, " ")
}

// disguise changes case, quotes and spacing, and makes one slip in a longer word.
func disguise(r *rand.Rand, tr *Triage, message string) string {
	words := strings.Fields(message)
	if long := longWords(words); len(long) > 0 {
		i := long[r.IntN(len(long))]
		if slipped := slip(r, words[i]); !known(tr, slipped) {
			words[i] = slipped
		}
	}
	message = strings.Join(words, []string{" ", "  ", "\u00a0", "\t"}[r.IntN(4)])
	message = strings.ReplaceAll(message, "'", []string{"'", "’", "ʼ", ""}[r.IntN(4)])
	switch r.IntN(3) {
	case 0:
		return strings.ToUpper(message)
	case 1:
		return "“" + message + "” \U0001F622"
	}
	return message
}

func longWords(words []string) []int {
	var long []int
	for i, w := range words {
		if len(w) >= 7 && strings.IndexFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) < 0 {
			long = append(long, i)
		}
	}
	return long
}

// known reports whether a slip makes another word of it.
func known(tr *Triage, word string) bool {
	_, ok := tr.words.words[word]
	return ok
}

func slip(r *rand.Rand, w string) string {
	i := 1 + r.IntN(len(w)-2)
	switch r.IntN(4) {
	case 0:
		return w[:i] + w[i+1:]
	case 1:
		return w[:i] + "q" + w[i+1:]
	case 2:
		return w[:i] + string(w[i]) + w[i:]
	}
	return w[:i] + string(w[i+1]) + string(w[i]) + w[i+2:]
}

func TestLookIsSafeForConcurrentUse(t *testing.T) {
	tr := compiled(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, f := range tr.signs {
				for _, line := range f.flag.Must[:3] {
					if tr.Look(line.Text, nil).Level != Urgent {
						t.Error(line.Text)
					}
				}
			}
		})
	}
	wg.Wait()
}

func FuzzLook(f *testing.F) {
	tr := compiled(f)
	for _, s := range ordinary {
		f.Add(s)
	}
	f.Add("no no not nahi if what if\nmy chest ?? i cant breathe, or or and")
	f.Add("\xff\x00’’ \u202echest pain")
	f.Fuzz(func(t *testing.T, message string) {
		got := tr.Look(message, nil)
		if (got.Flag == nil) != (got.Level == None) || (len(got.Words) == 0) != (got.Level == None) {
			t.Errorf("%+v", got)
		}
		again := tr.Look(message, got.Heard)
		if again.Level < got.Level {
			t.Errorf("%v the first time, %v the second", got.Level, again.Level)
		}
	})
}
