package knowledge

import (
	_ "embed" // for the list
	"strings"
)

//go:embed ordinary.txt
var ordinaryWords string

// isOrdinary reports whether w is a common English word, which is no misspelling even where the knowledge has a word one
// letter off.
func isOrdinary(w string) bool { return strings.Contains(ordinaryWords, "\n"+w+"\n") }
