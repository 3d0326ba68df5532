package main

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"

	"frontdesk/knowledge/encoder"
)

// measure prints, for every file of texts, one a line, what the choice of pieces costs: the share of texts that are split otherwise
// than with the whole vocabulary, and the mean and the lowest cosine between the vectors.
func measure(s *source, packed []byte, files []string) error {
	whole, err := s.whole()
	if err != nil {
		return err
	}
	chosen, err := encoder.New(packed)
	if err != nil {
		return err
	}
	for _, name := range files {
		texts, err := lines(name)
		if err != nil {
			return err
		}
		fmt.Println(name+":", compare(whole, chosen, texts))
	}
	return nil
}

// compare reads texts with both encoders.
func compare(whole, chosen *encoder.Encoder, texts []string) string {
	var changed []string
	for _, text := range texts {
		if !slices.Equal(whole.Pieces(text), chosen.Pieces(text)) {
			changed = append(changed, text)
		}
	}
	sum, lowest, worst := float64(len(texts)-len(changed)), float32(1), ""
	before, after := whole.EncodeAll(changed, nil), chosen.EncodeAll(changed, nil)
	for i := range changed {
		cos := before[i].Dot(&after[i])
		sum += float64(cos)
		if cos < lowest {
			lowest, worst = cos, changed[i]
		}
	}
	n := float64(len(texts))
	return fmt.Sprintf("%d texts, %.1f %% split otherwise, cosine %.4f in the mean, lowest %.4f %s",
		len(texts), 100*float64(len(changed))/n, sum/n, lowest, worst)
}

func lines(name string) ([]string, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var texts []string
	for s := bufio.NewScanner(file); s.Scan(); {
		if text := strings.TrimSpace(s.Text()); text != "" {
			texts = append(texts, text)
		}
	}
	return texts, nil
}
