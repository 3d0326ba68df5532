package bot

import (
	"strings"
	"testing"
)

// What a newcomer asks first, each in words that no variant has to repeat, and the entry that must come.
func TestShippedKnowledgeAnswers(t *testing.T) {
	b := newReadingBot(t)
	for question, entry := range map[string]string{
		"is it painful":                           "pain-during",
		"how many sessions do I need":             "number-of-sessions",
		"how long will I be sore":                 "soreness-after",
		"can I drive after":                       "activity-after",
		"what is the difference to acupuncture":   "vs-acupuncture",
		"what is dry needling":                    "what-is-dry-needling",
		"how does it work":                        "how-it-works",
		"why did my muscle twitch":                "twitch-response",
		"what is a trigger point":                 "trigger-points",
		"is massage better":                       "vs-other-treatments",
		"what are the benefits":                   "benefits",
		"is there any scientific proof":           "evidence",
		"i am afraid of needles":                  "needle-fear",
		"what happens at the first visit":         "what-to-expect",
		"how long does an appointment take":       "session-length",
		"are the needles sterile":                 "needles-hygiene",
		"should i use ice or heat afterwards":     "aftercare",
		"can i go to the gym the same day":        "activity-after",
		"can i take ibuprofen after the session":  "painkillers",
		"how often should i come":                 "session-frequency",
		"when will i feel better":                 "results-how-soon",
		"how long does the relief last":           "relief-duration",
		"it did not help me":                      "not-working-or-worse",
		"what are the side effects":               "side-effects",
		"can it puncture a lung":                  "serious-risks",
		"why did i feel dizzy during the session": "faint-dizzy-tired",
		"who should not have it":                  "who-should-not",
		"is it safe during pregnancy":             "pregnancy",
		"i take warfarin, is that a problem":      "blood-thinners",
		"is my daughter too young for it":         "age-limits",
		"i had a mastectomy last year":            "cancer-lymph-implants",
		"which kinds of back pain does it help":   "which-back-pain",
		"my back has hurt for ten years":          "chronic-pain",
		"does it help with sciatica":              "sciatica",
		"i have a slipped disc":                   "disc-stenosis-arthritis",
		"can you treat my upper back":             "upper-mid-back",
		"i strained my back yesterday":            "acute-strain",
		"can i have it after spine surgery":       "after-surgery",
		"who is qualified to do this":             "practitioner",
		"can i do it myself at home":              "self-needling",
		"can i combine it with physio":            "combine-treatments",
		"does it improve posture":                 "posture",
		"will i need fewer painkillers":           "medication-reduction",
		"will i sleep better":                     "sleep",
		"does it help athletes":                   "sports",
		"how much does it cost":                   "cost",
		"does my insurance pay":                   "insurance",
		"what should i wear":                      "prepare",
		"how do i make an appointment":            "booking",
		"which cities are you in":                 "location-hours",
		"kya isme dard hota hai":                  "pain-during",
		"kitne session lagte hain":                "number-of-sessions",
		"how lng wil i be soer":                   "soreness-after",
	} {
		r := ask(b, question, question)
		if r.Kind != Answer || r.Entries[0] != entry {
			t.Errorf("%q: %s %v (%.2f), want %s", question, r.Kind, r.Entries, r.Confidence, entry)
		}
	}
}

func TestShippedKnowledgeSaysThatItDoesNotKnow(t *testing.T) {
	b := newTestBot(t, nil, false)
	for _, question := range []string{"what is the capital of France", "how", "???", "123", "", "qwzx plomk", "is", "the of and", "👽"} {
		if r := ask(b, question, question); r.Kind != Fallback {
			t.Errorf("%q: %s %v (%.2f), want a fallback", question, r.Kind, r.Entries, r.Confidence)
		}
	}
}

// The answers that people must not be sent away with: what they ask for is a clinician's to say.
func TestAdviceIsForClinicians(t *testing.T) {
	b := newTestBot(t, nil, false)
	for _, question := range []string{"can you read my mri report", "write me a prescription", "what is my diagnosis"} {
		r := ask(b, question, question)
		if r.Kind != Fallback || !strings.Contains(r.Text, b.clinic.Contact(-1).Phone) {
			t.Errorf("%q: %s %q", question, r.Kind, r.Text)
		}
	}
}
