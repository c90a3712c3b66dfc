package remedy

import (
	"slices"

	"github.com/errls/errls/catalog"
)

// A summary combines the clauses of a text in their order.
type summary struct {
	Advice
	fixed    bool // Advice is final, unless never is set
	doubtful bool // something about another attempt is not understood or contradicts the rest

	never     bool // another attempt is forbidden
	sameOnly  bool // … but only one with the same request
	limited   bool // a pace or a number of attempts is forbidden
	noWait    bool // a wait is forbidden
	waits     bool // a wait is stated
	server    bool // the response says when
	recovered bool // another attempt is to follow a repair
	plain     bool // another attempt is stated without a repair
	instant   bool // an attempt without a wait is stated

	repairs  []clause // the repairs and checks of the text so far
	fixing   catalog.Handling
	position int  // number of repairs before the current part
	unknown  bool // the current part contains an instruction that is not understood
	aside    bool // the current part contains an instruction that is no repair
	kept     bool // the current part says what must not be changed
}

// begin begins the next part.
func (s *summary) begin() {
	s.position, s.unknown, s.aside, s.kept = len(s.repairs), false, false, false
}

// handle notes a handling without another attempt. The first one counts.
func (s *summary) handle(h catalog.Handling) {
	if s.Handling == "" {
		s.Handling = h
	}
}

// condition notes a part with a condition. It says nothing, but it may limit what the others say about retries.
func (s *summary) condition(p part) {
	if p.mentionsAttempt() && !p.persistent {
		s.doubtful = true
	}
}

// serverSays notes a part about Retry-After.
func (s *summary) serverSays(positive bool) {
	s.server = s.server || positive
	s.doubtful = s.doubtful || !positive
}

// add adds the clauses of a part.
func (s *summary) add(list []clause) {
	for i, c := range list {
		s.doubtful = s.doubtful || c.doubtful
		switch c.kind {
		case unclear:
			s.unknown = true
		case pause:
			s.waits = s.waits || !c.negative
			s.noWait = s.noWait || c.negative
		case other:
			s.aside = true
		case repair, check:
			s.addRepair(c)
		case attempt:
			previous := clause{}
			if i > 0 {
				previous = list[i-1]
			}
			if c.negative {
				s.addForbidden(c, list, i)
			} else {
				s.addAttempt(c, previous)
			}
		}
	}
}

// addRepair adds a repair or check. After an attempt it is not clear which of the two comes first.
func (s *summary) addRepair(c clause) {
	switch {
	case c.negative:
		s.kept = true
		return
	case s.plain:
		s.doubtful = true
	}
	if c.recovers {
		s.recovered = true
		s.doubtful = s.doubtful || s.plain
		if s.fixing == "" {
			s.fixing = c.handling
		}
	}
	s.repairs = append(s.repairs, c)
}

// addForbidden adds an attempt that is forbidden: for ever, or until a repair.
func (s *summary) addForbidden(c clause, list []clause, i int) {
	switch {
	case i+1 < len(list) && list[i+1].link == "before":
		if list[i+1].kind != repair {
			s.doubtful = true
			return
		}
		s.recover(list[i+1 : i+2])
	case c.link == "until" && i > 0 && list[i-1].kind == repair:
		s.recover(s.repairs[len(s.repairs)-1:])
	case c.link == "until" || c.link == "after" || c.link == "once":
		s.doubtful = true
	case c.limited && c.pace != anyPace && c.kind == attempt && (c.pace == later || c.exponential):
		s.noWait, s.limited = true, true
	case c.limited:
		s.limited = true
		s.waits = s.waits || c.pace == immediate
	default:
		s.sameOnly = c.same && (s.sameOnly || !s.never)
		s.never = true
	}
}

// addAttempt adds an attempt that is asked for: after the repairs before it, or without one.
func (s *summary) addAttempt(c, previous clause) {
	s.waits = s.waits || c.pace == later
	s.instant = s.instant || c.pace == immediate
	s.Exponential = s.Exponential || c.exponential
	here := s.repairs[s.position:]
	before := s.repairs
	switch {
	case s.unknown && !(c.link == "," && c.polite) && c.link != "", (s.kept || s.aside) && c.link != "," && c.link != "but" && c.link != "or":
		s.doubtful = true
	case c.link == "or" && (previous.kind == repair || previous.kind == check):
		s.doubtful, s.Handling = true, ""
	case c.changed:
		s.recovered = true
		if s.fixing == "" {
			s.fixing = c.handling
		}
	case len(here) > 0:
		s.recover(here)
	case len(before) > 0 && (c.link == "then" || slices.ContainsFunc(before, func(c clause) bool { return c.kind == repair })):
		s.recover(before)
	case len(before) > 0:
		s.doubtful = true
	default:
		s.plain = true
	}
}

// recover notes that another attempt follows repairs. A check counts only if it is known what it may lead to.
func (s *summary) recover(repairs []clause) {
	for _, c := range repairs {
		if c.kind == check && c.handling == "" {
			s.doubtful = true
		}
		if s.fixing == "" {
			s.fixing = c.handling
		}
	}
	s.recovered = true
}

// result returns what the text states.
func (s *summary) result() Advice {
	a := Advice{Handling: s.Handling, Retry: catalog.RetryUnspecified}
	positive := s.recovered || s.plain || s.server
	switch {
	case s.doubtful:
	case s.fixed && !s.never:
		return s.Advice
	case s.fixed:
	case s.never && (s.limited || s.waits && !positive || s.plain || s.server || s.recovered && !s.sameOnly):
	case s.never && !positive:
		a.Retry = catalog.RetryNever
	case s.server:
		a.Handling, a.Retry = catalog.WaitRetryAfter, catalog.RetryServerSays
	case s.recovered && s.plain:
	case s.recovered:
		a.Retry = catalog.RetryAfterRecovery
		if s.fixing != "" {
			a.Handling = s.fixing
		}
	case !s.plain || s.Handling == catalog.ReturnToCaller:
	case s.noWait || s.instant || s.limited && !s.waits:
	default:
		a.Handling, a.Retry, a.Exponential = catalog.RetryBackoff, catalog.RetryWithBackoff, s.Exponential
	}
	return a
}
