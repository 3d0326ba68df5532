// Package config reads the one configuration file.
package config

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"frontdesk/bot"
	"frontdesk/bot/clinic"
	"frontdesk/bot/store"
	"frontdesk/knowledge/strict"
)

// Template is the commented file that `frontdesk init` writes.
//
//go:embed frontdesk.yaml
var Template string

// DefaultFile is read when no file is named and it is there.
const DefaultFile = "frontdesk.yaml"

// Config is what the file says.
type Config struct {
	File      string // the file it was read from; empty when there is none
	Bot       bot.Config
	Knowledge string             // the folder to read; empty for the knowledge inside the binary
	Data      string             // where what must outlive a restart is kept: see store.Open
	WordsOnly bool               // messages are read without the encoder
	Adapters  map[string]Section // by platform
	Example   bool               // the clinic is the example one
}

// Section is one platform's part of the file.
type Section struct {
	Decode func(into any) error    // strict; its errors name file and line
	Where  func(key string) string // "frontdesk.yaml:12" for a key of the section, the section's own line when it is missing
}

// file is the configuration as it is written.
type file struct {
	Clinic     part            `yaml:"clinic"`
	Knowledge  string          `yaml:"knowledge"`
	Data       string          `yaml:"data"`
	Encoder    strict.String   `yaml:"encoder"`
	Thresholds bot.Thresholds  `yaml:"thresholds"`
	Adapters   map[string]part `yaml:"adapters"`
}

// part is a section that somebody else decodes.
type part struct{ *yaml.Node }

// UnmarshalYAML implements yaml.Unmarshaler.
func (p *part) UnmarshalYAML(n *yaml.Node) error {
	p.Node = n
	return nil
}

// Default is the configuration without a file: the example clinic, the shipped knowledge, no adapters.
func Default() Config {
	return Config{
		Bot:     bot.Config{Clinic: clinic.Example(), Thresholds: bot.DefaultThresholds()},
		Data:    "data",
		Example: true,
	}
}

// Find returns the configuration of the named file. Without a name it is DefaultFile where that is there, else Default.
func Find(name string) (Config, error) {
	if name == "" {
		if _, err := os.Stat(DefaultFile); errors.Is(err, fs.ErrNotExist) {
			return Default(), nil
		}
		name = DefaultFile
	}
	text, err := os.ReadFile(name)
	if err != nil {
		var p *fs.PathError
		errors.As(err, &p)
		return Config{}, fmt.Errorf("%s: %w; frontdesk init DIR writes a configuration to start from", name, p.Err)
	}
	return Parse(name, text, os.LookupEnv)
}

// Parse reads the text of the file called name; env looks up the ${NAME} in it. The error is strict.Problems: all of them,
// by file and line. Folders in the file are relative to the file's own.
func Parse(name string, text []byte, env func(string) (string, bool)) (Config, error) {
	r := reader{name: name}
	var root yaml.Node
	r.note(strict.File{Name: name, Text: strict.Lines(text)}.Decode(&root))
	if len(r.problems) > 0 {
		return Config{}, r.problems
	}
	r.expand(&root, env)
	f := file{Data: "data", Thresholds: bot.DefaultThresholds()}
	r.note(strict.Decode(name, &root, &f))
	cfg := Config{
		File: name, Bot: bot.Config{Clinic: clinic.Example(), Thresholds: f.Thresholds}, Example: f.Clinic.Node == nil,
		Knowledge: beside(name, f.Knowledge), Data: beside(name, f.Data), Adapters: map[string]Section{},
	}
	r.clinic(f, &cfg)
	switch f.Encoder.Text {
	case "", "on":
	case "off":
		cfg.WordsOnly = true
	default:
		r.fault(f.Encoder.Line, "encoder is on or off, and not %q", f.Encoder.Text)
	}
	for platform, n := range f.Adapters {
		cfg.Adapters[platform] = section(name, n.Node)
		if !slices.Contains(platforms, platform) {
			r.fault(strict.Line(document(&root), "adapters."+platform), "there is no adapter %s; there are %s", platform, strings.Join(platforms, " and "))
		}
	}
	if len(r.problems) > 0 {
		return Config{}, r.problems.Sort()
	}
	return cfg, nil
}

// document returns what a YAML file holds: without a section under a key, only the key has a line.
func document(root *yaml.Node) *yaml.Node {
	if root.Kind == yaml.DocumentNode && len(root.Content) > 0 {
		return root.Content[0]
	}
	return root
}

// platforms are the adapters that a file may turn on.
var platforms = []string{"discord", "telegram"}

// beside returns a folder named in a file as seen from here. A database is where it is.
func beside(file, folder string) string {
	if folder == "" || filepath.IsAbs(folder) || store.IsDatabase(folder) {
		return folder
	}
	return filepath.Join(filepath.Dir(file), folder)
}

type reader struct {
	name     string
	problems strict.Problems
}

func (r *reader) note(ps strict.Problems) { r.problems = append(r.problems, ps...) }

func (r *reader) fault(line int, format string, args ...any) {
	r.note(strict.Problems{{File: r.name, Line: line, Text: fmt.Sprintf(format, args...)}})
}

var variable = regexp.MustCompile(`\$\{([A-Za-z_][A-Za-z0-9_]*)\}`)

// expand puts the environment's values in place of ${NAME}, in values and not in keys.
func (r *reader) expand(n *yaml.Node, env func(string) (string, bool)) {
	for i, c := range n.Content {
		if n.Kind != yaml.MappingNode || i%2 == 1 {
			r.expand(c, env)
		}
	}
	if n.Kind != yaml.ScalarNode || !strings.Contains(n.Value, "${") {
		return
	}
	n.Value = variable.ReplaceAllStringFunc(n.Value, func(m string) string {
		name := m[2 : len(m)-1]
		value, set := env(name)
		if !set || value == "" {
			r.fault(n.Line, "the environment variable %s is not set", name)
		}
		return value
	})
}

// clinic reads the clinic's section and places its problems.
func (r *reader) clinic(f file, cfg *Config) {
	if f.Clinic.Node == nil {
		if len(f.Adapters) > 0 {
			r.fault(1, "clinic.phone is missing; the clinic's number stands in every hand-off, so no adapter starts without it")
		}
		return
	}
	cfg.Bot.Clinic = clinic.Config{}
	if ps := strict.Decode(r.name, f.Clinic.Node, &cfg.Bot.Clinic); len(ps) > 0 {
		r.note(ps)
		return
	}
	_, err := clinic.New(cfg.Bot.Clinic)
	for _, e := range split(err) {
		var key *strict.KeyError
		if !errors.As(e, &key) {
			r.fault(f.Clinic.Line, "clinic: %v", e)
			continue
		}
		r.fault(strict.Line(f.Clinic.Node, key.Key), "clinic.%s %s", key.Key, key.Problem)
	}
}

// split returns the errors that errors.Join put together.
func split(err error) []error {
	if err == nil {
		return nil
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		return many.Unwrap()
	}
	return []error{err}
}

func section(name string, n *yaml.Node) Section {
	return Section{
		Decode: func(into any) error {
			if n == nil || n.Tag == "!!null" {
				return nil
			}
			if ps := strict.Decode(name, n, into); len(ps) > 0 {
				return ps
			}
			return nil
		},
		Where: func(key string) string { return fmt.Sprintf("%s:%d", name, strict.Line(n, key)) },
	}
}
