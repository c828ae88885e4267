"""How much each managed object sends: measurements, events and alarms that were stored, by day and by month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

from mockc8y.domain.hierarchy import ASSETS, DEVICES
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import DAY_MS, EPOCH


class Row(NamedTuple):
    """How much one managed object sent."""

    source: int
    number: int


class Described(NamedTuple):
    """What is told beside a month's count: what the object is, and the ids of what it is a child of."""

    type: str | None
    parents: Sequence[int]


def count(tenant: Tenant, source: int) -> None:
    """Note that something was stored for a managed object, which need not be a device."""
    tenant.device_usage.add(tenant.clock.now() // DAY_MS, source)


def daily(tenant: Tenant, millis: int) -> list[Row]:
    """Return the counts of the day that a moment lies in, in the order of ids."""
    return _rows(tenant, (millis // DAY_MS,))


def monthly(tenant: Tenant, millis: int) -> list[Row]:
    """Return the counts of the month that a moment lies in, in the order of ids."""
    return _rows(tenant, month_of(millis))


def month_of(millis: int) -> range:
    """Return the numbers of the days of the month that a moment lies in.

    >>> len(month_of(0)), month_of(40 * DAY_MS)
    (31, range(31, 59))
    """
    first = (EPOCH + timedelta(milliseconds=millis)).replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return range((first - EPOCH).days, (after - EPOCH).days)


def described(tenant: Tenant, source: int) -> Described:
    """Tell what an object is, as far as it is still there."""
    record = tenant.inventory.get(source)
    found = None if record is None else record.document.get("type")
    parents = [parent for kind in (DEVICES, ASSETS) for parent in tenant.relations.parents(kind, source)]
    return Described(found if isinstance(found, str) else None, parents)


def _rows(tenant: Tenant, days: Iterable[int]) -> list[Row]:
    return [Row(source, number) for source, number in sorted(tenant.device_usage.of(days).items())]
