package main

import "testing"

// TestFacts checks that the generated part of every catalog is up to date with the modules that go.mod pins.
func TestFacts(t *testing.T) {
	for _, s := range sources() {
		t.Run(s.catalog, func(t *testing.T) {
			if err := s.update("../../services", true); err != nil {
				t.Error(err)
			}
		})
	}
}
