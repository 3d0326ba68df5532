package triage

import (
	"crypto/sha256"
	_ "embed" // for the snapshot and the cues
	"encoding/binary"

	"frontdesk/knowledge"
	"frontdesk/knowledge/softmax"
)

// netSnapshot is the net of the shipped knowledge as it was last trained: the fingerprint of what it learnt from, then what it
// learnt. Training takes longer than all the rest of New, and the shipped knowledge is the same every time. Any other red
// flags or questions are learnt when they are loaded. `go test ./bot/triage -run Snapshot -update` writes it anew.
//
//go:embed net.bin
var netSnapshot []byte

// fingerprint is a hash of all that the net depends on: lists, signs, sentences, examples, questions and cues.
func fingerprint(flags *knowledge.RedFlags) [sha256.Size]byte {
	h := sha256.New()
	h.Write(cueFile)
	write := func(name string, lines []knowledge.Line) {
		b := append([]byte(name), 0)
		for _, line := range lines {
			b = append(append(b, line.Text...), 0)
		}
		h.Write(append(b, 1))
	}
	for _, l := range flags.Lists {
		write(l.Name, l.Words)
	}
	for _, f := range flags.Flags {
		for _, lines := range [][]knowledge.Line{f.Signs, f.Must, f.MustNot, f.Like} {
			write(f.ID, lines)
		}
	}
	write("remember", flags.Remember)
	write("none", flags.Ordinary)
	return [sha256.Size]byte(h.Sum(nil))
}

// recall takes from the snapshot what the net learnt, if it learnt from what has the fingerprint.
func (n *net) recall(from [sha256.Size]byte) bool {
	if len(netSnapshot) < len(from) || [sha256.Size]byte(netSnapshot[:len(from)]) != from {
		return false
	}
	rest := netSnapshot[len(from):]
	texts, size := binary.Uvarint(rest)
	counts := make([]int32, groupAt[groups])
	for i := range counts {
		rest = rest[max(size, 0):]
		var c uint64
		c, size = binary.Uvarint(rest)
		counts[i] = int32(c)
	}
	model, err := softmax.Read(rest[max(size, 0):])
	if err != nil {
		return false
	}
	n.learnt(model, int(texts), counts)
	return true
}

// snapshot returns what recall reads.
func (n *net) snapshot(from [sha256.Size]byte) ([]byte, error) {
	b := binary.AppendUvarint(from[:], uint64(n.texts))
	for _, c := range n.counts {
		b = binary.AppendUvarint(b, uint64(c))
	}
	return n.model.AppendBinary(b)
}
