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
		"faq/a.md":               "---\ntitle: Does it hurt?\nquestions: [is it painful]\n---\nA little.\n",
		"red-flags.yaml":         oneFlag,
		"red-flag-examples.yaml": examples,
	})
}

func TestExamplesGoToTheirFlagsAndTheRestToNone(t *testing.T) {
	files, err := Load(flagFolder("numb:\n  - no feeling in it\nnone:\n  - all fine\n"), "kb")
	if err != nil {
		t.Fatal(err)
	}
	flags := files.RedFlags
	if diff := cmp.Diff([]Line{{"no feeling in it", Place{"kb/red-flag-examples.yaml", 2}}}, flags.Flags[0].Like); diff != "" {
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
	_, err := Load(flagFolder("numbb:\n  - dead\nnumb:\n  - no feeling\n  - No  feeling!\n  - '?'\nnone:\n  - no feeling\n"), "kb")
	var problems strict.Problems
	if !errors.As(err, &problems) {
		t.Fatal(err)
	}
	const file = "kb/red-flag-examples.yaml"
	want := strict.Problems{
		{File: file, Line: 1, Text: "numbb is no red flag of red-flags.yaml; use the ID of one, or none"},
		{File: file, Line: 5, Text: `the example "No  feeling!" stands in line 4 already`},
		{File: file, Line: 6, Text: `the example "?" has no words`},
		{File: file, Line: 8, Text: `the example "no feeling" stands in line 4 already`},
	}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Error(diff)
	}
}
