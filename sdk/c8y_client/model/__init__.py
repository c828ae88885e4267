"""The object models, one module per resource."""
