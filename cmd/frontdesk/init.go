package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"frontdesk/config"
	"frontdesk/knowledge"
)

func (p *program) initialise() *cobra.Command {
	return &cobra.Command{
		Use:   "init DIR",
		Short: "Write a configuration file and a copy of the shipped knowledge to edit",
		Args:  exactly(1, "the folder to write to"),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := args[0]
			if err := writeNew(dir); err != nil {
				return err
			}
			_, err := fmt.Fprintf(p.out, "wrote %s and %s; next: set the clinic's name and phone, then\n  frontdesk chat --config %[1]s\n",
				filepath.Join(dir, config.DefaultFile), filepath.Join(dir, "knowledge"))
			return err
		},
	}
}

// writeNew fills dir, and leaves alone what is there: a configuration or a knowledge folder in it is an error.
func writeNew(dir string) error {
	file, folder := filepath.Join(dir, config.DefaultFile), filepath.Join(dir, "knowledge")
	for _, name := range []string{file, folder} {
		if _, err := os.Lstat(name); err == nil {
			return fmt.Errorf("%s is there already, and is not overwritten; name another folder", name)
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return plainPath(err)
	}
	if err := os.CopyFS(folder, knowledge.Content()); err != nil {
		return plainPath(err)
	}
	return plainPath(os.WriteFile(file, []byte(config.Template), 0o644))
}

// plainPath drops the name of the system call from an error about a file.
func plainPath(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return fmt.Errorf("%s: %w", p.Path, p.Err)
	}
	return err
}
