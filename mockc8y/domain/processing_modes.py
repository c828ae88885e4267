"""Processing modes: whether what a request writes is stored, and whether the tenant's listeners hear of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from mockc8y.domain.changes import Change
from mockc8y.domain.ids import NOT_STORED
from mockc8y.domain.tenant import Tenant

Outcome = TypeVar("Outcome")


class Mode(NamedTuple):
    """What becomes of a write: it is stored or not, and published or not."""

    is_stored: bool
    is_published: bool


PERSISTENT = Mode(is_stored=True, is_published=True)
MODES: Mapping[str, Mode] = MappingProxyType(
    {
        "PERSISTENT": PERSISTENT,
        "TRANSIENT": Mode(is_stored=False, is_published=True),
        "QUIESCENT": Mode(is_stored=True, is_published=False),
        "CEP": Mode(is_stored=False, is_published=False),
    }
)
COUNTED_IN_ANY_MODE = frozenset({"usage", "device_usage"})
"""Stores that also count what is not stored (specification: device statistics count requests of all modes)."""


def carry_out(tenant: Tenant, mode: Mode, family: str, write: Callable[[], Outcome]) -> Outcome:
    """Do what writes documents of a family in the way of a mode.

    Of what is not stored, listeners hear when the tenant is again as it was, and only that it came, changed or went:
    what follows from storing it, such as the count of active alarms in the source of one, does not happen.
    # unverified: a change or deletion that is not stored is published like any other.
    """
    if mode == PERSISTENT:
        return write()
    with tenant.changes.held_back() as held, nullcontext() if mode.is_stored else tenant.rehearsal(COUNTED_IN_ANY_MODE):
        outcome = write()
    if mode.is_published:
        for change in held:
            if change.family == family:
                tenant.changes.publish(*_unstored(tenant, change))
    return outcome


def _unstored(tenant: Tenant, change: Change) -> Change:
    """Take the id from a document that came: it is free again."""
    if change.record.id <= tenant.ids.last:
        return change
    return change._replace(record=change.record._replace(id=NOT_STORED))
