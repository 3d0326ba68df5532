package triage

import (
	"testing"

	"frontdesk/knowledge"
)

func shipped(tb testing.TB) *knowledge.RedFlags {
	tb.Helper()
	files, err := knowledge.Load(knowledge.Content(), "content")
	if err != nil {
		tb.Fatal(err)
	}
	return &files.RedFlags
}

func TestShippedContract(t *testing.T) {
	if _, err := New(shipped(t)); err != nil {
		t.Fatal(err)
	}
}
