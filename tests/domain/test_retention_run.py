"""What the daily run removes, and what it leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pytest

from mockc8y.domain import alarms, audit, bulk_operations, events, inventory, measurements, operations, retention
from mockc8y.domain.callers import Caller
from mockc8y.domain.changes import Change
from mockc8y.domain.platform import Platform
from mockc8y.domain.retention import DEFAULT_RULE_ID
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import DAY_MS, HOUR_MS, format_millis, parse_millis
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record
from tests.domain.bulk_cases import bulk

ANA = Caller("ana", application="cockpit")
Maker = Callable[[Tenant, int, Document], Record]


def measurement(tenant: Tenant, source: int, more: Document) -> Record:
    """Store a measurement of today."""
    return measurements.create(tenant, of(tenant, source) | {"type": "acme"} | more, ANA)


def event(tenant: Tenant, source: int, more: Document) -> Record:
    """Store an event of today."""
    return events.create(tenant, of(tenant, source) | {"type": "acme", "text": "x"} | more, ANA)


def alarm(tenant: Tenant, source: int, more: Document) -> Record:
    """Store a cleared alarm of today."""
    standard = {"type": "acme", "text": "x", "severity": "MINOR", "status": "CLEARED"}
    return alarms.raise_alarm(tenant, of(tenant, source) | standard | more, ANA)


def operation(tenant: Tenant, source: int, more: Document) -> Record:
    """Create an operation."""
    return operations.create(tenant, {"deviceId": str(source)} | more, ANA)


def audit_record(tenant: Tenant, source: int, more: Document) -> Record:
    """Store an audit record of today."""
    return audit.create(tenant, of(tenant, source) | {"type": "acme", "activity": "x", "text": "x"} | more, ANA)


def bulk_operation(tenant: Tenant, source: int, more: Document) -> Record:
    """Store a bulk operation that is done."""
    body = bulk(source, operationPrototype=more) | {"status": "COMPLETED"}
    return bulk_operations.add(tenant, tenant.ids.next(), body, tenant.clock.now())


def of(tenant: Tenant, source: int) -> Document:
    """Write source and time."""
    return {"source": {"id": str(source)}, "time": format_millis(tenant.clock.now())}


MAKERS: Mapping[str, Maker] = MappingProxyType(
    {
        "ALARM": alarm,
        "AUDIT": audit_record,
        "BULK_OPERATION": bulk_operation,
        "EVENT": event,
        "MEASUREMENT": measurement,
        "OPERATION": operation,
    }
)
STORES = MappingProxyType(
    {
        "ALARM": "alarms",
        "AUDIT": "audit_records",
        "BULK_OPERATION": "bulk_operations",
        "EVENT": "events",
        "MEASUREMENT": "measurements",
        "OPERATION": "operations",
    }
)
FRAGMENTED = ("BULK_OPERATION", "EVENT", "MEASUREMENT", "OPERATION")
TYPED = ("ALARM", "AUDIT", "EVENT", "MEASUREMENT")


@pytest.fixture
def tenant(tenant: Tenant) -> Tenant:
    """Return the tenant without its default rule."""
    retention.delete(tenant, str(DEFAULT_RULE_ID))
    return tenant


@pytest.fixture
def pump(tenant: Tenant) -> int:
    """Make a device and return its id."""
    return inventory.create(tenant, {"name": "Pump"}, ANA).id


def rule(tenant: Tenant, **properties: Any) -> None:
    """Store a rule of ten days, or more special than that."""
    retention.create(tenant, {"maximumAge": 10, **properties})


def stored(tenant: Tenant, data_type: str, record: Record) -> bool:
    """Tell whether a document is still there."""
    found: bool = getattr(tenant, STORES[data_type]).holds(record.id)
    return found


@pytest.mark.parametrize("data_type", MAKERS)
def test_old_data_goes_and_young_data_stays(platform: Platform, tenant: Tenant, pump: int, data_type: str) -> None:
    """What is older than the days of a rule at midnight is removed, of every data type."""
    rule(tenant, dataType=data_type)
    old = MAKERS[data_type](tenant, pump, {})
    platform.advance(5 * DAY_MS)
    young = MAKERS[data_type](tenant, pump, {})

    platform.advance(6 * DAY_MS)

    assert not stored(tenant, data_type, old)
    assert stored(tenant, data_type, young)


@pytest.mark.parametrize("data_type", MAKERS)
def test_rule_for_everything_covers_every_data_type(
    platform: Platform, tenant: Tenant, pump: int, data_type: str
) -> None:
    """`*` as data type means all six."""
    rule(tenant)
    old = MAKERS[data_type](tenant, pump, {})

    platform.advance(11 * DAY_MS)

    assert not stored(tenant, data_type, old)


@pytest.mark.parametrize("data_type", MAKERS)
def test_other_data_types_are_left_alone(platform: Platform, tenant: Tenant, pump: int, data_type: str) -> None:
    """A rule about one data type touches no other."""
    records = {name: make(tenant, pump, {}) for name, make in MAKERS.items()}
    rule(tenant, dataType=data_type)

    platform.advance(11 * DAY_MS)

    assert [name for name, record in records.items() if not stored(tenant, name, record)] == [data_type]


@pytest.mark.parametrize("data_type", MAKERS)
def test_rule_about_a_source_spares_the_others(platform: Platform, tenant: Tenant, pump: int, data_type: str) -> None:
    """Every data type can be narrowed down to a source; of bulk operations that is the group."""
    gate = inventory.create(tenant, {"name": "Gate"}, ANA).id
    wanted, other = (MAKERS[data_type](tenant, source, {}) for source in (pump, gate))
    rule(tenant, dataType=data_type, source=str(pump))

    platform.advance(11 * DAY_MS)

    assert [stored(tenant, data_type, record) for record in (wanted, other)] == [False, True]


@pytest.mark.parametrize("data_type", TYPED)
def test_rule_about_a_type_spares_the_others(platform: Platform, tenant: Tenant, pump: int, data_type: str) -> None:
    """Alarms, audit records, events and measurements can be narrowed down to a type."""
    wanted, other = (MAKERS[data_type](tenant, pump, {"type": name}) for name in ("acme_A", "acme_B"))
    rule(tenant, dataType=data_type, type="acme_A")

    platform.advance(11 * DAY_MS)

    assert [stored(tenant, data_type, record) for record in (wanted, other)] == [False, True]


@pytest.mark.parametrize("data_type", FRAGMENTED)
def test_rule_about_a_fragment_spares_the_others(platform: Platform, tenant: Tenant, pump: int, data_type: str) -> None:
    """Bulk operations, events, measurements and operations can be narrowed down to a fragment."""
    wanted, other = (MAKERS[data_type](tenant, pump, {name: {"a": 1}}) for name in ("acme_A", "acme_B"))
    rule(tenant, dataType=data_type, fragmentType="acme_A")

    platform.advance(11 * DAY_MS)

    assert [stored(tenant, data_type, record) for record in (wanted, other)] == [False, True]


@pytest.mark.parametrize(
    ("data_type", "criterion"),
    [("ALARM", "fragmentType"), ("AUDIT", "fragmentType"), ("OPERATION", "type"), ("BULK_OPERATION", "type")],
)
def test_rule_about_what_a_data_type_has_not_removes_nothing(
    platform: Platform, tenant: Tenant, pump: int, data_type: str, criterion: str
) -> None:
    """A rule for everything of a type does not take the operations, which have none."""
    record = MAKERS[data_type](tenant, pump, {})
    rule(tenant, **{criterion: "acme"})

    platform.advance(11 * DAY_MS)

    assert stored(tenant, data_type, record)


def test_every_criterion_must_match(platform: Platform, tenant: Tenant, pump: int) -> None:
    """A rule with several criteria is about what meets them all."""
    records = [
        event(tenant, pump, more)
        for more in ({"type": "acme_A", "acme_X": 1}, {"type": "acme_A"}, {"type": "acme_B", "acme_X": 1})
    ]
    rule(tenant, dataType="EVENT", type="acme_A", fragmentType="acme_X", source=str(pump))

    platform.advance(11 * DAY_MS)

    assert [stored(tenant, "EVENT", record) for record in records] == [False, True, True]


def test_any_rule_that_matches_is_enough(platform: Platform, tenant: Tenant, pump: int) -> None:
    """Of two rules about the same data the shorter one wins, wherever it stands."""
    rule(tenant, maximumAge=2, dataType="EVENT")
    rule(tenant, maximumAge=60)
    record = event(tenant, pump, {})

    platform.advance(4 * DAY_MS)

    assert not stored(tenant, "EVENT", record)


def test_rule_about_a_user_finds_its_audit_records(platform: Platform, tenant: Tenant) -> None:
    """The source of an audit record may be a name."""
    record = audit.write(tenant, audit.Entry("User", "User created", "x", source="alice"), ANA)
    rule(tenant, dataType="AUDIT", source="alice")

    platform.advance(11 * DAY_MS)

    assert not stored(tenant, "AUDIT", record)


@pytest.mark.parametrize("status", ["ACTIVE", "ACKNOWLEDGED"])
def test_only_cleared_alarms_go(platform: Platform, tenant: Tenant, pump: int, status: str) -> None:
    """An alarm that nobody cleared is kept, however old it is."""
    record = alarm(tenant, pump, {"status": status})
    rule(tenant)

    platform.advance(11 * DAY_MS)

    assert stored(tenant, "ALARM", record)


@pytest.mark.parametrize("status", ["ACTIVE", "IN_PROGRESS"])
def test_unfinished_bulk_operation_stays(platform: Platform, tenant: Tenant, pump: int, status: str) -> None:
    """A bulk operation with operations still to create is kept, however long ago it was planned."""
    record = bulk_operations.set_status(tenant, bulk_operation(tenant, pump, {}), status)
    rule(tenant)

    platform.advance(11 * DAY_MS)

    assert stored(tenant, "BULK_OPERATION", record)


def test_file_goes_with_its_event(platform: Platform, tenant: Tenant, pump: int) -> None:
    """Of an event nothing is left behind."""
    record = event(tenant, pump, {})
    tenant.files.put(record.id, b"log")
    rule(tenant)

    platform.advance(11 * DAY_MS)

    assert record.id not in tenant.files


def test_series_go_with_their_measurements(platform: Platform, tenant: Tenant, pump: int) -> None:
    """Removed values are not found among the series either."""
    measurement(tenant, pump, {"acme_T": {"T": {"value": 1}}})
    rule(tenant)

    platform.advance(11 * DAY_MS)

    assert tenant.series.of(pump) == {}


def test_inventory_is_never_touched(platform: Platform, tenant: Tenant, pump: int) -> None:
    """Managed objects stay for ever."""
    rule(tenant, maximumAge=1)

    platform.advance(11 * DAY_MS)

    assert tenant.inventory.holds(pump)


def test_rules_are_applied_at_midnight(platform: Platform, tenant: Tenant, pump: int) -> None:
    """A new rule has no effect before the day is over; then it has."""
    record = events.create(tenant, of(tenant, pump) | {"type": "a", "text": "x", "time": "2020-01-01"}, ANA)
    rule(tenant)

    platform.advance(12 * HOUR_MS - 1)
    before = stored(tenant, "EVENT", record)
    platform.advance(1)

    assert platform.clock.now() == parse_millis("2026-01-16")
    assert (before, stored(tenant, "EVENT", record)) == (True, False)


def test_age_counts_from_the_time_a_document_bears(platform: Platform, tenant: Tenant, pump: int) -> None:
    """What is exactly as old as the rule says stays; a moment older, and it goes."""
    oldest = parse_millis("2026-01-16") - 10 * DAY_MS
    kept, gone = (event(tenant, pump, {"time": format_millis(time)}) for time in (oldest, oldest - 1))
    rule(tenant)

    platform.advance(DAY_MS)

    assert [stored(tenant, "EVENT", record) for record in (kept, gone)] == [True, False]


def test_rules_are_applied_every_day(platform: Platform, tenant: Tenant) -> None:
    """After each run the next is planned for the next midnight."""
    platform.advance(3 * DAY_MS)

    assert tenant.agenda.due_at(("retention", 0)) == parse_millis("2026-01-19")


def test_removal_is_announced(platform: Platform, tenant: Tenant, pump: int) -> None:
    """Listeners learn of what goes, as of any deletion."""
    seen: list[Change] = []
    record = event(tenant, pump, {})
    rule(tenant)
    tenant.changes.subscribe(seen.append)

    platform.advance(11 * DAY_MS)

    assert [(change.family, change.action, change.record.id) for change in seen] == [("events", "DELETE", record.id)]


def test_run_without_rules_removes_nothing(platform: Platform, tenant: Tenant, pump: int) -> None:
    """A tenant that deleted its rules keeps everything."""
    event(tenant, pump, {})

    platform.advance(400 * DAY_MS)

    assert len(events.select(tenant, Filter())) == 1


def test_restored_tenant_is_cleaned_again(platform: Platform, tenant: Tenant, pump: int) -> None:
    """A snapshot brings back the data with the plan, so the next look at the clock removes it anew."""
    rule(tenant)
    record = event(tenant, pump, {})
    kept = tenant.snapshot()
    platform.advance(11 * DAY_MS)

    tenant.restore(kept)
    assert stored(tenant, "EVENT", record)
    platform.settle()

    assert not stored(tenant, "EVENT", record)
