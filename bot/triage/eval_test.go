package triage

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// scratch evaluation; not committed
func TestScratch(t *testing.T) {
	flags := shipped(t)
	tr, problems := compile(flags)
	for _, p := range problems {
		fmt.Println("PROBLEM", p)
	}
	for _, f := range flags.Flags {
		fmt.Printf("%s must=%d mustnot=%d advice words=%d\n", f.ID, len(f.Must), len(f.MustNot), len(strings.Fields(f.Advice)))
	}
	verbose := os.Getenv("V") != ""
	count := map[string][3]int{}
	see := func(set, text, want string) {
		got := tr.Look(text, nil)
		c := count[set]
		c[got.Level]++
		count[set] = c
		bad := false
		switch {
		case strings.HasPrefix(set, "urgent") && set != "urgent-hard-negative":
			bad = got.Level != Urgent || want != "" && string(got.Flag.Action) != want
		default:
			bad = got.Level != None
		}
		if bad || verbose {
			id, sign := "-", ""
			if got.Flag != nil {
				id, sign = got.Flag.ID, got.Sign
			}
			fmt.Printf("%s\t%v\t%s\t%q want %s\t[%s] %.60s\n", set, got.Level, id, text, want, strings.Join(got.Words, " "), sign)
		}
	}
	f, err := os.Open("../../../shared/questions/questions.csv")
	if err == nil && os.Getenv("SET") == "" || os.Getenv("SET") == "dev" {
		rows, _ := csv.NewReader(f).ReadAll()
		for _, r := range rows[1:] {
			want := ""
			if r[3] == "urgent" {
				_, want, _ = strings.Cut(r[4], ":")
				want = strings.ReplaceAll(want, "_", "-")
			}
			set := "dev-ordinary"
			if strings.HasPrefix(r[3], "urgent") {
				set = r[3]
			}
			see(set, r[0], want)
		}
	}
	files, _ := filepath.Glob("/tmp/fresh/" + os.Getenv("SET") + "*.txt")
	for _, file := range files {
		b, _ := os.ReadFile(file)
		for _, line := range strings.Split(string(b), "\n") {
			if line = strings.TrimSpace(line); line == "" {
				continue
			}
			base := strings.TrimSuffix(filepath.Base(file), ".txt")
			kind := base[strings.LastIndex(base, "-")+1:]
			want := ""
			if kind == "urgent" {
				want, line, _ = strings.Cut(line, "\t")
			}
			see(kind+" "+base, line, want)
		}
	}
	for s, c := range count {
		fmt.Printf("== %-20s none %d ask %d urgent %d\n", s, c[0], c[1], c[2])
	}
}
