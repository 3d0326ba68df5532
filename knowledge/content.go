package knowledge

import (
	"embed"
	"io/fs"
)

//go:embed content
var content embed.FS

// Content returns the shipped knowledge: dry needling for back pain.
func Content() fs.FS {
	sub, err := fs.Sub(content, "content")
	if err != nil {
		panic(err) // "content" is a valid path, known at compile time
	}
	return sub
}
