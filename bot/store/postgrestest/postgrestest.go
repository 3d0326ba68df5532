// Package postgrestest starts a PostgreSQL server for the time of a test.
package postgrestest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Variable is the environment variable that names a server to use instead, such as
// postgres://user:password@localhost/postgres. The user must be allowed to make databases.
const Variable = "FRONTDESK_TEST_POSTGRES"

// patience is how long the server may take to start.
const patience = 30 * time.Second

// Server makes databases.
type Server struct {
	dsn  string
	made atomic.Int64
}

// Start is Find, but skips the test where there is no PostgreSQL.
func Start(t testing.TB) *Server {
	t.Helper()
	s, err := Find(t)
	if err != nil {
		t.Skip(err)
	}
	return s
}

// Find starts a server that listens on a socket in a folder of its own and ends with the test, or uses the one that Variable
// names. Its error says that there is neither a server nor a program to start one; any other failure fails the test.
func Find(t testing.TB) (*Server, error) {
	t.Helper()
	if dsn := os.Getenv(Variable); dsn != "" { //nolint:forbidigo // a test's setting, not the program's
		return &Server{dsn: dsn}, nil
	}
	bin, ok := programs()
	if !ok {
		return nil, errors.New("needs PostgreSQL: install Debian's package postgresql, or name a server in " + Variable)
	}
	as, err := account()
	if err != nil {
		return nil, fmt.Errorf("needs PostgreSQL, which does not run as root: %w", err)
	}
	dir, err := os.MkdirTemp("", "frontdesk-postgres-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	if err := as.own(dir); err != nil {
		t.Fatal(err)
	}
	cluster := filepath.Join(dir, "data")
	initdb := as.command(filepath.Join(bin, "initdb"), "-D", cluster, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	initdb.Dir = dir
	if out, err := initdb.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	s := &Server{dsn: "postgres://postgres@/postgres?host=" + dir}
	s.run(t, as.command(filepath.Join(bin, "postgres"), "-D", cluster, "-k", dir, "-c", "listen_addresses=",
		"-c", "fsync=off", "-c", "full_page_writes=off", "-c", "shared_buffers=32MB", "-c", "max_connections=200"))
	return s, nil
}

// run starts the server, waits until it answers, and ends it with the test.
func (s *Server) run(t testing.TB, server *exec.Cmd) {
	t.Helper()
	server.Stdout, server.Stderr = t.Output(), t.Output()
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Wait() }()
	t.Cleanup(func() {
		_ = server.Process.Signal(os.Interrupt) // a fast shutdown
		select {
		case <-ended:
		case <-time.After(patience):
			t.Error("PostgreSQL does not end")
			_ = server.Process.Kill()
			<-ended
		}
	})
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for {
		c, err := pgx.Connect(ctx, s.dsn)
		if err == nil {
			_ = c.Close(ctx)
			return
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case err := <-ended:
			ended <- err
			t.Fatalf("PostgreSQL has ended: %v", err)
		case <-ctx.Done():
			t.Fatalf("PostgreSQL does not answer: %v", err)
		}
	}
}

// Database makes an empty database and returns its address.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	c, err := pgx.Connect(ctx, s.dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(ctx) //nolint:errcheck // it was good for one statement
	name := fmt.Sprintf("frontdesk_%d_%d", os.Getpid(), s.made.Add(1))
	if _, err := c.Exec(ctx, "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c, err := pgx.Connect(ctx, s.dsn)
		if err != nil {
			t.Error(err)
			return
		}
		defer c.Close(ctx) //nolint:errcheck // as above
		if _, err := c.Exec(ctx, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	cfg := c.Config()
	return fmt.Sprintf("postgres://%s:%s@/%s?host=%s&port=%d", cfg.User, cfg.Password, name, cfg.Host, cfg.Port)
}

// programs returns the folder with initdb and postgres; Debian keeps them out of the path, one folder a version.
func programs() (string, bool) {
	if path, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(real), true
		}
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb") // the pattern is sound
	if len(found) == 0 {
		return "", false
	}
	return filepath.Dir(slices.Max(found)), true
}
