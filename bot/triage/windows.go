package triage

const (
	windowSize = 16 // words that are weighed together: more than nearly all sentences have
	windowStep = 12 // words from the beginning of one window to that of the next
)

// A window is a part of a text that is weighed as a whole: the tokens from up to, but without, to, and the concepts in it.
type window struct {
	from, to int32
	seen     []concept
}

// split returns the windows of a text, which are valid until the next call. What has none of the flags has none in any window;
// of the other texts that teach, nobody knows in which it is, so that those are one window.
func (r *reading) split() []window {
	end := int32(len(r.tokens))
	r.resize(int(max(0, end-windowSize+windowStep-1)/windowStep) + 1)
	for i := range r.windows {
		from := int32(i) * windowStep
		r.windows[i] = window{from, min(from+windowSize, end), r.windows[i].seen[:0]}
	}
	for _, c := range r.seen {
		for _, s := range r.at[c] {
			first := max(0, s.to-windowSize+windowStep-1) / windowStep
			for i := first; i*windowStep <= s.from && int(i) < len(r.windows); i++ {
				r.windows[i].add(c)
			}
		}
	}
	return r.windows
}

// oneWindow returns a text as one window.
func (r *reading) oneWindow() []window {
	r.resize(1)
	r.windows[0] = window{0, int32(len(r.tokens)), append(r.windows[0].seen[:0], r.seen...)}
	return r.windows
}

func (r *reading) resize(n int) {
	for cap(r.windows) < n {
		r.windows = append(r.windows[:cap(r.windows)], window{})
	}
	r.windows = r.windows[:n]
}

// add notes a concept. All of its places are added before those of the next one.
func (w *window) add(c concept) {
	if n := len(w.seen); n == 0 || w.seen[n-1] != c {
		w.seen = append(w.seen, c)
	}
}
