package encoder

import (
	"math"

	"github.com/viterin/vek/vek32"
)

// A Vector is a text's meaning: a direction, of unit length. The zero Vector is no direction and is like nothing.
type Vector [Dimensions]float32

// Dot is how alike two texts are, from -1 to 1: the cosine of the angle between them. Of this model's vectors even unrelated
// ones are near .8, so a caller compares with other texts and not with a fixed number.
func (v *Vector) Dot(w *Vector) float32 { return vek32.Dot(v[:], w[:]) }

// A Quantized is a Vector in a quarter of its size, for files. Its cosine to the Vector is above .9999.
type Quantized struct {
	Scale  float32 // what one step of Values is worth
	Values [Dimensions]int8
}

// Quantize rounds every number to one of 255 steps.
func (v *Vector) Quantize() Quantized {
	var largest float32
	for _, x := range v {
		largest = max(largest, float32(math.Abs(float64(x))))
	}
	if largest == 0 {
		return Quantized{}
	}
	q := Quantized{Scale: largest / 127}
	for i, x := range v {
		q.Values[i] = int8(math.RoundToEven(float64(x / q.Scale)))
	}
	return q
}

// Dequantize gives the Vector back, of unit length again.
func (q *Quantized) Dequantize() Vector {
	var v Vector
	for i, x := range q.Values {
		v[i] = float32(x)
	}
	v.normalize()
	return v
}

// normalize makes v of unit length; the zero Vector stays.
func (v *Vector) normalize() {
	if length := vek32.Norm(v[:]); length > 0 {
		vek32.MulNumber_Inplace(v[:], 1/length)
	}
}
