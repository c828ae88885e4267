"""Work beside other work, as tasks or as threads."""
