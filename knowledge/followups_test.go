package knowledge

import (
	"strings"
	"testing"
)

// Every follow-up that is shipped says whom to call, in words enough and not too many, and nothing is said twice running.
func TestShippedFollowUps(t *testing.T) {
	files, err := Load(Content(), "content")
	if err != nil {
		t.Fatal(err)
	}
	r := &files.RedFlags
	for _, f := range r.Flags {
		if len(f.Sources) == 0 || f.ReviewBy.IsZero() || f.ReviewedBy == "" {
			t.Errorf("%s names no source or review", f.ID)
		}
		for topic := range topics {
			before := ""
			for n := range 5 {
				got := r.FollowUp(f.ID, topic, n)
				if words := len(strings.Fields(got)); words < 15 || words > 60 {
					t.Errorf("%s, %s, %d: %d words", f.ID, topic, n, words)
				}
				if topic != "group" && got == before {
					t.Errorf("%s, %s, %d: said twice running", f.ID, topic, n)
				}
				if strings.Contains(f.Advice, got) {
					t.Errorf("%s, %s, %d: the advice again", f.ID, topic, n)
				}
				before = got
			}
		}
	}
	for _, topic := range r.Topics {
		if n := topics[topic.ID]; len(topic.Asked) < 15 && topic.ID != "remind" && n > 1 {
			t.Errorf("%s has %d examples", topic.ID, len(topic.Asked))
		}
	}
}

func TestFollowUpsOfAFlagGoFirst(t *testing.T) {
	r := &RedFlags{
		Flags:  []RedFlag{{ID: "f", Action: SameDay, FollowUps: map[string][]string{"wait": {"own"}}}},
		Topics: []Topic{{ID: "wait", say: map[Action][]string{SameDay: {"one", "two"}}}, {ID: "ok", say: map[Action][]string{SameDay: {"three"}}}},
	}
	for n, want := range []string{"own", "one", "two", "own"} {
		if got := r.FollowUp("f", "wait", n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	for _, missing := range []string{r.FollowUp("g", "wait", 0), r.FollowUp("f", "eat", 0), r.FollowUp("f", "wait", -1)} {
		if missing != "" {
			t.Errorf("got %q", missing)
		}
	}
}

func TestOutranks(t *testing.T) {
	stroke, heart, cord := &RedFlag{ID: "stroke", Within: Minutes}, &RedFlag{ID: "heart", Within: Minutes}, &RedFlag{ID: "cord", Within: Hours}
	for _, c := range []struct {
		found, open *RedFlag
		want        bool
	}{{stroke, cord, true}, {cord, stroke, false}, {stroke, heart, true}, {stroke, stroke, false}} {
		if got := c.found.Outranks(c.open); got != c.want {
			t.Errorf("%s over %s: %v", c.found.ID, c.open.ID, got)
		}
	}
}

func TestFaultyFollowUpsAreNamed(t *testing.T) {
	_, err := Load(folder(map[string]string{
		"faq/a.md": "---\ntitle: A\n---\nB.\n",
		"red-flags.yaml": "flags:\n  - {id: numb, title: Numb, action: crisis, within: years, advice: Call., ask: Numb?, signs: [numb], must: [numb], must-not: [not numb],\n" +
			"     follow-ups: {nap: \"call {{clinic.emergency}}\", wait: \"{{clinic.crisis}}\"}}\n",
		"follow-ups.yaml": "- topic: wait\n  say: [no]\n- topic: nosuch\n- topic: wait\n",
	}), "kb")
	if err == nil {
		t.Fatal("the folder is taken")
	}
	for _, want := range []string{
		`kb/red-flags.yaml:2: red flag numb: within "years" is none of [minutes hours day days]`,
		`kb/red-flags.yaml:3: red flag numb: "nap" is no topic of an open emergency`,
		`kb/red-flags.yaml:3: the follow-up "{{clinic.crisis}}" lacks {{clinic.emergency}}`,
		`kb/follow-ups.yaml:1: topic wait: say needs at least 2 wordings`,
		`kb/follow-ups.yaml:2: the follow-up "no" lacks {{clinic.emergency}}`,
		`kb/follow-ups.yaml:3: "nosuch" is no topic of an open emergency`,
		`kb/follow-ups.yaml:4: the topic wait stands here twice`,
		`kb/follow-ups.yaml: the topic eat is missing`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not reported in\n%v", want, err)
		}
	}
}
