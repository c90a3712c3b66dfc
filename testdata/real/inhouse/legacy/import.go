// Package legacy reads the entries of the old importer. It is not mended any more, and errls.yaml excludes it: there
// is no finding here.
package legacy

import (
	"errors"

	"example.com/inhouse/ledger"
)

// Booked reports whether an entry counts as booked.
func Booked(err error) error {
	var answer *ledger.Error
	if errors.As(err, &answer) && answer.Code == "ledger.PeriodClosd" {
		return nil
	}
	return err
}
