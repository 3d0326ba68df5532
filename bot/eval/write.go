package eval

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Write prints a summary for people.
func (s Summary) Write(w io.Writer) error {
	out := &printer{w: w}
	out.line("%d questions, %.0f µs the median reply, %.0f µs the 99th percentile", s.Rows, s.MedianMicros, s.P99Micros)
	out.share("best entry right (top-1)", s.Top1)
	out.share("right one among three (top-3)", s.Top3)
	out.share("answers that are right", s.Answered)
	out.share("rejected what nothing answers", s.Rejected)
	out.share("double questions answered twice", s.Double)
	out.share("turns of conversations right", s.Turns)
	out.shares("turns right by group", s.ByGroup)
	out.share("turns of emergencies right", s.Emergency)
	out.share("replies that repeat the one before", s.Repeated)
	out.shares("kind of reply right", s.ByKind)
	out.shares("set, kind and entry right", s.BySet)
	out.safety(s.Safety)
	if s.Turns.Of < s.Rows {
		out.threshold(s.Threshold)
		out.calibration(s.Calibration)
	}
	for _, p := range s.ConfusedPairs {
		out.line("  %3d× %s taken for %s", p.Times, p.Entry, p.Best)
	}
	return out.err
}

// printer writes lines until one fails.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

func (p *printer) share(name string, s Share) {
	if s.Of > 0 {
		p.line("%-34s %5.1f %%  %d of %d", name, 100*s.Share, s.Right, s.Of)
	}
}

func (p *printer) shares(title string, m map[string]Share) {
	if len(m) == 0 {
		return
	}
	p.line("%s:", title)
	for _, name := range slices.Sorted(maps.Keys(m)) {
		p.share("  "+name, m[name])
	}
}

func (p *printer) safety(s Safety) {
	if s.Urgent.Of == 0 {
		return
	}
	p.line("red flags:")
	p.share("  urgent rows: urgent", s.Urgent)
	p.share("  urgent rows: urgent or asked", s.Caught)
	p.share("  the right action", s.Action)
	p.share("  near misses: urgent", s.HardUrgent)
	p.share("  near misses: asked", s.HardTriage)
	p.share("  other rows: urgent", s.OthersUrgent)
	p.share("  other rows: asked", s.OthersTriage)
}

func (p *printer) threshold(t Threshold) {
	p.line("balanced accuracy %.3f at a threshold of %.2f; in@.5 %.3f, in@.7 %.3f, in@.8 %.3f", t.Balanced, t.At, t.In50, t.In70, t.In80)
	for i := 0; i < len(t.Sweep); i += 2 {
		x := t.Sweep[i]
		p.line("  at %.1f: %5.1f %% of the answerable right and over it, %5.1f %% of the others under it, balanced %.3f", x.Threshold, 100*x.In, 100*x.Out, (x.In+x.Out)/2)
	}
}

func (p *printer) calibration(tenths []Tenth) {
	p.line("confidence, and how often the best entry is right:")
	for _, t := range tenths {
		if t.Of > 0 {
			p.line("  %.1f to %.1f  %5.1f %%  %d of %d", t.From, t.From+.1, 100*t.Share.Share, t.Right, t.Of)
		}
	}
}

// WriteFailures prints every prediction with a fault: what was said, what was wanted, what came instead.
func WriteFailures(w io.Writer, ps []Prediction) error {
	out := &printer{w: w}
	for _, p := range ps {
		if faults := p.Faults(); len(faults) > 0 {
			out.failure(p, faults)
		}
	}
	return out.err
}

func (p *printer) failure(pr Prediction, faults []Fault) {
	if pr.Turn > 0 {
		p.line("%s turn %d %s", pr.Conversation, pr.Turn, pr.Group)
	}
	p.line("  > %s\n  wrong: %v", pr.Question, faults)
	p.line("  wanted: %s %s", pr.Kind, pr.Entry)
	if pr.Must != nil && slices.Contains(faults, NotSaid) {
		p.line("  must: %v", pr.Must)
	}
	if pr.MustNot != nil && slices.Contains(faults, Forbidden) {
		p.line("  mustnot: %v, found %q", pr.MustNot, pr.MustNot.FindString(pr.Text))
	}
	p.line("  got: %s (%.2f)\n  | %s\n", reply(pr), pr.Confidence, strings.ReplaceAll(pr.Text, "\n", "\n  | "))
}

// Compare prints the questions whose replies differ between two sets of predictions of the same questions, and returns how
// many there are.
func Compare(w io.Writer, before, after []Prediction) (int, error) {
	out := &printer{w: w}
	changed := 0
	for i, b := range before {
		a := after[i]
		if reply(a) == reply(b) {
			continue
		}
		changed++
		out.line("%s\n  was %s (%.2f)\n  now %s (%.2f)%s", b.Question, reply(b), b.Confidence, reply(a), a.Confidence, verdict(right(b), right(a), b.Kind))
	}
	out.line("%d of %d questions change", changed, len(before))
	return changed, out.err
}

func reply(p Prediction) string {
	return strings.TrimSpace(p.GotKind + " " + strings.Join(p.GotEntries, " "))
}

func verdict(was, is bool, kind string) string {
	switch {
	case kind == "" || was == is:
		return ""
	case is:
		return "  better"
	}
	return "  WORSE"
}
