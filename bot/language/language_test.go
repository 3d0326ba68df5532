package language

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"
)

// said is one line of testdata/messages.csv; one without a code is too short to tell.
type said struct{ code, message string }

func messages(t testing.TB) []said {
	t.Helper()
	f, err := os.Open("testdata/messages.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := make([]said, len(rows)-1)
	for i, r := range rows[1:] {
		out[i] = said{r[0], r[1]}
	}
	return out
}

// English that is badly typed must never be answered as another language; the others are told where there is enough to tell.
func TestMessagesAreOfTheirLanguage(t *testing.T) {
	var english, foreign, others, right int
	for _, m := range messages(t) {
		got := Of(m.message)
		switch {
		case m.code == English || m.code == Unknown:
			english++
			if got != English && got != Unknown {
				foreign++
				t.Logf("%q is called %s", m.message, got)
			}
		default:
			others++
			if got == m.code {
				right++
			} else {
				t.Logf("%q is called %q, want %s", m.message, got, m.code)
			}
		}
	}
	t.Logf("English or too short: %d, called foreign: %d; other languages: %d, right: %d", english, foreign, others, right)
	if english < 100 || foreign*100 > english {
		t.Errorf("%d of %d English messages are called foreign, at most 1 %% may be", foreign, english)
	}
	if others < 100 || right*100 < others*97 {
		t.Errorf("%d of %d messages in other languages are told, want 97 %%", right, others)
	}
}

func TestNoLanguageIsGuessedFromOneWord(t *testing.T) {
	for _, code := range latinCodes {
		for w := range strings.FieldsSeq(latinWords()[code]) {
			for _, said := range []string{w, strings.ToUpper(w) + "!", w + " " + w} {
				if got := Of(said); got != Unknown && got != English {
					t.Errorf("%q is called %s", said, got)
				}
			}
		}
	}
}

func TestWordsOfOtherScriptsAmongEnglishAreNoOtherLanguage(t *testing.T) {
	for message, want := range map[string]string{
		"my doctor wrote कमर दर्द on the paper, what does that mean": English,
		"doctor ने dry needling बोला है":                             "hi",
		"the sign says 痛": English,
		"нет":             "ru",
		"日本語で":            "ja",
		"😀 ¿¿ 123":        Unknown,
		"\xff\xfe":        Unknown,
		"":                Unknown,
	} {
		if got := Of(message); got != want {
			t.Errorf("%q is %q, want %q", message, got, want)
		}
	}
}

func FuzzOf(f *testing.F) {
	for _, m := range messages(f) {
		f.Add(m.message)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if a, b := Of(s), Of(s); a != b {
			t.Fatalf("%q is %q and %q", s, a, b)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Of("is it normal that my back hurts two days after the needling, and can i go running")
	}
}
