package knowledge

func (ix *index) suggest(typed string, n int) []string { return nil }
