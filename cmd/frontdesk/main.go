// Frontdesk is a clinic's front desk on chat: it answers patients' questions from files that the clinic's staff write.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// The exit codes.
const (
	exitFine   = 0
	exitFailed = 1 // the thing asked for failed
	exitUsage  = 2 // wrong flags or arguments
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the program, from its arguments to its exit code.
func run(args []string, in io.Reader, out, errs io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return runContext(ctx, args, in, streams{out, errs})
}

// streams are where a program writes: its results, and all else.
type streams struct{ out, errs io.Writer }

// runContext is run until ctx is done.
func runContext(ctx context.Context, args []string, in io.Reader, to streams) int {
	p := &program{in: in, out: to.out, errs: to.errs}
	root := p.command()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(to.out)
	root.SetErr(to.errs)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitFine
	}
	for _, line := range strings.Split(strings.TrimSpace(err.Error()), "\n") {
		fmt.Fprintf(to.errs, "frontdesk: %s\n", line)
	}
	var usage usageError
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitFailed
}

// usageError is a mistake in the command line.
type usageError struct{ error }

func wrongUsage(cmd *cobra.Command, err error) error {
	return usageError{fmt.Errorf("%w; %s --help shows how", err, cmd.CommandPath())}
}

// exactly wants n arguments and says what they are.
func exactly(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != n {
			return wrongUsage(cmd, fmt.Errorf("%s takes %s", cmd.Name(), what))
		}
		return nil
	}
}
