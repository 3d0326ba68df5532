package bot

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"frontdesk/bot/clinic"
	"frontdesk/bot/triage"
	"frontdesk/knowledge"
)

var update = flag.Bool("update", false, "rewrite the golden conversations")

// shipped is the base of the shipped knowledge, made once for all tests.
var shipped = sync.OnceValues(func() (*knowledge.Base, error) { return knowledge.Open(knowledge.Content(), "content") })

// TestGoldenConversations replays every conversation in testdata. A file holds knowledge entries, or none for the shipped
// knowledge, and then the talk: "> " is what a person says, "> [id]" a button, a blank line and "---" a new person.
func TestGoldenConversations(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no conversations", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			talk := &archive.Files[len(archive.Files)-1]
			if talk.Name != "talk" {
				t.Fatalf("%s: the last part must be the talk", name)
			}
			b := newTestBot(t, archive, len(archive.Files) > 1)
			got := replay(b, string(talk.Data))
			if *update {
				talk.Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(talk.Data), got); diff != "" {
				t.Errorf("the conversation changed (-golden +now); go test ./bot -update accepts it:\n%s", diff)
			}
		})
	}
}

// newTestBot makes a bot on the shipped knowledge, or on an archive's own.
func newTestBot(t testing.TB, archive *txtar.Archive, own bool) *Bot {
	t.Helper()
	base, err := shipped()
	if own {
		var folder fs.FS
		if folder, err = txtar.FS(archive); err == nil {
			folder, err = fs.Sub(folder, "knowledge")
		}
		if err == nil {
			base, err = knowledge.Open(folder, "knowledge")
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	b, err := on(base, Config{Clinic: clinic.Example(), Thresholds: DefaultThresholds()})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// on makes a bot on a base that is open already.
func on(base *knowledge.Base, cfg Config) (*Bot, error) {
	t, err := readTriage(&base.Files().RedFlags)
	if err != nil {
		return nil, err
	}
	b := &Bot{base: base, triage: t, log: slog.New(slog.DiscardHandler)}
	return b, b.prepare(cfg)
}

// readTriage reads the shipped red flags once for all tests.
func readTriage(flags *knowledge.RedFlags) (*triage.Triage, error) {
	base, err := shipped()
	if err != nil || flags != &base.Files().RedFlags {
		return triage.New(flags)
	}
	return shippedTriage()
}

var shippedTriage = sync.OnceValues(func() (*triage.Triage, error) {
	base, err := shipped()
	if err != nil {
		return nil, err
	}
	return triage.New(&base.Files().RedFlags)
})

// replay says the person's lines of a talk again and returns the talk with what the bot says now.
func replay(b *Bot, talk string) string {
	var out bytes.Buffer
	person := 0
	for line := range strings.Lines(talk) {
		line = strings.TrimSuffix(line, "\n")
		said, ok := strings.CutPrefix(line, "> ")
		switch {
		case line == "---":
			person++
			out.WriteString("---\n")
			continue
		case strings.HasPrefix(line, "# "):
			fmt.Fprintln(&out, line)
			continue
		case !ok:
			continue
		}
		m := Message{Adapter: "test", Chat: "1", User: fmt.Sprint(person), Text: said}
		if id, button := strings.CutPrefix(said, "["); button {
			m.Text, m.Choice = "", strings.TrimSuffix(id, "]")
		}
		fmt.Fprintf(&out, "> %s\n%s\n", said, written(b.Respond(context.Background(), m)))
	}
	return out.String()
}

// written is a reply as the goldens hold it.
func written(r Reply) string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s %s\n\n", r.Kind, strings.Join(r.Entries, " "))
	for line := range strings.Lines(r.Text + "\n") {
		s.WriteString(strings.TrimRight("  "+line, " \n") + "\n")
	}
	for i, c := range r.Choices {
		fmt.Fprintf(&s, "  %d. %s [%s]\n", i+1, c.Label, c.ID)
	}
	return s.String()
}
