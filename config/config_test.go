package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func env(pairs ...string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1], true
			}
		}
		return "", false
	}
}

func TestTemplateIsSound(t *testing.T) {
	cfg, err := Parse("dir/frontdesk.yaml", []byte(Template), env())
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join("dir", "knowledge"); cfg.Knowledge != want {
		t.Errorf("knowledge is %q, want %q", cfg.Knowledge, want)
	}
	if cfg.Example || len(cfg.Adapters) > 0 {
		t.Errorf("the template is an example or turns adapters on: %+v", cfg)
	}
}

// The commented lines of the template are settings too: an operator takes the # away.
func TestTemplateWithoutItsCommentSignsIsSound(t *testing.T) {
	lines := strings.Split(Template, "\n")
	for i, l := range lines {
		rest, ok := strings.CutPrefix(strings.TrimLeft(l, " "), "# ")
		key, _, isKey := strings.Cut(strings.TrimLeft(rest, " "), ":")
		item := strings.HasPrefix(strings.TrimLeft(rest, " "), "- {")
		if ok && (isKey && !strings.Contains(key, " ") || item) {
			lines[i] = strings.Replace(l, "# ", "", 1)
		}
	}
	cfg, err := Parse("frontdesk.yaml", []byte(strings.Join(lines, "\n")), env("TELEGRAM_TOKEN", "1:a", "DISCORD_TOKEN", "b"))
	if err != nil {
		t.Fatal(err)
	}
	if len(cfg.Adapters) != 2 {
		t.Errorf("%d adapters, want 2", len(cfg.Adapters))
	}
	if c := cfg.Bot.Clinic; len(c.Hours) == 0 || len(c.Prices) != 2 || len(c.Languages) != 3 || len(c.Places) != 3 || c.Parking == "" {
		t.Errorf("the clinic is %+v", c)
	}
}

func TestSectionNamesItsLines(t *testing.T) {
	text := "clinic: {phone: '+91 89510 47001'}\nadapters:\n  telegram:\n    token: ${T}\n    polling: {timeout: 1}\n"
	cfg, err := Parse("f.yaml", []byte(text), env("T", "secret"))
	if err != nil {
		t.Fatal(err)
	}
	s := cfg.Adapters["telegram"]
	for key, want := range map[string]string{"token": "f.yaml:4", "polling.timeout": "f.yaml:5", "mode": "f.yaml:4"} {
		if got := s.Where(key); got != want {
			t.Errorf("%s is at %s, want %s", key, got, want)
		}
	}
	var into struct {
		Token string `yaml:"token"`
	}
	if err := s.Decode(&into); err == nil || !strings.Contains(err.Error(), "f.yaml:5: unknown key polling") {
		t.Errorf("decoding says %v", err)
	}
	if into.Token != "secret" {
		t.Errorf("token is %q", into.Token)
	}
}

func TestNoFileIsTheExampleClinic(t *testing.T) {
	t.Chdir(t.TempDir())
	cfg, err := Find("")
	if err != nil || !cfg.Example || !strings.Contains(cfg.Bot.Clinic.Name, "example") {
		t.Errorf("got %+v, %v", cfg, err)
	}
	if err := os.WriteFile(DefaultFile, []byte("data: elsewhere\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if cfg, err := Find(""); err != nil || cfg.Data != "elsewhere" {
		t.Errorf("got %+v, %v", cfg, err)
	}
}

func TestDataIsAFolderBesideTheFileOrADatabase(t *testing.T) {
	for data, want := range map[string]string{
		"./data": filepath.Join("etc", "data"), `""`: "", "postgres://u:p@h/d": "postgres://u:p@h/d", "postgresql:///d": "postgresql:///d",
	} {
		cfg, err := Parse(filepath.Join("etc", "frontdesk.yaml"), []byte("data: "+data+"\n"), func(string) (string, bool) { return "", false })
		if err != nil || cfg.Data != want {
			t.Errorf("data: %s is %q, %v", data, cfg.Data, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(Template)
	f.Add("clinic: {phone: 1}\nadapters: {telegram: [1]}")
	f.Add("clinic: ${A}\n")
	f.Add("clinic: {name: a}\nadapters: {telegram:on}")
	f.Fuzz(func(t *testing.T, text string) {
		cfg, err := Parse("f.yaml", []byte(text), env("A", "{b: c}"))
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without words")
			}
			return
		}
		for name, s := range cfg.Adapters {
			var into struct {
				Token string `yaml:"token"`
			}
			_ = s.Decode(&into) // it must not panic
			if !strings.HasPrefix(s.Where("token"), "f.yaml:") {
				t.Errorf("%s has no place", name)
			}
		}
	})
}
