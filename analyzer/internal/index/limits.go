package index

// MaxDepth is the number of steps over which an analysis follows a variable to its value, that value to the next, and so
// on.
const MaxDepth = 8

// MaxSteps is the number of control-flow blocks that an analysis visits in one function, for all tests in it together:
// about a second. Functions in practice need less than a fiftieth of it.
const MaxSteps = 1 << 18
