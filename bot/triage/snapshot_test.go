package triage

import (
	"bytes"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the snapshot")

// The snapshot must be what training on the shipped knowledge gives now.
func TestSnapshotIsCurrent(t *testing.T) {
	flags := shipped(t)
	tr, problems := compile(flags)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	n := newNet(tr, flags)
	lessons := n.lessons(tr, flags)
	fingerprint := n.fingerprint(flags, lessons)
	want, err := n.train(tr, lessons).AppendBinary(fingerprint[:])
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
		t.Error("the snapshot is of other red flags or another way of training, which costs time at every start; go test ./bot/triage -run Snapshot -update writes it anew")
	}
}
