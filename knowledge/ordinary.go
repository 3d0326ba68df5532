package knowledge

import (
	_ "embed" // for the list
	"strings"
)

// ordinaryWords is a word a line in the order of their bytes, below lines of comment that begin with "#".
//
//go:embed ordinary.txt
var ordinaryWords string

// isOrdinary reports whether w is a common English word, which is no misspelling even where the knowledge has a word one
// letter off. It halves the list until one line is left.
func isOrdinary(w string) bool {
	rest := ordinaryWords
	for rest != "" {
		at := strings.LastIndexByte(rest[:len(rest)/2], '\n') + 1
		line, after, _ := strings.Cut(rest[at:], "\n")
		switch {
		case strings.HasPrefix(line, "#") || line < w:
			rest = after
		case line == w:
			return true
		default:
			rest = rest[:at]
		}
	}
	return false
}
