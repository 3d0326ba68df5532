package triage

import (
	"slices"
	"testing"
)

// What stands around a sign says how it is meant.
func TestHowASignIsMeant(t *testing.T) {
	tr := compiled(t)
	for _, c := range []struct {
		message string
		want    Level
	}{
		{"my chest hurts when I breathe", Urgent},
		{"my chest does not hurt when I breathe", None},
		{"no chest pain, trouble breathing or fever", None},
		{"no fever but my chest hurts when I breathe", Urgent},
		{"no fever my chest hurts when I breathe", Urgent},
		{"no fever and chest pain", Ask},
		{"seene me dard nahi hai", None},
		{"saans nahi aa rahi", Urgent},
		{"can dry needling cause chest pain", None},
		{"can dry needling cause chest pain, because my chest hurts now", Urgent},
		{"is chest pain normal after needling", Ask},
		{"is it normal that my chest hurts since the session", Urgent},
		{"what if my chest hurts afterwards", None},
		{"if my chest hurts, should I go to hospital", Ask},
		{"it hurts my chest if I breathe in", Urgent},
		{"I'm scared of chest pain", None},
		{"I'm scared, my chest hurts", Urgent},
		{"had chest pain years ago", None},
		{"had back surgery years ago and now I can't feel my legs", Urgent},
		{"my friend had chest pain after needling", None},
		{"my friend has chest pain now", Urgent},
		{"chest pain yesterday, fine now", Ask},
		{"chest pain yesterday, fine now but it came back", Urgent},
		{"I get panic attacks with chest pain", None},
		{"chest pain since the needling, and I do get panic attacks", Urgent},
		{"I nearly had a heart attack when I saw the bill", None},
		{"can't breatheee", Urgent},
		{"CAN’T BREATHE", Urgent},
		{"i cnt breth", Urgent},
	} {
		if got := tr.Look(c.message, nil); got.Level != c.want {
			t.Errorf("%q: %v by %q in %q, want %v", c.message, got.Level, got.Sign, got.Words, c.want)
		}
	}
}

func TestTheMostUrgentActionWins(t *testing.T) {
	tr := compiled(t)
	for message, want := range map[string]string{
		"fever since the needling and now I am confused and breathing fast": "infection-severe",
		"blood in my urine since yesterday, my chest hurts when I breathe":  "pneumothorax",
		"I want to die":                  "crisis",
		"I want to die, I can't breathe": "pneumothorax",
		"lost 8 kg without trying, new back pain and my groin is numb": "cauda-equina",
	} {
		if got := tr.Look(message, nil); got.Flag == nil || got.Flag.ID != want {
			t.Errorf("%q: %+v, want %s", message, got, want)
		}
	}
}

// What was said before in the conversation counts.
func TestConversationIsHeard(t *testing.T) {
	tr := compiled(t)
	const message = "I have a fever"
	if got := tr.Look(message, nil); got.Level == Urgent {
		t.Errorf("alone: %v", got.Level)
	}
	first := tr.Look("I had dry needling yesterday", nil)
	if !slices.Contains(first.Heard, "NEEDLED") {
		t.Fatalf("heard %q", first.Heard)
	}
	if got := tr.Look(message, first.Heard); got.Level != Urgent || got.Flag.ID != "infection" {
		t.Errorf("after needling: %+v", got)
	}
	if denied := tr.Look("I am not pregnant", nil); slices.Contains(denied.Heard, "PREGNANT") {
		t.Errorf("heard %q", denied.Heard)
	}
}

// A sign that is told as passed is in doubt, and the finding says why.
func TestGoneIsTold(t *testing.T) {
	tr := compiled(t)
	for message, want := range map[string]bool{
		"the breathlessness has gone now, do i still need a doctor": true,
		"chest pain yesterday, fine now":                            true,
		"my chest hurts when I breathe":                             false,
		"if my chest hurts, should I go to hospital":                false,
	} {
		if got := tr.Look(message, nil); got.Gone != want || got.Level == None {
			t.Errorf("%q: %+v, want gone %v", message, got, want)
		}
	}
}
