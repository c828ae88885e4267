"""Collections: which pages are read, and what is made of them."""
