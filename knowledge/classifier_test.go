package knowledge

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"frontdesk/knowledge/encoder"
)

// openEncoder is the shipped encoder, opened once.
var openEncoder = sync.OnceValues(encoder.Open)

// readerWith makes a reader with the encoder that keeps what it learns in a folder.
func readerWith(t testing.TB, folder string, progress func(done, total int)) *Reader {
	t.Helper()
	e, err := openEncoder()
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewReader(nil, Config{Encoder: e, Data: folder, Progress: progress})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r
}

// indexed makes a base of files with the encoder, ready.
func indexed(t testing.TB, files *Files) *Base {
	t.Helper()
	e, err := openEncoder()
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewReader(files.Synonyms, Config{Encoder: e})
	if err != nil {
		t.Fatal(err)
	}
	base, err := New(files, r)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Wait(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		r.Close()
		_ = base.Close()
	})
	return base
}

var intents = map[string][]string{
	"yes":   {"yes", "yes please", "sure", "ok go ahead", "of course", "that would be nice"},
	"no":    {"no", "no thanks", "rather not", "leave it", "I do not want that", "please stop"},
	"again": {"say that again", "can you repeat it", "what did you say", "once more please"},
}

func TestClassifierKnowsWhatItsExamplesMean(t *testing.T) {
	r := readerWith(t, "", nil)
	c := r.Classifier(intents)
	if err := r.Wait(); err != nil {
		t.Fatal(err)
	}
	for said, want := range map[string]string{"yes": "yes", "please say it once again": "again", "हाँ, ज़रूर": "yes", "no, stop it": "no", "si, por favor": "yes"} {
		got := c.Probabilities(r.Read(said))
		if got[0].Class != want || got[0].Near == 0 {
			t.Errorf("%q is %+v, want %s", said, got[0], want)
		}
	}
}

func TestWhatIsNoneOfTheClassesIsLeftOver(t *testing.T) {
	r := readerWith(t, "", nil)
	c := r.Classifier(intents)
	if err := r.Wait(); err != nil {
		t.Fatal(err)
	}
	sum := func(said string) float64 {
		total := 0.0
		for _, o := range c.Probabilities(r.Read(said)) {
			total += o.Probability
		}
		return total
	}
	if in, out := sum("yes please do"), sum("the train to Mumbai leaves from platform four"); in < 0.3 || out > 0.1 || out <= 0 {
		t.Errorf("the classes have %.2f of a yes and %.2f of something else", in, out)
	}
	if got := c.Probabilities(r.Read(" ?! ")); len(got) != 0 {
		t.Errorf("no words are %v", got)
	}
}

func TestWordsAloneClassifyToo(t *testing.T) {
	r, err := NewReader(nil, Config{})
	if err != nil {
		t.Fatal(err)
	}
	c := r.Classifier(intents)
	got := c.Probabilities(r.Read("can you repeat that"))[0]
	if got.Class != "again" || got.Near != 0 || r.Read("yes").Vector() != nil {
		t.Errorf("got %+v", got)
	}
}

func TestWhatWasLearntIsKept(t *testing.T) {
	folder := t.TempDir()
	encoded := 0
	learn := func(classes map[string][]string) []Opinion {
		encoded = 0
		r := readerWith(t, folder, func(_, total int) { encoded = total })
		c := r.Classifier(classes)
		if err := r.Wait(); err != nil {
			t.Fatal(err)
		}
		return c.Probabilities(r.Read("do go on"))
	}
	first := learn(intents)
	if encoded == 0 {
		t.Error("the first time nothing was encoded")
	}
	again := learn(intents)
	if encoded != 0 || again[0] != first[0] {
		t.Errorf("the second time %d texts were encoded, and %+v became %+v", encoded, first[0], again[0])
	}
	edited := map[string][]string{"maybe": {"perhaps another day"}}
	for class, texts := range intents {
		edited[class] = texts
	}
	if learn(edited); encoded != 1 {
		t.Errorf("after an edit of one text %d were encoded", encoded)
	}
}

func TestADamagedFileIsLearntAnew(t *testing.T) {
	folder := t.TempDir()
	r := readerWith(t, folder, nil)
	r.Classifier(intents)
	if err := r.Wait(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, storeFile)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 10, len(shelfMagic) + 20, len(whole) / 2, len(whole) - 1} {
		if _, ok := newShelf(whole[:n], r.store.encoder.ID()); ok {
			t.Errorf("the first %d of %d bytes are taken for all", n, len(whole))
		}
	}
	if _, ok := newShelf(whole, strings.Repeat("0", 16)); ok {
		t.Error("the vectors of another encoder are taken")
	}
	if _, ok := newShelf(whole, r.store.encoder.ID()); !ok {
		t.Error("the whole file is not taken")
	}
}

func TestWordsAnswerUntilTheMeaningIsLearnt(t *testing.T) {
	learning, ready := make(chan bool), make(chan bool)
	r := readerWith(t, "", func(done, _ int) {
		if done == portion {
			close(learning)
			<-ready
		}
	})
	entry := &Entry{ID: "pain", Kind: FAQ, Title: "Does it hurt?", Questions: []string{"is it painful"}}
	for _, w := range strings.Fields(strings.Repeat("back neck leg arm hip foot ", 6)) {
		entry.Questions = append(entry.Questions, w+" "+strconv.Itoa(len(entry.Questions))+" hurts")
	}
	base, err := New(&Files{Entries: []*Entry{entry, {ID: "price", Kind: FAQ, Title: "What does it cost?"}}}, r)
	if err != nil {
		t.Fatal(err)
	}
	defer base.Close()
	<-learning
	if res := base.Search(Query{Text: "is it very painful"}); res.Hits[0].ID != "pain" {
		t.Errorf("words found %+v", res.Hits)
	}
	foreign := Query{Text: "क्या इसमें दर्द होता है"}
	if res := base.Search(foreign); res.Confidence() != 0 {
		t.Errorf("before the meaning was learnt: %+v", res.Hits)
	}
	close(ready)
	if err := r.Wait(); err != nil {
		t.Fatal(err)
	}
	if res := base.Search(foreign); len(res.Hits) == 0 || res.Hits[0].ID != "pain" || res.Confidence() < 0.3 {
		t.Errorf("afterwards: %+v", res.Hits)
	}
}
