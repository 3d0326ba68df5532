package triage

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"frontdesk/knowledge"
)

var update = flag.Bool("update", false, "write the snapshot of the net anew")

// The snapshot must be what training on the shipped knowledge gives now.
func TestSnapshotIsCurrent(t *testing.T) {
	flags := shipped(t)
	tr, problems := compile(flags)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	n := newNet(tr, flags, fingerprintOf(flags))
	n.train(tr, n.lessons(tr, flags, flags.Sentences()))
	want, err := n.snapshot(fingerprintOf(flags))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("net.bin", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(netSnapshot, want) {
		t.Error("net.bin is of other red flags, other questions or another way of training, which costs a quarter of a second at every start; go test ./bot/triage -run Snapshot -update writes it anew")
	}
}

// Wordings that no sign has are caught by what the examples have in common, as the flag that the examples are of.
func TestNetCatchesWhatNoSignForesaw(t *testing.T) {
	tr := compiled(t)
	for message, flag := range map[string]string{
		"my wee only dribbles out and my seat feels woolly since my disc went":       "cauda-equina",
		"gums ooze, i bruise like a peach and my urine is the colour of cola":        "bleeding-same-day",
		"raat bhar pasina aata hai, vajan ghat raha hai aur peeth ka dard jata nahi": "serious-cause",
		"tummy griping low down and some brown stuff on the liner, 13 weeks along":   "pregnancy-same-day",
	} {
		got := tr.Look(message, nil)
		if got.Level == None || got.Flag.ID != flag {
			t.Errorf("%q: got %v %v, want %s", message, got.Level, got.Flag, flag)
		}
	}
}

func TestNetKeepsQuiet(t *testing.T) {
	tr := compiled(t)
	for _, message := range []string{
		"", "?", "ok", "pneumothorax", "numb", "leg news",
		"could needles near the ribs ever nick a lung",
		"no fever, no chills, no redness, all is well",
		"my cousin had a stroke in 2011, is neck needling a bad idea for me",
		"the stairs at your place nearly killed me haha",
		"a stiff neck from the pillow, can i book on tuesday",
		"how often do needles break",
	} {
		if got := tr.rules(message); got.Level != None {
			t.Fatalf("%q: the signs find %s in it, so that it says nothing of the net", message, got.Flag.ID)
		}
		if got := tr.Look(message, nil); got.Level != None {
			t.Errorf("%q: %v %s", message, got.Level, got.Flag.ID)
		}
	}
}

// What a sign found stands: the net adds findings and never lowers one.
func TestNetNeverLowersAFinding(t *testing.T) {
	tr := compiled(t)
	told := shipped(t).Sentences()
	for _, f := range shipped(t).Flags {
		for _, line := range append(append(append([]knowledge.Line{}, f.Must...), f.MustNot...), told[f.ID]...) {
			if by, with := tr.rules(line.Text), tr.Look(line.Text, nil); with.Level < by.Level || by.Level == Urgent && with.Flag != by.Flag {
				t.Errorf("%v: %v by the signs, %v with the net", line.Place, by.Level, with.Level)
			}
		}
	}
}

// A sentence that is buried in a long ordinary message is found in its window.
func TestNetReadsLongMessagesInWindows(t *testing.T) {
	tr := compiled(t)
	buried := "my wee only dribbles out and my seat feels woolly since my disc went. "
	for _, at := range []int{0, len(longQuestion) / 2, len(longQuestion)} {
		cut := strings.LastIndexAny(longQuestion[:at], ".,") + 1
		if got := tr.Look(longQuestion[:cut]+" "+buried+longQuestion[cut:], nil); got.Level == None {
			t.Errorf("not found at %d", cut)
		}
	}
}

func TestNoExamplesNoNet(t *testing.T) {
	files, err := knowledge.Load(fstest.MapFS{
		"faq/a.md":       {Data: []byte("---\ntitle: Does it hurt?\n---\nA little.\n")},
		"red-flags.yaml": {Data: []byte("flags:\n  - {id: numb, title: Numb, action: soon, advice: Call., ask: Numb?, signs: [numb], must: [numb], must-not: [not numb]}\n")},
	}, "kb")
	if err != nil {
		t.Fatal(err)
	}
	tr, err := New(&files.RedFlags)
	if err != nil {
		t.Fatal(err)
	}
	if tr.net != nil {
		t.Error("a net without examples")
	}
}

func TestNetIsTheSameEveryTimeAndForEverybody(t *testing.T) {
	tr := compiled(t)
	message := "my bladder has been on strike since my spine went bad"
	want := tr.net.sound(readingOf(tr, message))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if got := tr.net.sound(readingOf(tr, message)); got != want {
				t.Errorf("got %+v, before %+v", got, want)
			}
		})
	}
	all.Wait()
}

func readingOf(t *Triage, message string) *reading {
	r := new(reading)
	r.begin(t, message, nil)
	return r
}

// Held out, an example of a flag is still recognised by what the others taught: 80 in 100 of them are asked about or
// urgent by the net alone, and at most 2 of what is none, near misses among them.
func TestNetRecognisesExamplesItHasNotSeen(t *testing.T) {
	flags := shipped(t)
	tr, _ := compile(flags)
	n := newNet(tr, flags, fingerprintOf(flags))
	lessons := n.lessons(tr, flags, flags.Sentences())
	var seen, unseen []lesson
	for i, l := range lessons {
		if i%5 == 0 {
			unseen = append(unseen, l)
		} else {
			seen = append(seen, l)
		}
	}
	n.train(tr, seen)
	tr.net = n
	var caught, total [2]int
	for _, l := range unseen {
		kind := min(int(l.class), 1)
		total[kind]++
		if r := readingOf(tr, l.line.Text); n.catch(r, Finding{}).Level != None {
			caught[kind]++
		}
	}
	t.Logf("asked: %d of %d of flags, %d of %d of none", caught[1], total[1], caught[0], total[0])
	if caught[1]*100 < total[1]*80 || caught[0]*50 > total[0] {
		t.Errorf("asked: %d of %d of flags, %d of %d of none", caught[1], total[1], caught[0], total[0])
	}
}

func FuzzNet(f *testing.F) {
	flags := shipped(f)
	tr, err := New(flags)
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"", "a", longQuestion, "saans nahi aa rahi", "\xff\xfe", strings.Repeat("numb ", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, message string) {
		s := tr.net.sound(readingOf(tr, message))
		if !(s.p >= 0 && s.p <= 1) || s.class < 1 || s.class > len(flags.Flags) {
			t.Errorf("%+v", s)
		}
	})
}

func BenchmarkNet(b *testing.B) {
	t := compiled(b)
	for name, message := range map[string]string{
		"60":  "how many sessions do people usually need for a stiff back?",
		"500": longQuestion,
	} {
		b.Run(name, func(b *testing.B) {
			r := readingOf(t, message)
			b.ReportAllocs()
			for b.Loop() {
				t.net.sound(r)
			}
		})
	}
}

func BenchmarkNetTrain(b *testing.B) {
	flags := shipped(b)
	t, _ := compile(flags)
	n := newNet(t, flags, fingerprintOf(flags))
	for b.Loop() {
		n.train(t, n.lessons(t, flags, flags.Sentences()))
	}
}
