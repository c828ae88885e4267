"""What speaks HTTP: reads requests, calls the domain, writes answers."""
