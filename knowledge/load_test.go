package knowledge

import (
	"strings"
	"testing"
	"testing/fstest"

	"frontdesk/knowledge/strict"
)

func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func TestShippedContentLoads(t *testing.T) {
	files, err := Load(Content(), "content")
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range files.Warnings {
		t.Errorf("warning: %v", w)
	}
}

func TestArticleIsSplitAtItsSections(t *testing.T) {
	files, err := Load(folder(map[string]string{"articles/risks.md": `---
title: Risks
related: []
---
An introduction.

## Small *effects*

They pass.

` + "```\n## not a heading\n```" + `

## Serious harm!

It is rare.
`}), "kb")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range files.Entries {
		got = append(got, string(e.Kind)+" "+e.ID+" | "+e.Title+" | "+e.Answer)
	}
	want := []string{
		"article risks | Risks | An introduction.",
		"section risks#serious-harm | Serious harm! | It is rare.",
		"section risks#small-effects | Small effects | They pass.\n\n```\n## not a heading\n```",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestCSVRowsWithOneIDAreOneEntry(t *testing.T) {
	files, err := Load(folder(map[string]string{"faq.csv": "\ufeffid,question,answer\r\nhours,When are you open?,\r\nhours,opening times,\"We open\nat eight.\"\r\nhours,Opening times!,\r\n"}), "kb")
	if err != nil {
		t.Fatal(err)
	}
	e := files.Entries[0]
	if e.Title != "When are you open?" || len(e.Questions) != 1 || e.Answer != "We open\nat eight." {
		t.Errorf("got %+v", e)
	}
	if len(files.Warnings) != 1 || files.Warnings[0].Line != 5 {
		t.Errorf("warnings: %v", files.Warnings)
	}
}

func TestPhrasesKeepTheirShippedWording(t *testing.T) {
	files, err := Load(folder(map[string]string{"a.md": "---\ntitle: A\n---\nB.", "phrases.yaml": "fallback: I have no idea.\n"}), "kb")
	if err != nil {
		t.Fatal(err)
	}
	if files.Phrases.Fallback != "I have no idea." || files.Phrases.Clarify != shippedPhrases().Clarify {
		t.Errorf("got %+v", files.Phrases)
	}
}

func TestEveryPhraseIsShipped(t *testing.T) {
	p := shippedPhrases()
	for name, s := range map[string]string{"fallback": p.Fallback, "failure": p.Failure, "none": p.None, "yes": p.Yes, "no": p.No, "privacy": p.Privacy} {
		if s == "" {
			t.Errorf("%s has no wording", name)
		}
	}
}

// FuzzEntry holds the parser to its promises on any file: no panic, problems with a place inside the file, and entries
// that have what the rest of the program counts on.
func FuzzEntry(f *testing.F) {
	names := []string{"faq/a/b.md", "articles/b.md", "faq.csv", "examples.csv", "cautions.yaml", "synonyms.yaml", "red-flags.yaml", "banned.yaml", "phrases.yaml", "follow-ups.yaml"}
	f.Add(uint8(0), "---\ntitle: A\nquestions: [b, c]\n---\nD.")
	f.Add(uint8(1), "---\ntitle: A\n---\nD.\n\n## E\n\nF\n## G\nH")
	f.Add(uint8(2), "id,question,answer\na,b,c\n")
	f.Add(uint8(3), "- {id: a, mentions: [b], text: c, reviewed: 2026-01-01}")
	f.Add(uint8(4), "- [a, b]\n- [c]")
	f.Add(uint8(3), "\"0\r\r")
	f.Add(uint8(4), "a\u0085b\u2028: [\n}")
	f.Fuzz(func(t *testing.T, n uint8, body string) {
		name, lines := names[int(n)%len(names)], strings.Count(body, "\n")+strings.Count(body, "\r")
		files, err := Load(folder(map[string]string{name: body}), "kb")
		if ps, ok := err.(strict.Problems); ok {
			for _, p := range ps {
				if p.Line < 0 || p.Line > lines+2 || p.Text == "" {
					t.Errorf("problem without a place: %v", p)
				}
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range files.Entries {
			if e.ID == "" || e.Title == "" || e.Answer == "" || len(e.ID) > maxID {
				t.Errorf("an entry that is not whole: %+v", e)
			}
		}
	})
}
