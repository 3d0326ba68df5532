package knowledge

import (
	"errors"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"frontdesk/knowledge/strict"
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
	if diff := cmp.Diff([]Line{{"no feeling in it", Place{"kb/red-flag-examples.csv", 2}}}, flags.Flags[0].Like); diff != "" {
		t.Error(diff)
	}
	var ordinary []string
	for _, l := range flags.Ordinary {
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
