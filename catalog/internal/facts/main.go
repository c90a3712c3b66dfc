// Command facts rewrites the generated part of catalogs: the codes that the source code of an SDK lists, each with its
// HTTP status and what else is known of it there. go.mod pins the versions of the SDKs.
//
//	go run . [-check] [catalog...]
//
// It rewrites the named catalogs, or all that have a source. With -check it only reports which are stale.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
)

// sources returns where the facts of each catalog come from.
func sources() []source {
	return []source{
		awsAPI(),
		azureAPI(),
		googleRPC(),
		etcdClient(),
		kafkaProtocol(),
		mysqlServer(),
		posixErrno(),
		sqlstate(),
	}
}

func main() {
	check := flag.Bool("check", false, "write nothing, and report catalogs that are stale")
	flag.Parse()
	if err := run("../../services", *check, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "facts:", err)
		os.Exit(1)
	}
}

// run rewrites or checks the catalogs with the ids, or all that have a source, below the directory services.
func run(services string, check bool, ids []string) error {
	all := sources()
	for _, id := range ids {
		if !slices.ContainsFunc(all, func(s source) bool { return s.catalog == id }) {
			return fmt.Errorf("no source for a catalog %s", id)
		}
	}
	var errs []error
	for _, s := range all {
		if len(ids) == 0 || slices.Contains(ids, s.catalog) {
			errs = append(errs, s.update(services, check))
		}
	}
	return errors.Join(errs...)
}
