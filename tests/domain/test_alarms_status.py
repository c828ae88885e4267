"""What a managed object says about its alarms, and when it wants none."""

from __future__ import annotations

import pytest

from mockc8y.domain import alarms, inventory
from mockc8y.domain.changes import Change
from mockc8y.domain.ids import NOT_STORED
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.store.dated_collection import Span
from tests.domain.alarm_cases import ANA, active, counts, later, raised


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


@pytest.mark.parametrize("interval", [0, -5, -0.5])
def test_source_in_maintenance_suppresses(tenant: Tenant, changes: list[Change], interval: float) -> None:
    """Alarms of a source with a response interval of 0 or less are accepted and forgotten."""
    pump = inventory.create(tenant, {"c8y_RequiredAvailability": {"responseInterval": interval}}, ANA).id
    before = len(tenant.audit_records)
    changes.clear()

    assert raised(tenant, pump).id == NOT_STORED
    assert (len(tenant.alarms), len(tenant.audit_records), changes) == (0, before, [])


@pytest.mark.parametrize("required", [{"responseInterval": 5}, {"responseInterval": "0"}, {}, 0, None])
def test_source_out_of_maintenance_gets_alarms(tenant: Tenant, required: object) -> None:
    """Only a number of 0 or less means maintenance."""
    pump = inventory.create(tenant, {"c8y_RequiredAvailability": required}, ANA).id

    assert raised(tenant, pump).id != NOT_STORED


def test_alarm_of_a_source_in_maintenance_can_be_updated(tenant: Tenant, pump: int) -> None:
    """Maintenance keeps alarms from coming, not from being cleared."""
    record = raised(tenant, pump)
    inventory.update(tenant, str(pump), {"c8y_RequiredAvailability": {"responseInterval": 0}}, ANA)

    assert alarms.clear(tenant, record.id, ANA).document["status"] == "CLEARED"


def test_source_counts_its_active_alarms_by_severity(tenant: Tenant, pump: int) -> None:
    """`c8y_ActiveAlarmsStatus` counts ACTIVE alarms; acknowledged and cleared ones do not count."""
    raised(tenant, pump, type="a", severity="CRITICAL")
    raised(tenant, pump, type="b", severity="major")
    raised(tenant, pump, type="c")
    raised(tenant, pump, type="d", status="ACKNOWLEDGED")
    raised(tenant, pump, type="e", status="CLEARED")

    assert active(tenant, pump) == counts(critical=1, major=2)


def test_source_follows_every_change_of_its_alarms(tenant: Tenant, pump: int) -> None:
    """Another severity or status and a deletion move the counts of the source."""
    record = raised(tenant, pump)
    seen = [active(tenant, pump)]
    for change in ({"severity": "MINOR"}, {"status": "CLEARED"}, {"status": "ACTIVE"}):
        alarms.update(tenant, str(record.id), change, ANA)
        seen.append(active(tenant, pump))
    alarms.delete_all(tenant, Filter(sources=[("source", pump)]))

    assert [*seen, active(tenant, pump)] == [
        counts(major=1),
        counts(minor=1),
        counts(),
        counts(minor=1),
        counts(),
    ]


def test_counting_leaves_last_updated_of_the_source_alone(tenant: Tenant, pump: int) -> None:
    """The platform's own fragment is no update of the managed object by anybody."""
    before = inventory.get(tenant, str(pump)).document["lastUpdated"]
    later(tenant)
    raised(tenant, pump)

    assert inventory.get(tenant, str(pump)).document["lastUpdated"] == before
    found = tenant.inventory.select_dated(
        [], time=Span(), created=Span(), updated=Span(tenant.clock.now()), newest_first=True
    )
    assert list(found) == []


def test_source_without_active_alarms_gets_no_fragment(tenant: Tenant, pump: int, changes: list[Change]) -> None:
    """A source is left alone as long as there is nothing to count."""
    raised(tenant, pump, status="CLEARED")

    assert active(tenant, pump) is None
    assert [change.family for change in changes] == ["alarms"]
