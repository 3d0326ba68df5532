package knowledge

import "frontdesk/knowledge/strict"

func (l *loader) readRedFlags(f strict.File) {
	l.problems = append(l.problems, f.Decode(&l.files.RedFlags)...)
}
