package triage

import (
	_ "embed"
	"fmt"
	"sync"

	"go.yaml.in/yaml/v4"
)

// A cue is a word or phrase that says how a sign near it is meant: that it is absent, asked about in general, long past.
type cue int

// The cues, in the order of cueNames; cues.yaml says what each is and holds its phrases.
const (
	none cue = iota
	not
	notBefore
	person
	assert
	theory
	theoryNear
	theoryBack
	wonder
	wonderBack
	help
	fear
	supposeNever
	suppose
	modal
	longAgo
	longAgoOf
	othersHad
	kinHad
	resolved
	again
	habit
	nowAndThen
	present
	needled
	joint
	light
	idiom
	cues // how many there are
)

// cueNames are the names of the cues in cues.yaml.
var cueNames = [cues]string{
	"none", "not", "not-before", "person", "assert", "theory", "theory-near", "theory-back", "wonder", "wonder-back", "help", "fear",
	"suppose-never", "suppose", "modal", "long-ago", "long-ago-of", "others-had", "kin-had", "resolved", "again", "habit",
	"now-and-then", "present", "needled", "joint", "light", "idiom",
}

//go:embed cues.yaml
var cueFile []byte

// cueSource is cues.yaml: phrases in the notation of the signs.
type cueSource struct {
	Lists map[string]string   `yaml:"lists"` // which the signs may use as well
	Cues  map[string][]string `yaml:"cues"`
}

// shippedCues reads the file inside the binary once, so that an error in it is an error in the program.
var shippedCues = sync.OnceValue(func() cueSource {
	var s cueSource
	if err := yaml.Load(cueFile, &s, yaml.WithKnownFields()); err != nil {
		panic(err)
	}
	return s
})

// terms reads the phrases of every cue with the lists of g.
func (s cueSource) terms(g *grammar) [cues]term {
	var terms [cues]term
	for c, name := range cueNames {
		all, err := g.alternatives(s.Cues[name])
		if err != nil || len(all.any) == 0 {
			panic(fmt.Sprintf("cues.yaml: %s: %v", name, err))
		}
		terms[c] = term{"cue " + name, all}
	}
	return terms
}
