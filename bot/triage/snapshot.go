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

// A fingerprint is a hash of all that the signs and the net depend on: lists, signs, sentences, examples of both kinds,
// questions and cues.
type fingerprint [sha256.Size]byte

func fingerprintOf(flags *knowledge.RedFlags) fingerprint {
	h := sha256.New()
	h.Write(cueFile)
	var b []byte
	write := func(name string, lines []knowledge.Line) {
		for _, line := range lines {
			b = append(append(b[:0], line.Text...), 0)
			h.Write(b)
		}
		b = append(append(b[:0], name...), 1)
		h.Write(b)
	}
	for _, l := range flags.Lists {
		write(l.Name, l.Words)
	}
	for _, f := range flags.Flags {
		for _, lines := range [][]knowledge.Line{f.Signs, f.Must, f.MustNot} {
			write(f.ID+" "+string(f.Action), lines)
		}
	}
	write("remember", flags.Remember)
	write("questions", flags.Questions())
	flags.HashExamples(h)
	return fingerprint(h.Sum(nil))
}

// vouched reports whether the fingerprint is that of the snapshot: the tests that hold it to the shipped files also hold these
// to the contract, so that it need not be tried at every start.
func vouched(of fingerprint) bool {
	return len(netSnapshot) >= len(of) && fingerprint(netSnapshot[:len(of)]) == of
}

// recall takes from the snapshot what the net learnt, if it learnt from what has the fingerprint.
func (n *net) recall(from fingerprint) bool {
	if !vouched(from) {
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
func (n *net) snapshot(from fingerprint) ([]byte, error) {
	b := binary.AppendUvarint(from[:], uint64(n.texts))
	for _, c := range n.counts {
		b = binary.AppendUvarint(b, uint64(c))
	}
	return n.model.AppendBinary(b)
}
