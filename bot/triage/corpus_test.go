package triage

import (
	"os"
	"testing"

	"frontdesk/knowledge"
)

func shipped(tb testing.TB) *knowledge.RedFlags {
	flags, problems := knowledge.LoadRedFlags(os.DirFS("../../knowledge/content"))
	for _, p := range problems {
		tb.Error(p)
	}
	return flags
}

func TestShippedContract(t *testing.T) {
	if _, err := New(shipped(t)); err != nil {
		t.Fatal(err)
	}
}
