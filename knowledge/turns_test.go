package knowledge

import (
	"strings"
	"testing"
)

func TestTurnsOfAFolder(t *testing.T) {
	entry := "---\ntitle: A\n---\nB."
	files, err := Load(folder(map[string]string{"a.md": entry}), "kb")
	if err != nil || len(files.Turns.Acts["yes"]) == 0 || len(files.Turns.Acts["no"]) == 0 {
		t.Fatalf("without a file of its own a folder has the shipped turns: %v, %v", files, err)
	}
	files, err = Load(folder(map[string]string{"a.md": entry, "turns.yaml": "acts: {yes: [aye]}\n"}), "kb")
	if err != nil || len(files.Turns.Acts["yes"]) != 1 || len(files.Turns.Acts["no"]) != 0 {
		t.Errorf("its own file goes instead: %v, %v", files, err)
	}
	_, err = Load(folder(map[string]string{"a.md": entry, "turns.yaml": "acts:\n  yess: [aye]\n  no: ['!!']\n"}), "kb")
	for _, want := range []string{"kb/turns.yaml:2: acts.yess means nothing here", `kb/turns.yaml:3: no: "!!" has no words`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}
