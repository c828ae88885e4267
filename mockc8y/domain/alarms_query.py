"""Which alarms a query means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.terms import UNRESOLVED
from mockc8y.store.collection import Record, Term

OPEN = frozenset({"ACTIVE", "ACKNOWLEDGED"})


def select(tenant: Tenant, wanted: Filter) -> Sequence[Record]:
    """Find alarms, newest first by their time."""
    found = tenant.alarms.select_dated(
        wanted.terms, time=wanted.time, created=wanted.created, updated=wanted.updated, newest_first=True
    )
    if not wanted.updated:
        return wanted.seen(found)
    # The store sorts by the last change where that is limited, which only events do.
    return wanted.seen(sorted(found, key=lambda record: (record.time, record.id), reverse=True))


def with_status(names: Iterable[str]) -> Sequence[Term]:
    """Return the terms of alarms with one of these statuses, in upper case."""
    chosen = set(names)
    return (UNRESOLVED,) if chosen == OPEN else [("status", name) for name in sorted(chosen)]


def with_severity(names: Iterable[str]) -> Sequence[Term]:
    """Return the terms of alarms with one of these severities, in upper case."""
    return [("severity", name) for name in sorted(set(names))]


def resolved(*, is_resolved: bool) -> Sequence[Term]:
    """Return the terms of alarms that are cleared, or of those that are not."""
    return with_status({"CLEARED"} if is_resolved else OPEN)
