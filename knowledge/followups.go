package knowledge

import (
	"io/fs"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"frontdesk/knowledge/strict"
)

// The file of what is said while an emergency is open, whatever the red flag. A folder without it has the shipped one.
const followUpsFile = "follow-ups.yaml"

// Topic is one thing that people ask, or say, while an emergency is open: can it wait, may I drive, it has gone.
type Topic struct {
	ID    string
	Asked []Line // examples of how people ask it, in any language
	Place Place
	say   map[Action][]string
}

// Say returns the wordings for red flags with an action, in their order.
func (t Topic) Say(a Action) []string { return t.say[a] }

// topics are the IDs of the topics that follow-ups.yaml has, each once, and the number of wordings that each needs at least.
var topics = map[string]int{
	"wait": 2, "drive": 2, "eat": 2, "medicine": 2, "gone": 2, "tell": 2, "alone": 2, "serious": 2, "cause": 2, "cost": 2, "clinic": 2,
	"unreachable": 2, "where": 2, "meanwhile": 2, "move": 2, "prognosis": 2, "unsure": 2, "better-doubt": 2, "detail": 2, "worse": 2,
	"called": 2, "ok": 2, "thanks": 2, "other": 3, "remind": 2, "withdrawn": 2, "group": 1,
}

// FollowUp returns what is said to a topic while a red flag is open: the n-th text, from 0, of those of the flag and then those
// for all flags with its action, and after the last one the first again. Two that follow each other differ, but for the topic
// "group", of which there is one. It is empty for a flag or topic that is not there.
func (r *RedFlags) FollowUp(flag, topic string, n int) string {
	f := slices.IndexFunc(r.Flags, func(f RedFlag) bool { return f.ID == flag })
	t := slices.IndexFunc(r.Topics, func(t Topic) bool { return t.ID == topic })
	if f < 0 || t < 0 || n < 0 {
		return ""
	}
	own, all := r.Flags[f].FollowUps[topic], r.Topics[t].say[r.Flags[f].Action]
	switch n %= len(own) + len(all); {
	case n < len(own):
		return own[n]
	default:
		return all[n-len(own)]
	}
}

// topicFile is one topic as it is written.
type topicFile struct {
	Topic  strict.String   `yaml:"topic"`
	Asked  []strict.String `yaml:"asked"`
	Say    []strict.String `yaml:"say"`
	Crisis []strict.String `yaml:"crisis"`
	Doctor []strict.String `yaml:"doctor"`
}

func (l *loader) readFollowUps(f strict.File) {
	var file []topicFile
	l.problems = append(l.problems, f.Decode(&file)...)
	l.files.RedFlags.Topics = nil
	for _, t := range file {
		l.checkTopic(f, t)
		l.files.RedFlags.Topics = append(l.files.RedFlags.Topics, t.topic(f))
	}
	for id := range topics {
		if !slices.ContainsFunc(file, func(t topicFile) bool { return t.Topic.Text == id }) {
			l.fault(f.Name, 0, "the topic %s is missing", id)
		}
	}
}

func (t topicFile) topic(f strict.File) Topic {
	doctor := strict.Texts(t.Doctor)
	return Topic{
		ID: t.Topic.Text, Asked: lines(f, t.Asked), Place: Place{f.Name, t.Topic.Line},
		say: map[Action][]string{Emergency: strict.Texts(t.Say), Crisis: strict.Texts(t.Crisis), SameDay: doctor, Soon: doctor},
	}
}

// checkTopic reports a topic that is unknown or there twice, wordings that are missing, and what is wrong with the others.
func (l *loader) checkTopic(f strict.File, t topicFile) {
	want, known := topics[t.Topic.Text]
	switch {
	case !known:
		l.fault(f.Name, t.Topic.Line, "%q is no topic of an open emergency", t.Topic.Text)
	case slices.ContainsFunc(l.files.RedFlags.Topics, func(o Topic) bool { return o.ID == t.Topic.Text }):
		l.fault(f.Name, t.Topic.Line, "the topic %s stands here twice", t.Topic.Text)
	}
	seen := map[string]bool{}
	for _, wordings := range []struct {
		key  string
		of   Action
		have []strict.String
	}{{"say", Emergency, t.Say}, {"crisis", Crisis, t.Crisis}, {"doctor", SameDay, t.Doctor}} {
		if len(wordings.have) < want {
			l.fault(f.Name, t.Topic.Line, "topic %s: %s needs at least %d wordings, so that nothing is said twice running", t.Topic.Text, wordings.key, want)
		}
		for _, s := range wordings.have {
			l.checkFollowUp(f, s, wordings.of)
			if seen[s.Text] {
				l.fault(f.Name, s.Line, "topic %s: this wording stands here twice", t.Topic.Text)
			}
			seen[s.Text] = true
		}
	}
}

// checkFollowUp wants the number to call in every text that is said while an emergency is open.
func (l *loader) checkFollowUp(f strict.File, s strict.String, a Action) {
	l.checkPlaceholders(f.Name, s.Line, s.Text)
	if !strings.Contains(s.Text, "{{clinic.emergency}}") {
		l.fault(f.Name, s.Line, "the follow-up %.40q lacks {{clinic.emergency}}", s.Text)
	}
	if a == Crisis && !strings.Contains(s.Text, "{{clinic.crisis}}") {
		l.fault(f.Name, s.Line, "the follow-up %.40q lacks {{clinic.crisis}}", s.Text)
	}
}

// checkFlagFollowUps reports what is wrong with the follow-ups of a flag's own.
func (l *loader) checkFlagFollowUps(f strict.File, r redFlag) {
	for _, t := range r.FollowUps {
		if _, known := topics[t.name.Text]; !known {
			l.fault(f.Name, t.name.Line, "red flag %s: %q is no topic of an open emergency", r.ID.Text, t.name.Text)
		}
		for _, s := range t.words {
			l.checkFollowUp(f, s, Action(r.Action.Text))
		}
	}
}

// followUps returns the follow-ups of a flag's own by topic.
func (r redFlag) followUps() map[string][]string {
	m := make(map[string][]string, len(r.FollowUps))
	for _, t := range r.FollowUps {
		m[t.name.Text] = strict.Texts(t.words)
	}
	return m
}

// shippedTopics returns the topics of a folder that has none of its own.
func shippedTopics() []Topic {
	data, err := fs.ReadFile(Content(), followUpsFile)
	var file []topicFile
	if err == nil {
		err = yaml.Load(data, &file, yaml.WithKnownFields())
	}
	if err != nil {
		panic(err) // the file is part of the program; a test loads it
	}
	all := make([]Topic, len(file))
	for i, t := range file {
		all[i] = t.topic(strict.File{Name: followUpsFile})
	}
	return all
}

// AskedTopics returns how people ask about each topic of an open emergency.
func (r *RedFlags) AskedTopics() map[string][]string {
	asked := make(map[string][]string, len(r.Topics))
	for _, t := range r.Topics {
		for _, line := range t.Asked {
			asked[t.ID] = append(asked[t.ID], line.Text)
		}
	}
	return asked
}
