"""Documents of the platform, and what is read from them."""
