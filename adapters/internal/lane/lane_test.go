package lane_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"frontdesk/adapters/internal/lane"
)

func noPanic(t *testing.T) func(any) { return func(v any) { t.Errorf("panic: %v", v) } }

func TestLanesKeepOrderWithinAChat(t *testing.T) {
	const chats, each = 50, 40
	l := lane.New(8, each, noPanic(t))
	got := make([][]int, chats)
	for i := range each {
		for c := range chats {
			if err := l.Put(t.Context(), fmt.Sprint(c), func() { got[c] = append(got[c], i) }); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := l.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	for c := range chats {
		for i := range each {
			if len(got[c]) != each || got[c][i] != i {
				t.Fatalf("chat %d: %v", c, got[c])
			}
		}
	}
}

func TestASlowChatDelaysNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := lane.New(2, 10, noPanic(t))
		begin := time.Now()
		for range 3 {
			put(t, l, "slow", func() { <-time.After(time.Minute) })
		}
		var quick atomic.Int32
		for range 100 {
			put(t, l, "quick", func() { quick.Add(1) })
			synctest.Wait()
		}
		if time.Since(begin) != 0 || quick.Load() != 100 {
			t.Errorf("%d after %v", quick.Load(), time.Since(begin))
		}
		if err := l.Drain(t.Context()); err != nil || time.Since(begin) != 3*time.Minute {
			t.Errorf("drained with %v after %v", err, time.Since(begin))
		}
	})
}

func TestLanesAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := lane.New(2, 3, noPanic(t))
		wait := make(chan struct{})
		for range 4 { // one at work, three waiting
			put(t, l, "a", func() { <-wait })
		}
		if err := l.Put(t.Context(), "a", func() {}); !errors.Is(err, lane.ErrFull) {
			t.Errorf("a full lane: %v", err)
		}
		put(t, l, "b", func() { <-wait })
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := l.Put(ctx, "c", func() {}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a third chat: %v", err)
		}
		if err := l.Drain(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("drain past its limit: %v", err)
		}
		close(wait)
		if err := l.Drain(t.Context()); err != nil {
			t.Error(err)
		}
		put(t, l, "c", func() {})
		if err := l.Drain(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestAPanicEndsOneMessage(t *testing.T) {
	var caught []any
	l := lane.New(1, 10, func(v any) { caught = append(caught, v) })
	ran := false
	put(t, l, "a", func() { panic("ouch") })
	put(t, l, "a", func() { ran = true })
	if err := l.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(caught) != 1 || caught[0] != "ouch" || !ran {
		t.Errorf("caught %v, ran %v", caught, ran)
	}
}

func TestPutIsSafeForConcurrentUse(t *testing.T) {
	l := lane.New(4, 1000, noPanic(t))
	var ran atomic.Int32
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			for i := range 100 {
				put(t, l, fmt.Sprint(i%7), func() { ran.Add(1) })
			}
		})
	}
	group.Wait()
	if err := l.Drain(t.Context()); err != nil || ran.Load() != 2000 {
		t.Errorf("%d ran, %v", ran.Load(), err)
	}
}

func put(t *testing.T, l *lane.Lanes, chat string, work func()) {
	t.Helper()
	if err := l.Put(t.Context(), chat, work); err != nil {
		t.Error(err)
	}
}
