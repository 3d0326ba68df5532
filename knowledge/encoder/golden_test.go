package encoder

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"strconv"
	"testing"
)

// The first golden file is ours; the second comes with the model and need not be there.
func TestGoldenVectors(t *testing.T) {
	e := opened(t)
	for _, name := range []string{"testdata/golden.csv", "../../../shared/model/golden.csv"} {
		t.Run(name, func(t *testing.T) {
			for text, want := range golden(t, name) {
				got := e.Encode(text)
				if cos := got.Dot(&want); cos < .999 {
					t.Errorf("cosine %.5f for %q", cos, text)
				}
			}
		})
	}
}

// golden reads a file of texts and their vectors as the C engine gives them.
func golden(t *testing.T, name string) map[string]Vector {
	t.Helper()
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("skipped: %s is not here", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	vectors := map[string]Vector{}
	for _, row := range rows[1:] {
		var v Vector
		for i := range v {
			x, err := strconv.ParseFloat(row[1+i], 32)
			if err != nil {
				t.Fatal(err)
			}
			v[i] = float32(x)
		}
		v.normalize()
		vectors[row[0]] = v
	}
	return vectors
}

func opened(t testing.TB) *Encoder {
	t.Helper()
	e, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	return e
}
