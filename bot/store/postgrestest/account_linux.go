package postgrestest

import (
	"errors"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// runAs is who the server runs as; nil for the user that the test runs as.
type runAs struct{ credential *syscall.Credential }

// account returns the user itself, or postgres or nobody for root.
func account() (runAs, error) {
	if os.Geteuid() != 0 {
		return runAs{}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		if err := errors.Join(err, err2); err != nil {
			return runAs{}, err
		}
		return runAs{&syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
	}
	return runAs{}, errors.New("there is neither a user postgres nor a user nobody")
}

func (r runAs) own(dir string) error {
	if r.credential == nil {
		return nil
	}
	return os.Chown(dir, int(r.credential.Uid), int(r.credential.Gid))
}

// command is a program that does not outlive the test's process, however that ends.
func (r runAs) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.SysProcAttr = &syscall.SysProcAttr{Credential: r.credential, Pdeathsig: syscall.SIGQUIT}
	return c
}
