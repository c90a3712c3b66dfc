// Command lspcheck stands between an editor and a language server and holds each message of the server against the
// protocol's own machine-readable description.
//
//	lspcheck -model metaModel.json -log FILE -- server [argument ...]
//
// Bytes pass through unchanged, whatever is found in them. Each finding about the server is a line in FILE; lines that
// begin with # tell what else there was: findings about the editor, and at the end the number of messages. lspcheck
// ends as the server ends, with its exit code.
//
// The description lies in the module go.lsp.dev/protocol, as internal/genlsp/testdata/metaModel.json.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"sync"
	"syscall"
)

func main() {
	model := flag.String("model", "", "the protocol's meta model, a JSON `file`")
	log := flag.String("log", "", "the `file` that findings are appended to")
	flag.Parse()
	if *model == "" || *log == "" || flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: lspcheck -model FILE -log FILE -- server [argument ...]")
		os.Exit(2)
	}
	code, err := run(*model, *log, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "lspcheck:", err)
		os.Exit(2)
	}
	os.Exit(code)
}

// run runs the server between this process's input and output and returns its exit code.
func run(modelFile, logFile string, server []string) (int, error) {
	model, err := readModel(modelFile)
	if err != nil {
		return 0, err
	}
	log, err := os.OpenFile(logFile, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return 0, err
	}
	defer log.Close()
	c := newConversation(model, log)
	defer c.summary()

	cmd := exec.Command(server[0], server[1:]...)
	cmd.Stderr = os.Stderr
	toServer, err := cmd.StdinPipe()
	if err != nil {
		return 0, err
	}
	fromServer, err := cmd.StdoutPipe()
	if err != nil {
		return 0, err
	}
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	passSignals(cmd.Process)
	go func() {
		tee(toServer, os.Stdin, c, fromEditor)
		toServer.Close()
	}()
	var output sync.WaitGroup
	output.Go(func() { tee(os.Stdout, fromServer, c, fromServerSide) })
	output.Wait()
	var exit *exec.ExitError
	if err := cmd.Wait(); err != nil && !errors.As(err, &exit) {
		return 0, err
	}
	return cmd.ProcessState.ExitCode(), nil
}

// passSignals hands the signals by which an editor ends a server on to it.
func passSignals(server *os.Process) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	go func() {
		for s := range signals {
			server.Signal(s) //nolint:errcheck // the server may have ended
		}
	}()
}

// tee copies one direction and looks at each message in it before it is passed on, so that what the editor does
// next is seen after what made it do so.
func tee(to io.Writer, from io.Reader, c *conversation, side side) {
	frames := newFrames(func(body []byte) { c.message(side, body) }, func(problem string) { c.report(side, "frame", problem) })
	buffer := make([]byte, 64<<10)
	for {
		n, err := from.Read(buffer)
		frames.write(buffer[:n])
		if _, werr := to.Write(buffer[:n]); werr != nil || err != nil {
			return
		}
	}
}
