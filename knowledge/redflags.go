package knowledge

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"

	"go.yaml.in/yaml/v4"
)

const redFlagsFile = "red-flags.yaml"

// LoadRedFlags reads red-flags.yaml from the top of fsys and returns every problem with its shape, each as
// "file:line: what". What the signs mean is for package bot/triage to check.
func LoadRedFlags(fsys fs.FS) (*RedFlags, []error) {
	b, err := fs.ReadFile(fsys, redFlagsFile)
	if err != nil {
		return nil, []error{fmt.Errorf("%s: %w", redFlagsFile, err)}
	}
	var root yaml.Node
	if err := yaml.Unmarshal(b, &root); err != nil {
		return nil, []error{fmt.Errorf("%s: %w", redFlagsFile, err)}
	}
	r := &redFlagReader{}
	if len(root.Content) == 0 {
		r.problem(&root, "the file is empty; it needs lists and flags")
		return &r.file, r.problems
	}
	r.mapping(root.Content[0], "the file", map[string]func(*yaml.Node){
		"lists": r.lists, "remember": r.into(&r.file.Remember), "flags": r.flags,
	})
	r.unique()
	return &r.file, r.problems
}

// redFlagReader walks the YAML nodes of red-flags.yaml, so that every problem has its line.
type redFlagReader struct {
	file     RedFlags
	problems []error
}

func (r *redFlagReader) place(n *yaml.Node) Place { return Place{redFlagsFile, n.Line} }

func (r *redFlagReader) problem(n *yaml.Node, format string, args ...any) {
	r.problems = append(r.problems, fmt.Errorf("%s: "+format, append([]any{r.place(n)}, args...)...))
}

// mapping hands the value of every key to its reader; unknown and doubled keys are problems.
func (r *redFlagReader) mapping(n *yaml.Node, what string, readers map[string]func(*yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		r.problem(n, "%s must be keys with values", what)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		read, ok := readers[key.Value]
		switch {
		case !ok:
			r.problem(key, "%s has the unknown key %q", what, key.Value)
		case seen[key.Value]:
			r.problem(key, "%s has the key %q twice", what, key.Value)
		default:
			read(value)
		}
		seen[key.Value] = true
	}
}

// text returns a reader of one text.
func (r *redFlagReader) text(to *string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
			r.problem(n, "a text is wanted here")
			return
		}
		*to = n.Value
	}
}

// into returns a reader of a list of texts.
func (r *redFlagReader) into(to *[]Line) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind != yaml.SequenceNode {
			r.problem(n, "a list is wanted here")
			return
		}
		for _, item := range n.Content {
			line := Line{Place: r.place(item)}
			r.text(&line.Text)(item)
			*to = append(*to, line)
		}
	}
}

func (r *redFlagReader) lists(n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		r.problem(n, "lists must be names with alternatives")
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		list := WordList{Name: key.Value, Place: r.place(key)}
		if !listName.MatchString(list.Name) {
			r.problem(key, "a list's name is capitals, digits and hyphens, at least two; %q is not", list.Name)
		}
		r.words(&list, n.Content[i+1])
		r.file.Lists = append(r.file.Lists, list)
	}
}

// words reads the alternatives of a word list: one text, or a list of texts.
func (r *redFlagReader) words(list *WordList, n *yaml.Node) {
	if n.Kind == yaml.SequenceNode {
		r.into(&list.Words)(n)
		return
	}
	line := Line{Place: r.place(n)}
	r.text(&line.Text)(n)
	list.Words = []Line{line}
}

var (
	listName   = regexp.MustCompile(`^[A-Z][A-Z0-9-]+$`)
	redFlagID  = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	allActions = []Action{Emergency, Crisis, SameDay, Soon}
)

func (r *redFlagReader) flags(n *yaml.Node) {
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		r.problem(n, "flags must be a list of at least one flag")
		return
	}
	for _, item := range n.Content {
		r.flag(item)
	}
}

func (r *redFlagReader) flag(n *yaml.Node) {
	f := RedFlag{Place: r.place(n)}
	var action string
	r.mapping(n, "a red flag", map[string]func(*yaml.Node){
		"id": r.text(&f.ID), "title": r.text(&f.Title), "action": r.text(&action),
		"advice": r.text(&f.Advice), "ask": r.text(&f.Ask),
		"signs": r.into(&f.Signs), "must": r.into(&f.Must), "must-not": r.into(&f.MustNot),
	})
	f.Action = Action(action)
	r.complete(n, f)
	r.file.Flags = append(r.file.Flags, f)
}

// complete reports what a flag lacks.
func (r *redFlagReader) complete(n *yaml.Node, f RedFlag) {
	name := fmt.Sprintf("red flag %q", f.ID)
	if !redFlagID.MatchString(f.ID) {
		r.problem(n, "%s: its id must be small letters, digits and hyphens", name)
	}
	if !slices.Contains(allActions, f.Action) {
		r.problem(n, "%s: action %q is none of %v", name, f.Action, allActions)
	}
	for _, part := range []struct {
		key     string
		missing bool
	}{
		{"title", f.Title == ""},
		{"advice", f.Advice == ""},
		{"ask", f.Ask == ""},
		{"signs", len(f.Signs) == 0},
		{"must", len(f.Must) == 0},
		{"must-not", len(f.MustNot) == 0},
	} {
		if part.missing {
			r.problem(n, "%s: %s is missing", name, part.key)
		}
	}
}

// unique reports flags and lists that are there twice.
func (r *redFlagReader) unique() {
	seen := map[string]Place{}
	for _, f := range r.file.Flags {
		if first, ok := seen[f.ID]; ok {
			r.problems = append(r.problems, fmt.Errorf("%s: red flag %s is there already, at %s", f.Place, f.ID, first))
		}
		seen[f.ID] = f.Place
	}
	for _, l := range r.file.Lists {
		if first, ok := seen[l.Name]; ok {
			r.problems = append(r.problems, fmt.Errorf("%s: list %s is there already, at %s", l.Place, l.Name, first))
		}
		seen[l.Name] = l.Place
	}
}
