package triage

import (
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"

	"frontdesk/knowledge"
	"frontdesk/knowledge/softmax"
)

// snapshot is what the net of the shipped knowledge learnt when it was last trained: the fingerprint of what it learnt from,
// then that. Training takes longer than all the rest of reading the red flags. Any other folder is trained when it is loaded.
// `go test ./bot/triage -run Snapshot -update` writes it anew.
//
//go:embed snapshot.bin
var snapshot []byte

// learn takes what the snapshot holds if it learnt from the same lessons, and trains otherwise.
func (n *net) learn(t *Triage, flags *knowledge.RedFlags, lessons []lesson) {
	fingerprint := n.fingerprint(flags, lessons)
	if len(snapshot) > len(fingerprint) && [sha256.Size]byte(snapshot[:len(fingerprint)]) == fingerprint {
		if l, err := readLearnt(snapshot[len(fingerprint):]); err == nil {
			n.take(l)
			return
		}
	}
	n.take(n.train(t, lessons))
}

// fingerprint is a hash of what the net learns from: the lessons, and the lists, signs and cues that it sees them with.
func (n *net) fingerprint(flags *knowledge.RedFlags, lessons []lesson) [sha256.Size]byte {
	h := sha256.New()
	for _, l := range flags.Lists {
		fmt.Fprintf(h, "%s: %q\n", l.Name, texts(l.Words))
	}
	for _, f := range flags.Flags {
		fmt.Fprintf(h, "%s: %q\n", f.ID, texts(f.Signs))
	}
	h.Write([]byte(cueFile))
	for _, l := range lessons {
		h.Write(append(binary.AppendVarint(nil, int64(l.class)), l.line.Text...))
		h.Write([]byte{'\n'})
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// AppendBinary appends to b the number of texts, the number of features, how many texts have each, and the model.
func (l learnt) AppendBinary(b []byte) ([]byte, error) {
	b = binary.AppendUvarint(b, uint64(l.texts))
	b = binary.AppendUvarint(b, uint64(len(l.counts)))
	for _, c := range l.counts {
		b = binary.AppendUvarint(b, uint64(c))
	}
	return l.model.AppendBinary(b)
}

var errCut = errors.New("triage: not a snapshot, or cut short")

// readLearnt returns what AppendBinary wrote.
func readLearnt(b []byte) (l learnt, err error) {
	next := func() uint64 {
		x, n := binary.Uvarint(b)
		if n <= 0 {
			err = errCut
			return 0
		}
		b = b[n:]
		return x
	}
	l.texts = int(next())
	features := next()
	if features != uint64(groupAt[groups]) {
		return learnt{}, errCut
	}
	l.counts = make([]int32, features)
	for i := range l.counts {
		l.counts[i] = int32(next())
	}
	if err != nil {
		return learnt{}, err
	}
	l.model, err = softmax.Read(b)
	return l, err
}
