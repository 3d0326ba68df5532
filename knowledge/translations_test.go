package knowledge

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// inEnglish is a folder with one entry and two red flags, and with the languages that are shipped.
func inEnglish() map[string]string {
	flag := func(id, action string) string {
		return "  - {id: " + id + ", title: T, action: " + action + ", advice: \"Call {{clinic.emergency}}.\", ask: Is it so?, signs: [a], must: [a], must-not: [b]}\n"
	}
	return map[string]string{
		"faq/a/pain.md":  "---\ntitle: Does it hurt?\n---\nA little.\n",
		"red-flags.yaml": "flags:\n" + flag("heart", "emergency") + flag("crisis", "crisis"),
	}
}

const (
	painVersion  = "e5e974b68ee4214b"
	flagVersion  = "fe0f5bff8e445b32"
	painInHindi  = "---\ntitle: दर्द?\nsource: \"" + painVersion + "\"\nreviewed: 2026-11-20\nreviewed-by: nobody yet\n---\nथोड़ा।\n\n<!-- सच? -->\n\nबाकी {{clinic.phone}}\n"
	heartInHindi = "heart:\n  source: \"" + flagVersion + "\"\n  advice: अभी {{clinic.emergency}}\n  ask: दर्द है? {{clinic.emergency}}\n"
)

func TestTranslationsAreRead(t *testing.T) {
	in := inEnglish()
	in["hi/pain.md"], in["hi/red-flags.yaml"] = painInHindi, heartInHindi
	files, err := Load(folder(in), "k")
	if err != nil || len(files.Warnings) > 0 {
		t.Fatal(err, files.Warnings)
	}
	if len(files.Entries) != 1 || files.Entries[0].Answer != "A little." {
		t.Errorf("a translation is no entry of its own: %v", files.Entries)
	}
	hindi := files.Translations["hi"]
	pain := hindi.Entries["pain"]
	if pain.Title != "दर्द?" || pain.Stale || pain.Reviewed.IsZero() || pain.ReviewedBy != "nobody yet" || strings.Contains(pain.Text(), "सच") || !strings.HasPrefix(pain.Text(), "थोड़ा।\n\n") {
		t.Errorf("got %+v", pain)
	}
	if got := hindi.Flags["heart"]; got.Advice != "अभी {{clinic.emergency}}" || got.Ask != "दर्द है? {{clinic.emergency}}" {
		t.Errorf("got %+v", got)
	}
}

func TestStaleTranslations(t *testing.T) {
	in := inEnglish()
	in["hi/pain.md"] = strings.Replace(painInHindi, painVersion, "0123456789abcdef", 1)
	in["hi/red-flags.yaml"] = strings.Replace(heartInHindi, flagVersion, "0123456789abcdef", 1)
	files, err := Load(folder(in), "k")
	if err != nil {
		t.Fatal(err)
	}
	want := `k/hi/pain.md:3: the English text changed; have the translation checked, then write source: "` + painVersion + `"
k/hi/red-flags.yaml:2: the English text changed; have the translation checked, then write source: "` + flagVersion + `"`
	if files.Warnings.Error() != want {
		t.Errorf("warnings:\n%v\nwant\n%s", files.Warnings, want)
	}
	if hindi := files.Translations["hi"]; !hindi.Entries["pain"].Stale || len(hindi.Flags) > 0 {
		t.Errorf("a stale answer is used and a stale safety text is not: %+v", hindi)
	}
}

func TestTranslationsAreChecked(t *testing.T) {
	tests := []struct{ file, text, want string }{
		{"hi/ache.md", painInHindi, "k/hi/ache.md: it translates nothing"},
		{"hi/notes.yaml", "a: b", "k/hi/notes.yaml: it translates nothing"},
		{"hi/faq/pain.md", painInHindi, "k/hi/faq/pain.md: it translates nothing"},
		{"xx/pain.md", painInHindi, "k/xx/pain.md: xx is no language of languages.yaml"},
		{"hi/pain.md", "थोड़ा।", "k/hi/pain.md:1: the file must begin with front matter"},
		{"hi/pain.md", strings.Replace(painInHindi, "title", "titel", 1), "k/hi/pain.md:2: unknown key titel"},
		{"hi/pain.md", strings.Replace(painInHindi, "source", "# source", 1), `k/hi/pain.md:1: source is missing; it names the version of the English text that was translated: write source: "` + painVersion + `"`},
		{"hi/pain.md", strings.Replace(painInHindi, "2026-11-20", "soon", 1), `k/hi/pain.md:4: reviewed is "soon"`},
		{"hi/pain.md", strings.Replace(painInHindi, "clinic.phone", "clinic.fax", 1), "k/hi/pain.md:11: unknown placeholder {{clinic.fax}}"},
		{"hi/pain.md", painInHindi + "\n## और\n\nहाँ\n", "k/hi/pain.md:13: a translation has no ## sections"},
		{"hi/pain.md", painInHindi + "[a](tel:1)\n", "k/hi/pain.md:12: the link to tel:1 is not a web address"},
		{"hi/pain.md", "---\nsource: \"" + painVersion + "\"\n---\n\n", "k/hi/pain.md:3: the translation is missing"},
		{"hi/red-flags.yaml", strings.Replace(heartInHindi, "heart", "hart", 1), "k/hi/red-flags.yaml:2: there is no red flag hart"},
		{"hi/red-flags.yaml", strings.Replace(heartInHindi, "advice", "advise", 1), "k/hi/red-flags.yaml:3: unknown key advise"},
		{"hi/red-flags.yaml", strings.Replace(heartInHindi, "अभी {{clinic.emergency}}", "अभी 112", 1), "k/hi/red-flags.yaml:3: red flag heart: advice and ask must both be there and name {{clinic.emergency}}"},
		{"hi/red-flags.yaml", strings.Replace(heartInHindi, "heart", "crisis", 1), "k/hi/red-flags.yaml:3: red flag crisis: advice and ask must both be there and name {{clinic.crisis}}"},
		{"hi/red-flags.yaml", strings.Replace(heartInHindi, "दर्द है?", "दर्द है {{clinic.fax}}?", 1), "k/hi/red-flags.yaml:4: unknown placeholder {{clinic.fax}}"},
		{"hi/red-flags.yaml", strings.Replace(heartInHindi, "source", "# source", 1), `write source: "` + flagVersion + `"`},
	}
	for _, test := range tests {
		in := inEnglish()
		in[test.file] = test.text
		if _, err := Load(folder(in), "k"); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", test.file, err, test.want)
		}
	}
}

// A row of a spreadsheet has no file of its own: the version is that of its answer.
func TestTranslationOfARow(t *testing.T) {
	version := versionOf([]byte("We open at eight."))
	files, err := Load(folder(map[string]string{
		"faq.csv": "id,question,answer\nhours,When?,We open at eight.\n", "hi/hours.md": "---\nsource: \"" + version + "\"\n---\nआठ बजे।\n",
	}), "k")
	if err != nil || len(files.Warnings) > 0 {
		t.Fatal(err, files.Warnings)
	}
	if got := slices.Collect(maps.Keys(files.Translations["hi"].Entries)); !slices.Equal(got, []string{"hours"}) {
		t.Errorf("got %v", got)
	}
}
