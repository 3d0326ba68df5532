package encoder

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

func TestLikeMeaningsAreNear(t *testing.T) {
	e := opened(t)
	question := e.Encode("does it hurt when the needle goes in")
	for _, same := range []string{"is the needle painful", "सुई लगने पर दर्द होता है क्या", "¿duele cuando entra la aguja?"} {
		for _, other := range []string{"where can I park my car", "गाड़ी कहाँ खड़ी करूँ", "¿a qué hora abren el sábado?"} {
			near, far := e.Encode(same), e.Encode(other)
			if question.Dot(&near) <= question.Dot(&far) {
				t.Errorf("%q is %.3f, %q %.3f", same, question.Dot(&near), other, question.Dot(&far))
			}
		}
	}
}

func TestEncodeAllEqualsEncode(t *testing.T) {
	e := opened(t)
	var texts []string
	for i := range 40 {
		texts = append(texts, strings.Repeat("how long does it take ", i%7)+fmt.Sprint(i))
	}
	told := 0
	vectors := e.EncodeAll(texts, func(done, total int) {
		if done <= told || total != len(texts) {
			t.Errorf("told %d of %d after %d", done, total, told)
		}
		told = done
	})
	if told != len(texts) {
		t.Errorf("told of %d texts", told)
	}
	for i, text := range texts {
		one := e.Encode(text)
		if cos := one.Dot(&vectors[i]); cos < .99999 {
			t.Errorf("%q: cosine %.6f between one and many", text, cos)
		}
	}
	if none := e.EncodeAll(nil, nil); len(none) != 0 {
		t.Errorf("%d vectors of no texts", len(none))
	}
}

func TestEncodeConcurrently(t *testing.T) {
	e := opened(t)
	texts := []string{"my back hurts", "कमर में दर्द", "where are you", "", "a much longer text that says little at great length, for the sake of its length alone"}
	want := e.EncodeAll(texts, nil)
	var callers sync.WaitGroup
	for i := range 12 {
		callers.Go(func() {
			for j := range texts {
				k := (i + j) % len(texts)
				if got := e.Encode(texts[k]); got.Dot(&want[k]) < .99999 {
					t.Errorf("%q differs when read beside others", texts[k])
				}
			}
		})
	}
	callers.Wait()
}

func TestRecentTextsAreBounded(t *testing.T) {
	e := opened(t)
	long := strings.Repeat("x", recentBytes+1)
	e.Encode("x")
	e.Encode(long)
	if !e.recent.Contains("x") || e.recent.Contains(long) {
		t.Error("short texts are to be kept and long ones not")
	}
	for i := range recentTexts {
		e.recent.Add(fmt.Sprint(i), Vector{})
	}
	if e.recent.Contains("x") {
		t.Error("the oldest text is still kept")
	}
}

// Whatever the bytes, a text gives a vector of unit length.
func FuzzEncode(f *testing.F) {
	for _, s := range []string{"", " ", "hello", "\xff\xfe\x80", "e\u0301", "👩‍👩‍👧", "\x00\t\n", "<s></s><pad>", "मुझे", strings.Repeat("ab ", 3000), strings.Repeat("\u0301", 500)} {
		f.Add(s)
	}
	e := opened(f)
	f.Fuzz(func(t *testing.T, text string) {
		tokens := e.tokens.tokens(text)
		if len(tokens) < 3 || len(tokens) > MaxTokens {
			t.Fatalf("%d tokens", len(tokens))
		}
		if len(tokens) > 64 {
			return // the network's time is no news
		}
		v := e.Encode(text)
		if length := v.Dot(&v); math.Abs(float64(length)-1) > 1e-4 {
			t.Fatalf("length %g", length)
		}
		if share := e.Readable(text); share < 0 || share > 1 {
			t.Fatalf("readable %g", share)
		}
	})
}

func TestAnyTextHasBounds(t *testing.T) {
	e := opened(t)
	noise := make([]byte, 1<<20)
	for i := range noise {
		noise[i] = byte(rand.N(256))
	}
	for name, text := range map[string]string{
		"noise": string(noise), "letters": strings.Repeat("a", 1<<20), "marks": strings.Repeat("\u0301", 1<<19), "spaces": strings.Repeat(" ", 1<<20),
	} {
		if n := len(e.tokens.tokens(text)); n > MaxTokens {
			t.Errorf("%s: %d tokens", name, n)
		}
		v := e.Encode(text)
		if length := v.Dot(&v); math.Abs(float64(length)-1) > 1e-4 {
			t.Errorf("%s: length %g", name, length)
		}
	}
}

func TestID(t *testing.T) {
	e := opened(t)
	sum := sha256.Sum256(model[len(magic)+8:])
	if want := fmt.Sprintf("%x", sum[:8]); e.ID() != want {
		t.Errorf("ID %s of a file whose digest is %s", e.ID(), want)
	}
}

func TestNewRefusesWhatIsNoModel(t *testing.T) {
	for _, file := range [][]byte{nil, []byte("E5S1"), model[:len(magic)], model[:1000], model[:1<<20], model[:len(model)-1], bytes.Repeat([]byte{255}, 100)} {
		if _, err := New(file); err == nil {
			t.Errorf("%d bytes are no model and were taken", len(file))
		}
	}
}

func TestModelSize(t *testing.T) {
	if len(model) > 40_000_000 {
		t.Errorf("%d bytes", len(model))
	}
}

func TestReadable(t *testing.T) {
	e := opened(t)
	for text, want := range map[string]float64{"does it hurt?": 1, "दर्द होता है": 1, "": 0, "  ": 0, "𐎀𐎁𐎂": 0, "ab 𐎀𐎁": .5} {
		if got := e.Readable(text); math.Abs(got-want) > 1e-9 {
			t.Errorf("%q is readable to %.2f and not %.2f", text, got, want)
		}
	}
}

func TestQuantize(t *testing.T) {
	e := opened(t)
	v := e.Encode("how many visits will it take")
	q := v.Quantize()
	back := q.Dequantize()
	if cos := v.Dot(&back); cos < .9999 {
		t.Errorf("cosine %.6f after rounding", cos)
	}
	var none Vector
	nothing := none.Quantize()
	if nothing.Dequantize() != none {
		t.Error("nothing became something")
	}
}

func TestLongTextKeepsItsEnds(t *testing.T) {
	e := opened(t)
	tokens := e.tokens.tokens("first " + strings.Repeat("middle ", 2000) + "last")
	if len(tokens) != MaxTokens {
		t.Fatalf("%d tokens", len(tokens))
	}
	var read []string
	for _, token := range tokens {
		read = append(read, e.tokens.piece(token))
	}
	if got := strings.Join(read, ""); !strings.HasPrefix(got, "▁query:▁first▁middle") || !strings.HasSuffix(got, "▁middle▁last") {
		t.Errorf("%s ... %s", got[:40], got[len(got)-40:])
	}
	if !utf8.ValidString(e.tokens.normalize(ends(strings.Repeat("ü", maxBytes)))) {
		t.Error("a character that was cut through is no UTF-8")
	}
}
