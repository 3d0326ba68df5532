package knowledge

import (
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"maps"
	"slices"

	"frontdesk/knowledge/softmax"
)

// snapshot is the classifier of the shipped knowledge as it was last trained: the fingerprint of what it learnt from, then
// the model. Training takes longer than all the rest of loading, and the shipped knowledge is the same every time. Any other
// folder is trained when it is loaded. `go test ./knowledge -run Snapshot -update` writes it anew.
//
//go:embed snapshot.bin
var snapshot []byte

// learn gives the index its classifier: the snapshot if it learnt from the same, else one trained now.
func (ix *index) learn() {
	fingerprint := ix.fingerprint()
	if len(snapshot) > len(fingerprint) && [sha256.Size]byte(snapshot[:len(fingerprint)]) == fingerprint {
		if m, err := softmax.Read(snapshot[len(fingerprint):]); err == nil {
			ix.model = m
			return
		}
	}
	ix.model = ix.train()
}

// fingerprint is a hash of what the classifier learns from: every variant's canonical words and entry, and the keywords.
func (ix *index) fingerprint() [sha256.Size]byte {
	h := sha256.New()
	var b []byte
	for _, v := range ix.variants {
		b = binary.AppendVarint(b[:0], int64(v.entry))
		for _, w := range ix.lexicon.spell(v.numbers) {
			b = append(append(b, w...), ' ')
		}
		h.Write(append(b, '\n'))
	}
	for _, key := range slices.Sorted(maps.Keys(ix.keywords)) {
		b = append(append(b[:0], key...), '=')
		for _, owner := range ix.keywords[key] {
			b = binary.AppendVarint(b, int64(owner))
		}
		h.Write(append(b, '\n'))
	}
	return [sha256.Size]byte(h.Sum(nil))
}
