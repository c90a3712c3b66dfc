package main

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"time"
)

// serve starts a server again that was shut down, which it does not allow.
func serve(s *http.Server) error {
	for range 3 {
		err := s.ListenAndServe()
		if errors.Is(err, http.ErrServerClosed) { // want permanentretry "http.ErrServerClosed"
			time.Sleep(time.Second)
			continue
		}
		return err
	}
	return nil
}

// serveOnce treats the orderly end as a success.
func serveOnce(s *http.Server) error {
	if err := s.ListenAndServe(); err != http.ErrServerClosed {
		return err
	}
	return nil
}

// insert repeats the statement in a transaction that has ended.
func insert(tx *sql.Tx, name string) error {
	for range 3 {
		_, err := tx.Exec("INSERT INTO widgets VALUES ($1)", name)
		if errors.Is(err, sql.ErrTxDone) { // want blindretry "begin a new transaction"
			continue
		}
		return err
	}
	return nil
}

// rollback ignores that the transaction was committed.
func rollback(tx *sql.Tx) {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		log.Print(err)
	}
}

// find returns nothing if there is no such widget.
func find(ctx context.Context, db *sql.DB, name string) (string, error) {
	var color string
	err := db.QueryRowContext(ctx, "SELECT color FROM widgets WHERE name = $1", name).Scan(&color)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return color, err
}

// write goes on with a connection that is closed.
func write(conn net.Conn, data []byte) error {
	for range 3 {
		_, err := conn.Write(data)
		if errors.Is(err, net.ErrClosed) { // want blindretry "net.ErrClosed is retried unchanged"
			time.Sleep(time.Second)
			continue
		}
		return err
	}
	return nil
}

// acceptAgain opens the listener again.
func acceptAgain(address string) (net.Conn, error) {
	for range 3 {
		l, err := net.Listen("tcp", address)
		if err != nil {
			return nil, err
		}
		conn, err := l.Accept()
		if errors.Is(err, net.ErrClosed) {
			continue
		}
		return conn, err
	}
	return nil, net.ErrClosed
}

// read makes the same call again after a timeout.
func read(conn net.Conn, buf []byte) (int, error) {
	for {
		n, err := conn.Read(buf)
		var ne net.Error
		if errors.As(err, &ne) && ne.Timeout() {
			continue
		}
		return n, err
	}
}

// lines ends at the end of the input.
func lines(r *bufio.Reader) (n int, err error) {
	for {
		_, err := r.ReadString('\n')
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		n++
	}
}
