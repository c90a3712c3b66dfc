// Command learned copies backups from one bucket to another. errls has no catalogs for the services that it uses, but
// their SDKs name the codes as constants.
package main

import (
	"fmt"
	"io"
	"os"

	"example.com/learned/role"
	"example.com/learned/store"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: learned BUCKET KEY")
	}
	if _, err := role.Take(os.Getenv("SECRET_ID"), os.Getenv("SECRET_KEY"), os.Getenv("ROLE")); role.Denied(err) {
		return err
	}
	s, err := store.New(args[0])
	if err != nil {
		return err
	}
	body, err := s.Get(args[1])
	if err != nil {
		return err
	}
	defer body.Close()
	_, err = io.Copy(os.Stdout, body)
	return err
}
