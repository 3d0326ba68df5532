package triage

import (
	"testing"

	"frontdesk/knowledge"
)

const longQuestion = `hello, I wanted to ask before I book. I have had a stiff lower back for about four months, mostly from sitting at my desk,
and the pain sometimes goes into my right buttock when I drive for long. My doctor said it is muscular and the x ray was normal. A colleague had
dry needling at your place and liked it, but she bruised and was sore for two days. How many sessions would somebody like me usually need, and can
I still go to the gym in the same week? Thank you very much for your help`

// BenchmarkLook measures ordinary messages, which are nearly all that is seen, and urgent ones.
func BenchmarkLook(b *testing.B) {
	t := compiled(b)
	for name, message := range map[string]string{
		"ordinary60":  "how many sessions do people usually need for a stiff back?",
		"ordinary500": longQuestion,
		"urgent60":    "a bit short of breath since they needled my upper back today",
		"urgent500":   longQuestion[:440] + ". My chest hurts when I breathe in since yesterday's needling",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				t.Look(message, nil)
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	flags := shipped(b)
	for b.Loop() {
		if _, err := New(flags); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCautions(b *testing.B) {
	files, err := knowledge.Load(knowledge.Content(), "content")
	if err != nil {
		b.Fatal(err)
	}
	c := NewCautions(files.Cautions)
	b.ReportAllocs()
	for b.Loop() {
		c.Find("how many sessions do people usually need for a stiff back?")
	}
}
