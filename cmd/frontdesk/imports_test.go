package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayImport is the direction of dependencies: a package of ours, and below which of ours its imports must be. A package may
// always import what stands below itself.
var mayImport = []struct {
	pkg     string
	imports []string
}{
	{"knowledge/encoder", nil},
	{"knowledge", nil},
	{"bot/store", nil},
	{"bot/journal", []string{"bot/store"}},
	{"bot/clinic", []string{"knowledge/strict", "knowledge/text"}},
	{"bot/triage", []string{"knowledge"}},
	{"bot/eval", []string{"bot", "knowledge"}},
	{"bot", []string{"knowledge"}},
	{"config", []string{"bot", "knowledge"}},
	{"adapters/internal", nil},
	{"adapters/adaptertest", []string{"bot", "adapters/internal"}},
	{"adapters/telegram", []string{"bot", "adapters/internal", "adapters/adaptertest"}},
	{"adapters/discord", []string{"bot", "adapters/internal", "adapters/adaptertest"}},
	{"adapters/terminal", []string{"bot", "adapters/internal", "adapters/adaptertest"}},
	{"adapters", []string{"bot"}},
	{"cmd/frontdesk", []string{"bot", "knowledge", "config", "adapters"}},
}

// onlyIn are libraries that one folder keeps to itself.
var onlyIn = map[string]string{
	"github.com/blevesearch/":             "knowledge",
	"github.com/viterin/vek":              "knowledge",
	"github.com/bwmarrin/discordgo":       "adapters/discord",
	"github.com/go-telegram-bot-api/":     "adapters/telegram",
	"modernc.org/sqlite":                  "bot/store",
	"github.com/jackc/pgx":                "bot/store",
	"github.com/nyaruka/phonenumbers":     "bot",
	"net/http":                            "adapters",
	"github.com/gorilla/websocket":        "adapters",
	"github.com/prometheus/client_golang": "cmd",
}

type goPackage struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
}

func TestImportsPointOneWay(t *testing.T) {
	for _, p := range packages(t) {
		own := strings.TrimPrefix(p.ImportPath, "frontdesk/")
		for _, i := range p.Imports {
			if rest, ours := strings.CutPrefix(i, "frontdesk/"); ours && !allowed(own, rest) {
				t.Errorf("%s may not import %s", own, rest)
			}
		}
		for _, i := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
			for lib, home := range onlyIn {
				if strings.HasPrefix(i, lib) && !below(own, home) && own != "cmd/frontdesk" {
					t.Errorf("%s imports %s, which belongs to %s", own, i, home)
				}
			}
		}
	}
}

func TestTopLevelFolders(t *testing.T) {
	entries, err := os.ReadDir(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	folders := []string{"adapters", "bot", "cmd", "config", "knowledge"}
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") && !slices.Contains(folders, e.Name()) && e.Name() != "data" {
			t.Errorf("top-level folder %s; there are only %v", e.Name(), folders)
		}
	}
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", "frontdesk/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []goPackage
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p goPackage
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// allowed looks up the longest rule that covers pkg.
func allowed(pkg, imported string) bool {
	for _, r := range mayImport {
		if !below(pkg, r.pkg) {
			continue
		}
		return below(imported, r.pkg) && r.pkg != "adapters" ||
			r.pkg == "adapters" && below(imported, "adapters") ||
			slices.ContainsFunc(r.imports, func(home string) bool { return below(imported, home) })
	}
	return false
}

// below reports whether pkg is home or stands below it.
func below(pkg, home string) bool { return pkg == home || strings.HasPrefix(pkg, home+"/") }
