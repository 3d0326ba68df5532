package telegram

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"frontdesk/adapters/telegram/telegramtest"
	"frontdesk/bot"
	"frontdesk/bot/store"
)

// checkChats waits until each of the chats shows the numbers from 0 to each-1, and fails unless they come in order. It
// returns how many came twice in a row.
func checkChats(s *stage, chats, each int) (repeats int) {
	s.Helper()
	for c := range chats {
		next := 0
		for n := 1; next < each; n++ {
			switch text := s.shows(id(int64(c+1)), n)[n-1]; text {
			case fmt.Sprint(next):
				next++
			case fmt.Sprint(next - 1):
				repeats++
			default:
				s.Fatalf("chat %d shows %s where %d is next", c+1, text, next)
			}
		}
	}
	return repeats
}

func TestLoad(t *testing.T) {
	t.Parallel()
	const chats, each = 500, 20
	server := telegramtest.New(t)
	server.Fault = func(c telegramtest.Call) telegramtest.Fault {
		if c.Method == "sendMessage" && rand.N(50) == 0 {
			return []telegramtest.Fault{telegramtest.RateLimited, telegramtest.ServerError, telegramtest.BadGateway, telegramtest.Cut}[rand.N(4)]
		}
		return telegramtest.None
	}
	s := play(t, server, echo, unchanged)
	for i := range each {
		for c := range int64(chats) {
			s.says(c+1, fmt.Sprint(i))
		}
	}
	var most uint64
	begin := time.Now()
	for i := range each {
		s.shows(id(int64(1+i*chats/each)), i+1)
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapInuse)
	}
	if n := checkChats(s, chats, each); n > 0 {
		t.Errorf("%d messages were answered twice", n)
	}
	took := time.Since(begin)
	s.flush()
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	for c := range int64(chats) {
		if got := s.shows(id(c+1), each); len(got) > each {
			t.Errorf("chat %d shows %q", c+1, got)
		}
	}
	failed := len(s.Calls("sendMessage")) - chats*each
	t.Logf("%d updates in %v, %d failed calls, at most %d MB of heap with the server's", chats*each, took.Round(time.Millisecond), failed, most>>20)
	if failed < chats*each/100 || most > 256<<20 {
		t.Errorf("%d failed calls, %d MB", failed, most>>20)
	}
}

func TestNoGoroutineIsLeftAfterTheStop(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Run("run", func(t *testing.T) {
		s := play(t, telegramtest.New(t), echo, unchanged)
		for i := range int64(200) {
			s.says(i+1, "hello")
		}
		s.flush()
		if err := s.stop(); err != nil {
			t.Error(err)
		}
	})
	deadline := time.After(patience)
	for runtime.NumGoroutine() > before {
		select {
		case <-time.After(time.Millisecond):
		case <-deadline:
			t.Fatalf("%d goroutines before, %d after", before, runtime.NumGoroutine())
		}
	}
}

func TestAFloodOfOneChatDelaysNobody(t *testing.T) {
	t.Parallel()
	s := play(t, telegramtest.New(t), echo, unchanged)
	s.adapter.pace.free = false // so that the flood takes minutes
	for i := range 150 {
		s.says(ann, fmt.Sprint(i))
	}
	s.says(bob, "hello")
	begin := time.Now()
	s.shows(id(bob), 1)
	if took := time.Since(begin); took > 3*time.Second {
		t.Errorf("the other chat waited %v", took)
	}
	s.adapter.drain = 10 * time.Millisecond
}

// The flags make the test binary the program that TestKilled kills.
var (
	childAPI  = flag.String("telegram.child.api", "", "run an adapter against this server instead of the tests")
	childData = flag.String("telegram.child.data", "", "its data folder")
)

func TestMain(m *testing.M) {
	flag.Parse()
	if *childAPI != "" {
		os.Exit(child())
	}
	if err := flag.Set("test.parallel", "16"); err != nil { // the tests wait more than they work
		panic(err)
	}
	os.Exit(m.Run())
}

// child runs an adapter until it is killed.
func child() int {
	cfg := Defaults()
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	st, err := store.Open(context.Background(), *childData, store.Config{}, log)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	cfg.Token, cfg.APIURL, cfg.Outbox = telegramtest.Token, *childAPI, bot.NewOutbox(st, "telegram", log)
	a, err := New(cfg, nil, log)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	a.pace.free = true
	if err := a.Run(context.Background(), echo); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func TestKilledInTheMiddle(t *testing.T) {
	t.Parallel()
	const chats, each = 40, 30
	server, data := telegramtest.New(t), t.TempDir()
	server.Delay = 10 * time.Millisecond
	server.Fault = func(c telegramtest.Call) telegramtest.Fault {
		if c.Method == "sendMessage" && rand.N(4) == 0 {
			return telegramtest.Slow
		}
		return telegramtest.None
	}
	s := &stage{T: t, Server: server}
	for i := range each {
		for c := range int64(chats) {
			s.says(c+1, fmt.Sprint(i))
		}
	}
	kills := 0
	for seen := 1; seen <= 20; seen++ { // messages of a chat in the middle when it is killed
		kill := startChild(t, server.URL, data)
		s.shows(id(chats/2), seen)
		kill()
		kills++
	}
	defer startChild(t, server.URL, data)()
	repeats := checkChats(s, chats, each)
	t.Logf("%d kills, %d of %d messages answered twice", kills, repeats, chats*each)
	if repeats > kills*chats { // one is in hand in each chat
		t.Errorf("%d messages were answered twice", repeats)
	}
}

// startChild starts an adapter in a process of its own and returns what kills it with SIGKILL.
func startChild(t *testing.T, api, data string) func() {
	t.Helper()
	c := exec.Command(os.Args[0], "-telegram.child.api", api, "-telegram.child.data", data)
	stderr, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	read := make(chan struct{})
	go func() {
		defer close(read)
		for lines := bufio.NewScanner(stderr); lines.Scan(); {
			if strings.Contains(lines.Text(), "level=ERROR") {
				t.Error(lines.Text())
			}
		}
	}()
	return func() {
		_ = c.Process.Kill()
		<-read
		_ = c.Wait() // says that it was killed
	}
}
