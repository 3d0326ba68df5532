package knowledge

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// generated returns a knowledge of so many variants, ten an entry, whose words are as frequent as in a natural language
// (Zipf's law), and questions that are variants with a word changed.
func generated(variants int) (entries []*Entry, questions []string) {
	r := rand.New(rand.NewPCG(1, uint64(variants)))
	zipf := rand.NewZipf(r, 1.1, 4, uint64(1000+variants/4))
	word := func() string { return pronounceable(zipf.Uint64()) }
	for n := range variants / 10 {
		e := &Entry{ID: fmt.Sprintf("entry-%06d", n), Kind: FAQ, Answer: "Yes."}
		about := []string{word(), word(), word()}
		for v := range 10 {
			words := []string{"how", "do", "i", word(), about[r.IntN(3)], word(), about[r.IntN(3)], fmt.Sprint("v", v)}
			e.Questions = append(e.Questions, strings.Join(words, " "))
		}
		e.Title, e.Questions = e.Questions[0], e.Questions[1:]
		entries = append(entries, e)
		if n%max(1, variants/10/100) == 0 {
			questions = append(questions, "how do i "+about[0]+" "+about[1]+" "+word())
		}
	}
	return entries, questions
}

// pronounceable spells a number as a word of two to four syllables.
func pronounceable(n uint64) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	var b strings.Builder
	for i := 0; i < 2 || n > 0; i++ {
		b.WriteByte(consonants[n%14])
		n /= 14
		b.WriteByte(vowels[n%5])
		n /= 5
	}
	return b.String() + "n"
}

var benchmarkSizes = []int{300, 3000, 30000, 100000}

func BenchmarkSearch(b *testing.B) {
	for _, n := range benchmarkSizes {
		entries, questions := generated(n)
		base, err := New(&Files{Entries: entries})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("variants=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				base.Search(Query{Text: questions[i%len(questions)]})
			}
		})
		b.Run(fmt.Sprintf("plain/variants=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if _, err := base.PlainMatch(questions[i%len(questions)], 10); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("suggest/variants=%d", n), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				q := questions[i%len(questions)]
				base.Suggest(q[:len(q)-2], 5)
			}
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range benchmarkSizes {
		entries, _ := generated(n)
		b.Run(fmt.Sprintf("variants=%d", n), func(b *testing.B) {
			for b.Loop() {
				base, err := New(&Files{Entries: entries})
				if err != nil {
					b.Fatal(err)
				}
				base.Close()
			}
		})
	}
}
