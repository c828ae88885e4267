"""The clients of pushed data for asynchronous code. `threads` has the same names for synchronous code."""
