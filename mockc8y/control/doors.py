"""Python's way into a tenant: the domain's functions, with the documents as the REST API shows them."""

from __future__ import annotations
