package softmax

import "testing"

func trained() *Model {
	var examples []Example
	for i := range int32(60) {
		examples = append(examples, Example{Features: []Feature{{i % 7, 1}, {7 + i%11, .5}, {18 + i%3, .25}}, Class: i % 5})
	}
	return Train(examples, Shape{Features: 21, Classes: 5, Dense: make([]bool, 21), Epochs: 3})
}

func TestWrittenModelIsTheSameModel(t *testing.T) {
	m := trained()
	b, err := m.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read(b)
	if err != nil {
		t.Fatal(err)
	}
	if !got.Equal(m) {
		t.Error("another model came back")
	}
}

func TestCutModelIsRefused(t *testing.T) {
	b, err := trained().AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range b {
		if _, err := Read(b[:i]); err == nil {
			t.Errorf("the first %d of %d bytes are taken for a model", i, len(b))
		}
	}
}
