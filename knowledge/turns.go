package knowledge

import (
	"maps"
	"slices"
	"strconv"

	"frontdesk/knowledge/strict"
	"frontdesk/knowledge/text"
)

// Turns says how people put what is no question of its own. The keys are those that package bot knows.
type Turns struct {
	Acts     map[string][]string // what a turn may be, such as "yes" or "more", and how people say it
	Courtesy map[string][]string // "greeting", "thanks" …: what is taken off a message before it is read
	Aspects  map[string][]string // the side of a topic that a follow-up asks about, and its words
}

// TurnActs, TurnCourtesies are the keys that turns.yaml may have below acts and courtesy.
var (
	TurnActs       = []string{"again", "both", "confused", "fine", "more", "no", "shorter", "unsure", "withdraw", "yes"}
	TurnCourtesies = []string{"bye", "filler", "greeting", "ok", "sorry", "thanks"}
)

// turnSections is turns.yaml as it is written.
type turnSections struct {
	Acts     map[string][]strict.String `yaml:"acts"`
	Courtesy map[string][]strict.String `yaml:"courtesy"`
	Aspects  map[string][]strict.String `yaml:"aspects"`
}

const turnsFile = "turns.yaml"

// shippedTurns returns the file that holds where a folder has none.
func shippedTurns() strict.File {
	f, bad := location{Content(), "content"}.open(turnsFile)
	if bad != nil {
		panic(bad) // the file is part of the program; a test loads it
	}
	return f
}

func (l *loader) readTurns(f strict.File) {
	var file turnSections
	l.problems = append(l.problems, f.Decode(&file)...)
	l.knownKeys(f.Name, "acts", file.Acts, TurnActs)
	l.knownKeys(f.Name, "courtesy", file.Courtesy, TurnCourtesies)
	l.files.Turns = Turns{l.lines(f.Name, file.Acts), l.lines(f.Name, file.Courtesy), l.lines(f.Name, file.Aspects)}
}

func (l *loader) knownKeys(file, section string, got map[string][]strict.String, known []string) {
	for _, key := range slices.Sorted(maps.Keys(got)) {
		if !slices.Contains(known, key) {
			line := 0
			if len(got[key]) > 0 {
				line = got[key][0].Line
			}
			l.fault(file, line, "%s.%s means nothing here; there are %v", section, key, known)
		}
	}
}

// lines returns the texts of a section. One without words could never be said.
func (l *loader) lines(file string, section map[string][]strict.String) map[string][]string {
	out := make(map[string][]string, len(section))
	for key, all := range section {
		for _, s := range all {
			if text.Key(s.Text) == "" {
				l.fault(file, s.Line, "%s: %s has no words", key, strconv.Quote(s.Text))
				continue
			}
			out[key] = append(out[key], s.Text)
		}
	}
	return out
}
