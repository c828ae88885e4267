"""The clients of pushed data for synchronous code. `tasks` has the same names for asynchronous code."""
