package knowledge

import (
	"errors"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"frontdesk/knowledge/strict"
	"frontdesk/knowledge/text"
)

const oneFlag = `flags:
  - id: numb
    title: Numb
    action: soon
    advice: Call.
    ask: Numb?
    signs: [numb]
    must: [numb]
    must-not: [not numb]
`

func flagFolder(examples string) fstest.MapFS {
	return folder(map[string]string{
		"faq/a.md":              "---\ntitle: Does it hurt?\nquestions: [is it painful]\n---\nA little.\n",
		"red-flags.yaml":        oneFlag,
		"red-flag-examples.csv": examples,
	})
}

func TestExamplesGoToTheirFlagsAndTheRestToNone(t *testing.T) {
	files, err := Load(flagFolder("flag,sentence\nnumb,no feeling in it\nnone,all fine\n"), "kb")
	if err != nil {
		t.Fatal(err)
	}
	flags := files.RedFlags
	if diff := cmp.Diff([]Line{{"no feeling in it", Place{"kb/red-flag-examples.csv", 2}}}, flags.Sentences()["numb"]); diff != "" {
		t.Error(diff)
	}
	var ordinary []string
	for _, l := range append(flags.Sentences()[NoFlag], flags.Questions()...) {
		ordinary = append(ordinary, l.Text)
	}
	if diff := cmp.Diff([]string{"all fine", "is it painful", "Does it hurt?"}, ordinary); diff != "" {
		t.Error(diff)
	}
}

func TestFaultyExamplesAreReportedByLine(t *testing.T) {
	_, err := Load(flagFolder("flag,sentence\nnumbb,dead\nnumb,no feeling\nnumb,No  feeling!\nnumb,?\nnone,no feeling\nnone\n"), "kb")
	var problems strict.Problems
	if !errors.As(err, &problems) {
		t.Fatal(err)
	}
	const file = "kb/red-flag-examples.csv"
	want := strict.Problems{
		{File: file, Line: 2, Text: "numbb is no red flag of red-flags.yaml; use the ID of one, or none"},
		{File: file, Line: 4, Text: `the sentence "No  feeling!" stands in line 3 already`},
		{File: file, Line: 5, Text: `the sentence "?" has no words`},
		{File: file, Line: 6, Text: `the sentence "no feeling" stands in line 3 already`},
		{File: file, Line: 7, Text: "1 columns; there are two: flag,sentence"},
	}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Error(diff)
	}
}

// The checks that a start with the shipped knowledge leaves out, because its snapshot vouches for it.
func TestShippedExamplesAreSound(t *testing.T) {
	l := &loader{files: *loadContent(t), questions: map[string]strict.Problem{}}
	ids := map[string]*draft{}
	for _, e := range l.files.Entries {
		ids[e.ID] = &draft{Entry: e}
		for _, q := range append(slices.Clone(e.Questions), e.Title) {
			l.questions[text.Key(q)] = strict.Problem{File: e.Place.File, Line: e.Place.Line, Text: e.ID}
		}
	}
	l.checkExamples(ids)
	l.checkSentences()
	for _, p := range l.problems {
		t.Error(p)
	}
}

func examplesFolder(examples string) fstest.MapFS {
	return folder(map[string]string{
		"faq/a.md":      "---\ntitle: Does it hurt?\nquestions: [is it painful]\n---\nA little.\n",
		"faq/b.md":      "---\ntitle: What does it cost?\nquestions: [what is the price]\n---\nCall us.\n",
		"articles/c.md": "---\ntitle: All about it\n---\nIt is so.\n\n## Why\n\nBecause.\n",
		"examples.csv":  examples,
	})
}

func TestFaultyExamplesOfEntriesAreReportedByLine(t *testing.T) {
	_, err := Load(examplesFolder("id,question\na,will it sting\nx,will it burn\nc,tell me all\na,?\nb,Will it sting?\nb,is it painful\na,is it painful\nb\n"), "kb")
	var problems strict.Problems
	if !errors.As(err, &problems) {
		t.Fatal(err)
	}
	const file = "kb/examples.csv"
	want := strict.Problems{
		{File: file, Line: 3, Text: `"x" is not the ID of an entry below faq/`},
		{File: file, Line: 4, Text: `"c" is not the ID of an entry below faq/`},
		{File: file, Line: 5, Text: `the question "?" has no words`},
		{File: file, Line: 6, Text: `the question "Will it sting?" stands in line 2 already`},
		{File: file, Line: 7, Text: `the question "is it painful" is asked by a at kb/faq/a.md:3 too; keep it in one of them`},
		{File: file, Line: 8, Text: `the question "is it painful" stands in line 7 already`},
		{File: file, Line: 9, Text: "1 columns; there are two: id,question"},
	}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Error(diff)
	}
	if _, err := Load(examplesFolder("question,id\n"), "kb"); err == nil || err.Error() != file+":1: the first row must be id,question" {
		t.Errorf("got %v", err)
	}
}
