package bot

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"frontdesk/bot/clinic"
	"frontdesk/knowledge"
)

// sizes are the knowledge sizes of the benchmarks, in question variants.
var sizes = []int{300, 3_000, 30_000, 100_000}

// generated is knowledge of so many variants, ten an entry, whose words are as frequent as in a natural language (Zipf's
// law), and questions that are nearly variants. Red flags, cautions and phrases are the shipped ones.
func generated(tb testing.TB, variants int) (files *knowledge.Files, questions []string) {
	content, err := shipped()
	if err != nil {
		tb.Fatal(err)
	}
	own := *content.Files()
	own.Entries, own.Synonyms, own.Translations = nil, nil, nil
	r := rand.New(rand.NewPCG(1, uint64(variants)))
	zipf := rand.NewZipf(r, 1.1, 4, uint64(1000+variants/4))
	word := func() string { return pronounceable(zipf.Uint64()) }
	for n := range variants / 10 {
		e := &knowledge.Entry{ID: fmt.Sprintf("entry-%06d", n), Kind: knowledge.FAQ, Answer: "Yes."}
		about := []string{word(), word(), word()}
		for v := range 10 {
			words := []string{"how", "do", "i", word(), about[r.IntN(3)], word(), about[r.IntN(3)], fmt.Sprint("v", v)}
			e.Questions = append(e.Questions, strings.Join(words, " "))
		}
		e.Title, e.Questions = e.Questions[0], e.Questions[1:]
		own.Entries = append(own.Entries, e)
		if n%max(1, variants/10/100) == 0 {
			questions = append(questions, "how do i "+about[0]+" "+about[1]+" "+word())
		}
	}
	return &own, questions
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

// eachBase runs a benchmark on generated knowledge of every size, and on the shipped one.
func eachBase(b *testing.B, run func(b *testing.B, base *knowledge.Base, questions []string)) {
	for _, n := range sizes {
		b.Run(fmt.Sprintf("variants=%d", n), func(b *testing.B) {
			files, questions := generated(b, n)
			base, err := words(files)
			if err != nil {
				b.Fatal(err)
			}
			defer base.Close()
			run(b, base, questions)
		})
	}
	b.Run("shipped", func(b *testing.B) {
		base, err := shipped()
		if err != nil {
			b.Fatal(err)
		}
		run(b, base, unseen(base))
	})
}

// unseen are questions about the shipped knowledge that it does not hold word for word: two variants of an entry in one.
func unseen(base *knowledge.Base) []string {
	var out []string
	for _, e := range base.Files().Entries {
		if len(e.Questions) > 9 {
			out = append(out, e.Questions[3]+" "+e.Questions[7])
		}
	}
	return out
}

// BenchmarkRespond is a whole reply: triage, search, decision, text. Compare it with BenchmarkBleveMatch of the same run.
func BenchmarkRespond(b *testing.B) {
	eachBase(b, func(b *testing.B, base *knowledge.Base, questions []string) {
		bot, err := on(base, Config{Clinic: clinic.Example(), Thresholds: DefaultThresholds()})
		if err != nil {
			b.Fatal(err)
		}
		ctx := context.Background()
		for i := 0; b.Loop(); i++ {
			bot.Respond(ctx, Message{Adapter: "bench", User: strconv.Itoa(i % 1000), Text: questions[i%len(questions)]})
		}
	})
}

// BenchmarkBleveMatch is one plain bleve match query for ten hits, on the same index and questions.
func BenchmarkBleveMatch(b *testing.B) {
	eachBase(b, func(b *testing.B, base *knowledge.Base, questions []string) {
		for i := 0; b.Loop(); i++ {
			if _, err := base.PlainMatch(questions[i%len(questions)], 10); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkBuild is loading knowledge into memory; MB-heap is what stays.
func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{300, 3_000, 10_000, 30_000, 100_000} {
		b.Run(fmt.Sprintf("variants=%d", n), func(b *testing.B) {
			files, _ := generated(b, n)
			before := heap()
			for b.Loop() {
				base, err := words(files)
				if err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				b.ReportMetric(heap()-before, "MB-heap")
				if err := base.Close(); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
		})
	}
}

// heap returns what lives on the heap, in MB.
func heap() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

// words indexes files for questions that are read without an encoder.
func words(files *knowledge.Files) (*knowledge.Base, error) {
	r, err := knowledge.NewReader(files.Synonyms, knowledge.Config{})
	if err != nil {
		return nil, err
	}
	return knowledge.New(files, r)
}
