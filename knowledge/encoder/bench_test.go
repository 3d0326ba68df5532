package encoder

import (
	"fmt"
	"testing"
)

// benchmarked are texts of 8, 15 and 40 tokens with those around every text.
var benchmarked = map[int]string{
	8:  "does needling hurt",
	15: "how many sessions of needling will my lower back need",
	40: "my back has hurt for two years and the scan shows a bulge low in the spine, would needling be worth a try before I think about having an operation",
}

func BenchmarkEncode(b *testing.B) {
	e := opened(b)
	for _, n := range []int{8, 15, 40} {
		tokens := e.tokens.tokens(benchmarked[n])
		for cores := range cap(e.passes) {
			p := newPass(e.net, cores+1)
			b.Run(fmt.Sprintf("tokens=%d/cores=%d", n, cores+1), func(b *testing.B) {
				b.ReportAllocs()
				b.ReportMetric(float64(len(tokens)), "tokens")
				for b.Loop() {
					p.run([][]uint32{tokens})
				}
			})
		}
	}
}
