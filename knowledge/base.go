package knowledge

import "io/fs"

// Base is a loaded knowledge folder that can be searched. It does not change, and is safe for concurrent use.
type Base struct {
	files *Files
	byID  map[string]*Entry
	index *index
}

// Open loads the folder fsys, called name in problems, and indexes it in memory. The error is strict.Problems when the files
// are at fault.
func Open(fsys fs.FS, name string) (*Base, error) {
	files, err := Load(fsys, name)
	if err != nil {
		return nil, err
	}
	return New(files)
}

// New indexes files in memory.
func New(files *Files) (*Base, error) {
	ix, err := newIndex(files)
	if err != nil {
		return nil, err
	}
	b := &Base{files: files, byID: make(map[string]*Entry, len(files.Entries)), index: ix}
	for _, e := range files.Entries {
		b.byID[e.ID] = e
	}
	return b, nil
}

// Files returns what the base was made from. It must not be changed.
func (b *Base) Files() *Files { return b.files }

// Entry returns the entry with an ID, or nil.
func (b *Base) Entry(id string) *Entry { return b.byID[id] }

// Search finds the entries that may answer q, at most ten.
func (b *Base) Search(q Query) Result { return b.index.search(q) }

// Suggest returns the IDs of at most n entries for a question that is still being typed, best first.
func (b *Base) Suggest(typed string, n int) []string { return b.index.suggest(typed, n) }

// Close frees the index. The base must not be searched afterwards.
func (b *Base) Close() error { return b.index.close() }
