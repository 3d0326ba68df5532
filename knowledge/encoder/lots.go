package encoder

import "sync"

// together is how many tokens go through the network at a time: enough to unpack the weights seldom, few enough to stay in a core's
// cache.
const together = 128

// lots are texts that several cores read, each a lot of them at a time.
type lots struct {
	tokens   *tokenizer
	texts    []string
	vectors  []Vector
	progress func(done, total int)

	taking  sync.Mutex
	next    int
	telling sync.Mutex
	done    int
}

// read takes lots until none is left.
func (l *lots) read(p *pass) {
	for {
		from, lot := l.take()
		if len(lot) == 0 {
			return
		}
		copy(l.vectors[from:], p.run(lot))
		l.tell(len(lot))
	}
}

// take gives the next lot's tokens and its first text's place.
func (l *lots) take() (from int, lot [][]uint32) {
	l.taking.Lock()
	defer l.taking.Unlock()
	from = l.next
	for n := 0; l.next < len(l.texts) && n < together; l.next++ {
		tokens := l.tokens.tokens(l.texts[l.next])
		lot = append(lot, tokens)
		n += len(tokens)
	}
	return from, lot
}

// tell says that n more texts are read.
func (l *lots) tell(n int) {
	l.telling.Lock()
	defer l.telling.Unlock()
	l.done += n
	if l.progress != nil {
		l.progress(l.done, len(l.texts))
	}
}
