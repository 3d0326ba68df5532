package bot

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"frontdesk/bot/clinic"
	"frontdesk/knowledge"
	"frontdesk/knowledge/encoder"
)

// newReadingBot makes a bot on the shipped knowledge as the program does, with the encoder.
func newReadingBot(t *testing.T) *Bot {
	t.Helper()
	return openShipped(t, "")
}

func openShipped(t *testing.T, data string) *Bot {
	t.Helper()
	files, err := knowledge.Load(knowledge.Content(), "content")
	if err != nil {
		t.Fatal(err)
	}
	e, err := encoder.Open()
	if err != nil {
		t.Fatal(err)
	}
	cfg := Config{Clinic: clinic.Example(), Thresholds: DefaultThresholds(), Reading: knowledge.Config{Encoder: e, Data: data}}
	b, err := Open(cfg, files, nil, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	if err := b.Wait(); err != nil {
		t.Fatal(err)
	}
	return b
}

// What the shipped knowledge teaches is in the binary, so that a start has nothing to learn: no text to encode, no classifier to train.
func TestShippedVectorsAreCurrent(t *testing.T) {
	data := t.TempDir()
	openShipped(t, data)
	learnt, err := os.ReadFile(filepath.Join(data, "vectors.bin"))
	switch {
	case os.IsNotExist(err):
	case err != nil:
		t.Fatal(err)
	case !*update:
		t.Error("the shipped vectors are of other texts, so that every start learns for minutes; go test ./bot -run ShippedVectors -update writes them anew")
	default:
		if err := os.WriteFile("../knowledge/vectors.bin", learnt, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
