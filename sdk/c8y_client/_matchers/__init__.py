"""Filters that are applied to documents after reading them; `c8y_client.matchers` is the public face."""
