package packed

import (
	"math"
	"testing"
)

func TestWhatIsWrittenIsRead(t *testing.T) {
	b := Append([]byte("head"), 0, 1, 127, 128, math.MaxInt32)
	b = append(Append(b, 4), "tail"...)
	r := NewReader(b)
	if got := string(r.Bytes(4)); got != "head" {
		t.Errorf("read %q", got)
	}
	for _, want := range []int{0, 1, 127, 128, math.MaxInt32} {
		if got := r.Int(); got != want {
			t.Errorf("read %d, want %d", got, want)
		}
	}
	if n := r.Count(); n != 4 || string(r.Rest()) != "tail" || r.Err() != nil {
		t.Errorf("%d bytes at the end, %v", n, r.Err())
	}
}

func TestWhatIsMissingIsAnError(t *testing.T) {
	for name, read := range map[string]func(*Reader){
		"a number":             func(r *Reader) { r.Bytes(5); r.Int() },
		"bytes":                func(r *Reader) { r.Bytes(6) },
		"a count of too much":  func(r *Reader) { r.Count() },
		"a number of 40 bits":  func(r *Reader) { *r = *NewReader([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 1}); r.Int() },
		"a number without end": func(r *Reader) { *r = *NewReader([]byte{0xff}); r.Int() },
	} {
		r := NewReader([]byte{9, 1, 1, 1, 1})
		read(r)
		if r.Err() == nil {
			t.Errorf("%s: no error", name)
		}
		if n := r.Int(); n != 0 {
			t.Errorf("%s: %d is read after the failure", name, n)
		}
	}
}
