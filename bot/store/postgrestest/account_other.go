//go:build !linux

package postgrestest

import "os/exec"

// runAs is who the server runs as: the user that the test runs as.
type runAs struct{}

func account() (runAs, error) { return runAs{}, nil }

func (runAs) own(string) error { return nil }

func (runAs) command(name string, args ...string) *exec.Cmd { return exec.Command(name, args...) }
