package bot

import (
	"strings"
	"testing"
	"testing/synctest"

	"frontdesk/bot/clinic"
)

// At the time at which a synctest bubble begins it is half past five on a Saturday morning in India.
func TestOutOfHours(t *testing.T) {
	base, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	cfg := Config{Clinic: clinic.Example(), Thresholds: DefaultThresholds()}
	cfg.Clinic.Hours = clinic.Hours{"mon-fri": "08:00-18:00"}
	b, err := on(base, cfg)
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		r := ask(b, "1", "the needle spot is red, hot and the redness is spreading")
		emergency, phone := strings.Index(r.Text, "112"), strings.Index(r.Text, "+91 89510 47001")
		if r.Kind != Urgent || emergency < 0 || phone < 0 || emergency > phone {
			t.Errorf("%s: out of hours the emergency number comes first:\n%s", r.Kind, r.Text)
		}
		if r := ask(b, "2", "book me for friday"); !strings.Contains(r.Text, "We open on Monday at 08:00.") {
			t.Errorf("the hand-off does not say when the clinic opens:\n%s", r.Text)
		}
	})
}
