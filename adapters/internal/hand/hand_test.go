package hand

import (
	"testing"
	"testing/synctest"
)

func TestRoomAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := New()
		if !h.Take("1") || !h.Take("2") || h.Take("2") {
			t.Error("an update is not taken once")
		}
		passed := make(chan struct{})
		go func() {
			h.Room(t.Context(), 2)
			close(passed)
		}()
		synctest.Wait()
		select {
		case <-passed:
			t.Fatal("there was no room")
		default:
		}
		h.Release("1")
		<-passed
	})
}
