"""Which alarms a query means."""

from __future__ import annotations

import pytest

from mockc8y.domain import alarms, inventory
from mockc8y.domain.alarms_query import resolved, select, with_severity, with_status
from mockc8y.domain.changes import Change
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import MINUTE_MS
from mockc8y.store.dated_collection import Span
from tests.domain.alarm_cases import ANA, EVERYTHING, later, raised


@pytest.fixture
def pump(tenant: Tenant) -> int:
    """Make a device and return its id."""
    return inventory.create(tenant, {"name": "Pump 7"}, ANA).id


@pytest.fixture
def changes(tenant: Tenant) -> list[Change]:
    """Collect what the tenant announces."""
    seen: list[Change] = []
    tenant.changes.subscribe(seen.append)
    return seen


def test_case_of_severity_and_status_is_kept_and_makes_no_difference(tenant: Tenant, pump: int) -> None:
    """Words in lower case are stored as sent and mean the same as in upper case (10.18.166)."""
    record = raised(tenant, pump, severity="major", status="acknowledged")

    assert (record.document["severity"], record.document["status"]) == ("major", "acknowledged")
    assert list(select(tenant, Filter(groups=[with_severity(["MAJOR"]), with_status(["ACKNOWLEDGED"])]))) == [record]
    assert alarms.find_open(tenant, pump, "acme_Hot") == record


def test_alarms_are_listed_newest_first(tenant: Tenant, pump: int) -> None:
    """Alarms come in the order of their time, the newest first, also when the last change is limited."""
    middle = raised(tenant, pump, type="b", time="2026-01-02")
    newest = raised(tenant, pump, type="c", time="2026-01-03")
    later(tenant)
    oldest = raised(tenant, pump, type="a", time="2026-01-01")

    expected = [newest, middle, oldest]
    assert list(select(tenant, EVERYTHING)) == expected
    assert list(select(tenant, Filter(updated=Span(0)))) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(groups=[[("type", "b")]]), "b"),
        (Filter(groups=[[("type", "a"), ("type", "c")]]), "ca"),
        (Filter(groups=[with_status(["ACTIVE", "ACKNOWLEDGED"])]), "ba"),
        (Filter(groups=[with_status(["CLEARED", "ACTIVE"])]), "ca"),
        (Filter(groups=[resolved(is_resolved=True)]), "c"),
        (Filter(groups=[resolved(is_resolved=False)]), "ba"),
        (Filter(groups=[with_severity(["MINOR", "CRITICAL"])]), "cb"),
        (Filter(groups=[with_severity(["MINOR"]), with_status(["ACTIVE"])]), ""),
        (Filter(groups=[[("fragment", "acme_Extra")]]), "c"),
        (Filter(sources=[("source", 4711)]), ""),
    ],
)
def test_filters_combine(tenant: Tenant, pump: int, wanted: Filter, expected: str) -> None:
    """An alarm is listed when it matches one word of every filter."""
    raised(tenant, pump, type="a", time="2026-01-01")
    raised(tenant, pump, type="b", time="2026-01-02", status="ACKNOWLEDGED", severity="MINOR")
    raised(tenant, pump, type="c", time="2026-01-03", status="CLEARED", severity="CRITICAL", acme_Extra={})

    assert "".join(record.document["type"] for record in select(tenant, wanted)) == expected


def test_times_of_creation_and_change_are_filters(tenant: Tenant, pump: int) -> None:
    """Creation and last change are limited by half-open spans of their own."""
    start = tenant.clock.now()
    first = raised(tenant, pump, type="a")
    later(tenant)
    second = raised(tenant, pump, type="b")
    later(tenant)
    first = alarms.clear(tenant, first.id, ANA)

    assert list(select(tenant, Filter(created=Span(start, start + MINUTE_MS)))) == [first]
    assert list(select(tenant, Filter(updated=Span(start, start + 2 * MINUTE_MS)))) == [second]
