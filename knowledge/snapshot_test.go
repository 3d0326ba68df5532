package knowledge

import (
	"bytes"
	"os"
	"testing"
)

// The snapshot must be what training on the shipped knowledge gives now.
func TestSnapshotIsCurrent(t *testing.T) {
	files := loadContent(t)
	ix, err := newIndex(files)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.close()
	want, err := ix.learn(files.Examples()).appendBinary([]byte(files.fingerprint()))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("snapshot.bin", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(snapshot, want) {
		t.Error("the snapshot is of another knowledge or another way of training, which costs a second at every start; go test ./knowledge -run Snapshot -update writes it anew")
	}
}
