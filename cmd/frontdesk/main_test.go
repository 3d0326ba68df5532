package main

import (
	"io"
	"strings"
	"testing"
)

func TestExitCodes(t *testing.T) {
	for args, want := range map[string]int{
		"version":                              exitFine,
		"flags":                                exitFine,
		"":                                     exitFine,
		"ask --config nowhere.yaml hi":         exitFailed,
		"check --knowledge nowhere":            exitFailed,
		"fly":                                  exitUsage,
		"ask":                                  exitUsage,
		"chat --speed 9":                       exitUsage,
		"eval --questions a --conversations b": exitUsage,
	} {
		if got := run(strings.Fields(args), strings.NewReader(""), io.Discard, io.Discard); got != want {
			t.Errorf("frontdesk %s: exit code %d, want %d", args, got, want)
		}
	}
}
