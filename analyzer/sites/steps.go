package sites

// maxSteps is how many blocks are walked in one function, over all of its tests: about a second. The functions of the
// example modules and of the rules' own tests stay below a fiftieth of it.
const maxSteps = 1 << 18

// spend counts a step in the function, and reports whether it was one too many. Nothing is said of what is asked
// then: a walk that was not made to its end may have missed the path that matters.
func (f *finder) spend(fn *function) bool {
	f.steps[fn]++
	return f.spent(fn)
}

func (f *finder) spent(fn *function) bool { return f.steps[fn] > maxSteps }
