"""Where documents and indexes live. Knows dictionaries, bytes and sorted lists; knows no rule of the platform."""
