package triage

import (
	"slices"
	"strings"
	"testing"

	"frontdesk/knowledge"
)

func TestClearNo(t *testing.T) {
	for _, yes := range []string{"no", "No.", "nope", "nahi", "no not at all", "none of these", "No, none of that thankfully", "no thanks, I'm fine", "neither", "bilkul nahi", "no no no", "nothing like that", "no just sore"} {
		if !ClearNo(yes) {
			t.Errorf("%q is a clear no", yes)
		}
	}
	for _, no := range []string{"", "yes", "maybe", "not sure", "no idea", "I don't know", "no but my chest hurts", "not really", "a bit", "what?", "no, only when I breathe", "nah it's just tight", "can't say", "no fever", "no wait yes", "ok", "fine"} {
		if ClearNo(no) {
			t.Errorf("%q is no clear no", no)
		}
	}
}

func TestCautionsMentioned(t *testing.T) {
	c := NewCautions([]knowledge.Caution{
		{ID: "pregnancy", Mentions: []string{"pregnant", "weeks along"}},
		{ID: "blood-thinners", Mentions: []string{"warfarin", "blood thinner"}},
	})
	for message, want := range map[string]string{
		"does it hurt":                           "",
		"I'm pregnant, does it hurt":             "pregnancy",
		"im pregnent":                            "pregnancy",
		"is it ok when 12 weeks along":           "pregnancy",
		"I'm not pregnant":                       "",
		"not pregnant but on warfarin":           "blood-thinners",
		"pregnant and on a blood thinner":        "pregnancy blood-thinners",
		"I don't take warfarin or blood thinner": "",
	} {
		if got := strings.Join(c.Find(message), " "); got != want {
			t.Errorf("%q: %q, want %q", message, got, want)
		}
	}
}

func TestAdviceWanted(t *testing.T) {
	a := NewAdvice()
	for _, m := range []string{
		"do I have a slipped disc", "is it a pinched nerve?", "what is wrong with my back", "can you read my MRI", "which nerve is pinched",
		"how many mg of ibuprofen can I take", "what dose of paracetamol", "can i take two more tablets",
		"should I stop my warfarin", "can I skip my blood pressure tablet", "should i start taking gabapentin", "prescribe me something",
	} {
		if !a.Wanted(m) {
			t.Errorf("%q asks for advice", m)
		}
	}
	for _, m := range []string{"does it hurt", "how many sessions do I need", "can it help a slipped disc", "what time do you open", "is it safe with warfarin"} {
		if a.Wanted(m) {
			t.Errorf("%q asks for no such advice", m)
		}
	}
}

func TestSheetHoldsEverything(t *testing.T) {
	flags := shipped(t)
	var b strings.Builder
	if err := compiled(t).WriteSheet(&b, flags); err != nil {
		t.Fatal(err)
	}
	for _, f := range flags.Flags {
		for _, l := range slices.Concat(f.Must, f.MustNot) {
			if !strings.Contains(b.String(), "- "+l.Text) {
				t.Errorf("%s: %q is missing", f.ID, l.Text)
			}
		}
		for topic, say := range f.FollowUps {
			if !strings.Contains(b.String(), "- "+topic+": "+say[0]+"\n") {
				t.Errorf("%s: what is said to %s is missing", f.ID, topic)
			}
		}
	}
	for _, want := range []string{"### The safety question is asked", "### Nothing", "Read and approved"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing", want)
		}
	}
}
