// Package house passes codes to the helpers of another package.
package house

import "example.com/house/errs"

func open(err error) bool {
	return errs.Expected(err, "Closed", "Gone") // want `Closed` `Gone`
}

func ajar(err *errs.Error) bool {
	return err.Is("Closed") // want `Closed`
}

func shut(err error) bool { return errs.Expected(err) }
