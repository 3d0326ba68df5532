package knowledge

import (
	"regexp"
	"slices"
	"time"

	"go.yaml.in/yaml/v4"

	"frontdesk/knowledge/strict"
)

// redFlagsFile is red-flags.yaml as it is written.
type redFlagsFile struct {
	Lists    wordLists       `yaml:"lists"`
	Remember []strict.String `yaml:"remember"`
	Flags    []redFlag       `yaml:"flags"`
}

type redFlag struct {
	ID      strict.String   `yaml:"id"`
	Title   string          `yaml:"title"`
	Action  strict.String   `yaml:"action"`
	Advice  string          `yaml:"advice"`
	Ask     string          `yaml:"ask"`
	Within  strict.String   `yaml:"within"`
	Signs   []strict.String `yaml:"signs"`
	Must    []strict.String `yaml:"must"`
	MustNot []strict.String `yaml:"must-not"`

	FollowUps  wordLists `yaml:"follow-ups"`
	Sources    []Source  `yaml:"sources"`
	Reviewed   time.Time `yaml:"reviewed"`
	ReviewedBy string    `yaml:"reviewed-by"`
	ReviewBy   time.Time `yaml:"review-by"`
}

// wordLists are named lists in the order of the file. What a list holds is one text or several.
type wordLists []wordList

type wordList struct {
	name  strict.String
	words []strict.String
}

// UnmarshalYAML implements yaml.Unmarshaler.
func (ls *wordLists) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return n.Decode(&map[string]string{}) // its error says what is wanted
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		list := wordList{name: strict.String{Text: key.Value, Line: key.Line}, words: make([]strict.String, 1)}
		into := any(&list.words[0])
		if value.Kind == yaml.SequenceNode {
			into = &list.words
		}
		if err := value.Decode(into); err != nil {
			return err
		}
		*ls = append(*ls, list)
	}
	return nil
}

var (
	listName  = regexp.MustCompile(`^[A-Z][A-Z0-9-]+$`)
	redFlagID = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	actions   = []Action{Emergency, Crisis, SameDay, Soon}
	withins   = []Within{Minutes, Hours, Day, Days}
)

// readRedFlags reads red-flags.yaml. What its signs mean is for package bot/triage to check.
func (l *loader) readRedFlags(f strict.File) {
	var file redFlagsFile
	l.problems = append(l.problems, f.Decode(&file)...)
	out := &l.files.RedFlags
	for _, list := range file.Lists {
		if !listName.MatchString(list.name.Text) {
			l.fault(f.Name, list.name.Line, "the list %q needs a name in capitals, digits and hyphens, of two characters or more", list.name.Text)
		}
		out.Lists = append(out.Lists, WordList{list.name.Text, lines(f, list.words), Place{f.Name, list.name.Line}})
	}
	out.Remember = lines(f, file.Remember)
	for _, r := range file.Flags {
		l.checkRedFlag(f, r)
		out.Flags = append(out.Flags, RedFlag{
			ID: r.ID.Text, Title: r.Title, Action: Action(r.Action.Text), Advice: r.Advice, Ask: r.Ask,
			Within: r.within(), FollowUps: r.followUps(),
			Signs: lines(f, r.Signs), Must: lines(f, r.Must), MustNot: lines(f, r.MustNot), Place: Place{f.Name, r.ID.Line},
			Sources: r.Sources, Reviewed: r.Reviewed, ReviewedBy: r.ReviewedBy, ReviewBy: r.ReviewBy,
		})
	}
}

// within returns how soon help must come, by the flag's action where the file does not say it.
func (r redFlag) within() Within {
	if r.Within.Text != "" {
		return Within(r.Within.Text)
	}
	return map[Action]Within{Emergency: Hours, Crisis: Minutes, SameDay: Day, Soon: Days}[Action(r.Action.Text)]
}

// checkRedFlag reports what a flag lacks.
func (l *loader) checkRedFlag(f strict.File, r redFlag) {
	if !redFlagID.MatchString(r.ID.Text) {
		l.fault(f.Name, r.ID.Line, "the id %q of a red flag must be small letters, digits and hyphens", r.ID.Text)
	}
	if slices.ContainsFunc(l.files.RedFlags.Flags, func(o RedFlag) bool { return o.ID == r.ID.Text }) {
		l.fault(f.Name, r.ID.Line, "the red flag %s stands here twice", r.ID.Text)
	}
	if !slices.Contains(actions, Action(r.Action.Text)) {
		l.fault(f.Name, r.ID.Line, "red flag %s: the action %q is none of %v", r.ID.Text, r.Action.Text, actions)
	}
	if r.Within.Text != "" && !slices.Contains(withins, Within(r.Within.Text)) {
		l.fault(f.Name, r.Within.Line, "red flag %s: within %q is none of %v", r.ID.Text, r.Within.Text, withins)
	}
	l.checkFlagFollowUps(f, r)
	for key, missing := range map[string]bool{
		"title": r.Title == "", "advice": r.Advice == "", "ask": r.Ask == "",
		"signs": len(r.Signs) == 0, "must": len(r.Must) == 0, "must-not": len(r.MustNot) == 0,
	} {
		if missing {
			l.fault(f.Name, r.ID.Line, "red flag %s: %s is missing", r.ID.Text, key)
		}
	}
	l.checkPlaceholders(f.Name, r.ID.Line, r.Advice)
	l.checkPlaceholders(f.Name, r.ID.Line, r.Ask)
}

func lines(f strict.File, ss []strict.String) []Line {
	out := make([]Line, len(ss))
	for i, s := range ss {
		out[i] = Line{s.Text, Place{f.Name, s.Line}}
	}
	return out
}
