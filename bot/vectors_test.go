package bot

import (
	"bytes"
	"log/slog"
	"os"
	"testing"

	"frontdesk/bot/clinic"
	"frontdesk/knowledge"
	"frontdesk/knowledge/encoder"
)

// newReadingBot makes a bot on the shipped knowledge as the program does, with the encoder.
func newReadingBot(t *testing.T) *Bot {
	t.Helper()
	files, err := knowledge.Load(knowledge.Content(), "content")
	if err != nil {
		t.Fatal(err)
	}
	e, err := encoder.Open()
	if err != nil {
		t.Fatal(err)
	}
	cfg := Config{Clinic: clinic.Example(), Thresholds: DefaultThresholds(), Reading: knowledge.Config{Encoder: e}}
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
	const file = "../knowledge/vectors.bin"
	learnt := newReadingBot(t).base.Reader().Snapshot()
	if *update {
		if err := os.WriteFile(file, learnt, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if shipped, err := os.ReadFile(file); err != nil || !bytes.Equal(shipped, learnt) {
		t.Errorf("the shipped vectors are of other texts (%v), so that every start learns for minutes; go test ./bot -run ShippedVectors -update writes them anew", err)
	}
}
