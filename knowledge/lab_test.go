package knowledge

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/knowledge/encoder"
)

func labBase(t *testing.T, name string, e *encoder.Encoder) *Base {
	var files *Files
	if name == "shipped" || name == "frozen" {
		files = loadContent(t)
		if name == "frozen" {
			var err error
			if files, err = Load(os.DirFS("/tmp/search/frozen/knowledge/content"), "frozen"); err != nil {
				t.Fatal(err)
			}
		}
	} else {
		var entries []*Entry
		byID := map[string]*Entry{}
		for _, row := range readCSV(t, publicSets+"/"+name+"/knowledge/faq.csv") {
			en := byID[row[0]]
			if en == nil {
				en = &Entry{ID: row[0], Kind: FAQ, Title: row[1], Answer: row[2]}
				byID[en.ID], entries = en, append(entries, en)
			}
			en.Questions = append(en.Questions, row[1])
		}
		slices.SortFunc(entries, func(a, b *Entry) int { return cmp.Compare(a.ID, b.ID) })
		files = &Files{Entries: entries}
	}
	start := time.Now()
	r, err := NewReader(files.Synonyms, Config{Encoder: e, Data: "/tmp/search/data/" + name, Progress: func(d, n int) {
		if d%2048 == 0 {
			t.Log(name, d, n)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := New(files, r)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(name, "words ready", time.Since(start), "meaning", b.index.meaning.Load() != nil)
	if err := r.Wait(); err != nil {
		t.Fatal(err)
	}
	t.Log(name, "ready", time.Since(start))
	return b
}

func TestLabDump(t *testing.T) {
	e, err := encoder.Open()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range strings.Fields(cmp.Or(os.Getenv("SETS"), "hint3_sofmattress_v1 hint3_curekart_v1 clinc150_10 banking77_10 shipped")) {
		b := labBase(t, name, e)
		sets := map[string]string{name: publicSets + "/" + name + "/questions.csv"}
		if name == "shipped" || name == "frozen" {
			sets = map[string]string{"real": "../../shared/questions/real.csv", "questions": "../../shared/questions/questions.csv", "own2": "/tmp/search/own2.csv"}
		}
		for set, file := range sets {
			f, err := os.Open(file)
			if err != nil {
				continue
			}
			rows, _ := csv.NewReader(f).ReadAll()
			out, _ := os.Create(os.Getenv("DUMPDIR") + "dump_" + set + ".bin")
			w := bufio.NewWriter(out)
			ix := b.index
			kinds := []string{}
			for _, en := range ix.entries {
				kinds = append(kinds, string(en.Kind))
			}
			meta, _ := json.Marshal(map[string]any{"ids": ix.classes, "kinds": kinds, "rich": ix.words.rich, "rows": rows[1:]})
			os.WriteFile(os.Getenv("DUMPDIR")+"dump_"+set+".json", meta, 0o644)
			start := time.Now()
			for _, row := range rows[1:] {
				r := b.Read(row[0])
				s := r.said
				if fixed, ok := ix.respelt(s); ok && os.Getenv("NOSPELL") == "" {
					s = fixed
				}
				rd := ix.words.read(s.words)
				sn := &sense{make([]float32, len(ix.classes)), make([]float32, len(ix.classes)), nil}
				if v := s.vector(); v != nil {
					sn = ix.meaning.Load().judge(v)
				}
				_, exact := ix.certain(r.said)
				ex := float32(0)
				if exact {
					ex = 1
				}
				for c := range ix.classes {
					binary.Write(w, binary.LittleEndian, []float32{float32(math.Log(max(float64(rd.prob[c]), 1e-9))), float32(math.Log(max(float64(sn.prob[c]), 1e-9))), sn.near[c], float32(rd.cover[c])})
				}
				binary.Write(w, binary.LittleEndian, []float32{float32(rd.content), float32(rd.known), ex, float32(len(s.words))})
			}
			w.Flush()
			out.Close()
			t.Log(set, len(rows)-1, time.Since(start)/time.Duration(len(rows)-1))
		}
	}
}
