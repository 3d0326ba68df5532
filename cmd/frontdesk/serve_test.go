package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/adapters/adaptertest"
	"frontdesk/adapters/telegram/telegramtest"
)

// The whole program against a Telegram server: it answers, sends to emergency care, writes the journal, and stops cleanly
// without a word of the token.
func TestServeAnswersOnTelegram(t *testing.T) {
	server := telegramtest.New(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "frontdesk.yaml")
	text := fmt.Sprintf("clinic: {phone: '+91 89510 47001', country: IN}\nadapters:\n  telegram: {token: '%s', api_url: '%s'}\n", telegramtest.Token, server.URL)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	var out, errs bytes.Buffer
	code := make(chan int)
	go func() {
		code <- runContext(ctx, []string{"serve", "--config", file}, nil, streams{&out, &errs})
	}()
	for i, say := range []struct{ text, want string }{
		{"does it hurt?", "small prick"},
		{"i can't breathe properly since my session", "112"},
		{"xyzzy plugh", "+91 89510 47001"},
	} {
		chat := fmt.Sprint(501 + i)
		server.Say(adaptertest.Said{Chat: chat, User: chat, Text: say.text})
		shown := server.Shown(ctx, chat, 1)
		if len(shown) == 0 || !strings.Contains(shown[0].Text, say.want) {
			t.Fatalf("%q: shown %+v\n%s", say.text, shown, errs.String())
		}
	}
	stop()
	if c := <-code; c != exitFine {
		t.Errorf("exit code %d\n%s", c, errs.String())
	}
	if strings.Contains(errs.String()+out.String(), telegramtest.Token) {
		t.Error("the token was logged")
	}
	var report bytes.Buffer
	if c := run([]string{"report", "--config", file}, nil, &report, &errs); c != exitFine || !strings.Contains(report.String(), "xyzzy plugh") {
		t.Errorf("the report does not have the question without an answer:\n%s%s", report.String(), errs.String())
	}
}
