// Command lspcheck runs between an editor and a language server, and checks each message of the server against the
// machine-readable description of the protocol.
//
//	lspcheck -model metaModel.json -log FILE -- server [argument ...]
//
// It passes all bytes on unchanged. Each violation of the protocol by the server is a line in FILE. Lines that begin
// with # are not violations by the server: they report violations by the editor, and, at the end, the number of
// messages. lspcheck exits when the server does, with the same exit code.
//
// The description is the file internal/genlsp/testdata/metaModel.json in the module go.lsp.dev/protocol.
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
	model := flag.String("model", "", "the meta model of the protocol, a JSON `file`")
	log := flag.String("log", "", "the `file` to append violations to")
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

// run runs the server, connected to the input and output of this process, and returns its exit code.
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
	serverOutput, err := cmd.StdoutPipe()
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
	output.Go(func() { tee(os.Stdout, serverOutput, c, fromServer) })
	output.Wait()
	var exit *exec.ExitError
	if err := cmd.Wait(); err != nil && !errors.As(err, &exit) {
		return 0, err
	}
	return cmd.ProcessState.ExitCode(), nil
}

// passSignals passes the signals that an editor uses to stop a server on to the server.
func passSignals(server *os.Process) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	go func() {
		for s := range signals {
			server.Signal(s) //nolint:errcheck // the server may have ended
		}
	}()
}

// tee copies the messages of a side. It checks each message before it passes it on, so that the messages of both sides
// are checked in the order in which they cause each other.
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
