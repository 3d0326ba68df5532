package knowledge

// Query is one question to search for.
type Query struct {
	Text  string
	Topic string // ID of the entry just talked about, for reading a short follow-up with it; empty when there is none
}

// Hit is one entry that may answer a question.
type Hit struct {
	ID         string
	Confidence float64 // 0 to 1; the same meaning for every question and every knowledge folder
	Variant    string  // the question variant or title nearest to what was asked
}

// Result is what a search found.
type Result struct {
	Hits    []Hit   // best first, equal ones by ID
	Read    string  // the question as it was read, after spelling correction
	Content int     // how many content words the question has
	Known   float64 // 0 to 1: the share of the question's idf mass that the knowledge's vocabulary knows
}
