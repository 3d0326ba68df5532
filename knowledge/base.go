package knowledge

import "io/fs"

// Base is a loaded knowledge folder that can be searched. It is safe for concurrent use. It changes once at most: where there is an
// encoder and the meaning of some questions was not known at the start, it is counted in when it is.
type Base struct {
	files *Files
	byID  map[string]*Entry
	index *index
}

// Open loads the folder fsys, called name in problems, and indexes it in memory, by words alone. The error is strict.Problems when
// the files are at fault.
func Open(fsys fs.FS, name string) (*Base, error) {
	files, err := Load(fsys, name)
	if err != nil {
		return nil, err
	}
	r, err := NewReader(files.Synonyms, Config{})
	if err != nil {
		return nil, err
	}
	return New(files, r)
}

// New indexes files in memory, for questions that r reads.
func New(files *Files, r *Reader) (*Base, error) {
	ix, err := newIndex(files, r)
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

// Reader returns the reader of the base's questions.
func (b *Base) Reader() *Reader { return b.index.reader }

// Read reads a text once, for all who must understand it.
func (b *Base) Read(s string) *Reading { return b.index.reader.Read(s) }

// Search finds the entries that may answer q, at most ten.
func (b *Base) Search(q Query) Result { return b.index.search(q) }

// Certain reports whether a text is word for word one of the questions, which takes no encoder to answer.
func (b *Base) Certain(r *Reading) bool {
	_, ok := b.index.certain(r.said)
	return ok
}

// Suggest returns the IDs of at most n entries for a question that is still being typed, best first.
func (b *Base) Suggest(typed string, n int) []string { return b.index.suggest(typed, n) }

// Close frees the index. The base must not be searched afterwards. The reader stays: whoever made it closes it.
func (b *Base) Close() error { return b.index.close() }
