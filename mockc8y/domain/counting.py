"""Small numbers as ids: each kind of thing counts for itself, and no number is ever used twice."""

from __future__ import annotations

from mockc8y.domain.tenant import Tenant


def next_number(tenant: Tenant, name: str, first: int) -> int:
    """Return the number after the last one that was drawn under a name; the first one of a fresh tenant is `first`."""
    number = tenant.counters.get(name) or first
    tenant.counters.put(name, number + 1)
    return number
