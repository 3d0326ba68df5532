package knowledge

import "testing"

func TestSlipAndMistyped(t *testing.T) {
	for _, c := range []struct {
		typed, word    string
		slip, mistyped bool
	}{
		{"thakns", "thanks", true, true},
		{"worry", "sorry", true, false}, // a common word of its own
		{"sore", "more", false, false},
		{"لا", "ما", false, false},   // two letters, four bytes
		{"हाँ", "नाँ", false, false}, // three letters, nine bytes
		{"करूँगा", "करूंगा", true, true},
		{"needles", "needling", false, false},
		{"l4", "l5", false, false},
	} {
		if got := Slip(c.typed, c.word); got != c.slip {
			t.Errorf("Slip(%q, %q) = %v", c.typed, c.word, got)
		}
		if got := Mistyped(c.typed, c.word); got != c.mistyped {
			t.Errorf("Mistyped(%q, %q) = %v", c.typed, c.word, got)
		}
	}
}
