package knowledge

// Banned is a promise that content must not make.
type Banned struct {
	Word string `yaml:"word"`
	Why  string `yaml:"why"`
}
