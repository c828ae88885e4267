"""The rules of alarms."""

from __future__ import annotations

from typing import Any

import pytest

from mockc8y.domain import alarms, inventory
from mockc8y.domain.alarms_draft import Draft
from mockc8y.domain.alarms_query import select, with_severity, with_status
from mockc8y.domain.callers import PLATFORM, Caller
from mockc8y.domain.changes import Change
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.ids import NOT_STORED
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import MINUTE_MS, format_millis
from mockc8y.store.codec import Document
from mockc8y.store.dated_collection import Span
from tests.domain.alarm_cases import ANA, DEVICE, EVERYTHING, TIME, active, alarm, audited, counts, later, raised


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


def refused(exception: pytest.ExceptionInfo[PlatformError]) -> tuple[int, str]:
    """Return status and message of an error."""
    return exception.value.status, exception.value.message


def test_new_alarm_gets_the_platforms_properties(tenant: Tenant, pump: int) -> None:
    """A new alarm is ACTIVE, counts 1, keeps its fragments and the offset of its time, and is stamped."""
    record = raised(tenant, pump, acme_Detail={"sensor": 3})

    now = "2026-01-15T12:00:00.000Z"
    standard = {"type": "acme_Hot", "text": "Bearing hot", "severity": "MAJOR", "time": TIME, "status": "ACTIVE"}
    stamped = {"creationTime": now, "lastUpdated": now, "count": 1, "acme_Detail": {"sensor": 3}}
    assert record.document == standard | stamped
    assert (record.source, format_millis(record.time)) == (pump, "2026-01-15T09:00:00.000Z")


def test_alarm_may_be_created_cleared(tenant: Tenant, pump: int) -> None:
    """An alarm can be over before it is reported."""
    record = raised(tenant, pump, status="CLEARED")

    assert record.document["status"] == "CLEARED"
    assert alarms.find_open(tenant, pump, "acme_Hot") is None


@pytest.mark.parametrize("status", ["ACTIVE", "ACKNOWLEDGED", "active"])
def test_repeated_alarm_counts_up_instead_of_duplicating(tenant: Tenant, pump: int, status: str) -> None:
    """An alarm of the source and type of one that is not cleared counts that one up."""
    first = raised(tenant, pump, status=status)
    again = raised(tenant, pump)

    assert (again.id, again.document["count"], len(tenant.alarms)) == (first.id, 2, 1)


def test_repeated_alarm_takes_only_the_new_time(tenant: Tenant, pump: int) -> None:
    """A repetition moves `time`, notes the first one, and ignores text, severity, status and fragments."""
    first = raised(tenant, pump)
    now = later(tenant)
    time = "2026-01-15T11:00:00.000Z"
    again = raised(tenant, pump, time=time, text="Hotter", severity="CRITICAL", status="CLEARED", acme_New=1)

    moved = {"time": time, "firstOccurrenceTime": TIME, "count": 2, "lastUpdated": now}
    assert again.document == first.document | moved
    assert format_millis(again.time) == time


def test_first_occurrence_stays_the_first(tenant: Tenant, pump: int) -> None:
    """A third occurrence keeps the time of the first."""
    raised(tenant, pump, time="2026-01-15T09:00:00.000Z")
    raised(tenant, pump, time="2026-01-15T09:01:00.000Z")
    document = raised(tenant, pump, time="2026-01-15T09:02:00.000Z").document

    assert (document["firstOccurrenceTime"], document["count"]) == ("2026-01-15T09:00:00.000Z", 3)


def test_other_type_or_source_is_another_alarm(tenant: Tenant, pump: int) -> None:
    """Only the same type of the same source repeats an alarm."""
    other = inventory.create(tenant, {}, ANA).id
    raised(tenant, pump)
    raised(tenant, pump, type="acme_Cold")
    raised(tenant, other)

    assert len(tenant.alarms) == 3


def test_cleared_alarm_is_not_counted_up(tenant: Tenant, pump: int) -> None:
    """After an alarm was cleared, the next one is new."""
    first = raised(tenant, pump)
    alarms.clear(tenant, first.id, ANA)

    assert raised(tenant, pump).id != first.id


def test_creation_is_audited_and_announced(tenant: Tenant, pump: int, changes: list[Change]) -> None:
    """A new alarm leaves an audit record and a CREATE, and the change of its source an UPDATE."""
    record = raised(tenant, pump)

    [entry] = audited(tenant, record)
    assert (entry["type"], entry["activity"], entry["severity"]) == ("Alarm", "Alarm created", "MAJOR")
    assert entry["text"] == "Device name: 'Pump 7', alarm text: 'Bearing hot'"
    assert entry["com_cumulocity_model_event_AuditSourceDevice"] == {"id": str(pump)}
    assert [(change.family, change.action) for change in changes] == [
        ("alarms", "CREATE"),
        ("managedobjects", "UPDATE"),
    ]


def test_repetition_is_announced_as_an_update_and_not_audited(tenant: Tenant, pump: int, changes: list[Change]) -> None:
    """Counting up is an UPDATE and writes no audit record."""
    raised(tenant, pump)
    changes.clear()
    again = raised(tenant, pump)

    assert changes == [Change("alarms", "UPDATE", again)]
    assert len(audited(tenant, again)) == 1


@pytest.mark.parametrize(("caller", "is_heard"), [(DEVICE, True), (ANA, False), (PLATFORM, False)])
def test_alarm_is_a_sign_of_life(tenant: Tenant, pump: int, caller: Caller, is_heard: bool) -> None:
    """An alarm that a device sends itself keeps it available; one of an application does not."""
    tenant.monitored.put(pump, 5)

    alarms.raise_alarm(tenant, alarm(pump), caller)

    assert (tenant.last_messages.get(pump) == tenant.clock.now()) is is_heard


def test_update_changes_text_severity_status_and_fragments(tenant: Tenant, pump: int) -> None:
    """A PUT replaces what it names, removes what is `null`, and keeps the rest."""
    record = raised(tenant, pump, acme_Old=1, acme_Kept=2)
    now = later(tenant)
    change = {"text": "Cold", "severity": "MINOR", "status": "CLEARED", "acme_Old": None, "acme_New": {"x": 1}}
    updated = alarms.update(tenant, str(record.id), change, ANA)

    expected = record.document | change | {"lastUpdated": now}
    del expected["acme_Old"]
    assert updated.document == expected
    assert updated.time == record.time


@pytest.mark.parametrize("before", ["ACTIVE", "ACKNOWLEDGED", "CLEARED"])
@pytest.mark.parametrize("after", ["ACTIVE", "ACKNOWLEDGED", "CLEARED"])
def test_every_transition_is_allowed(tenant: Tenant, pump: int, before: str, after: str) -> None:
    """An alarm goes from any status to any other."""
    record = raised(tenant, pump, status=before)

    assert alarms.update(tenant, str(record.id), {"status": after}, ANA).document["status"] == after


FIXED = {
    "type": "acme_Hot",
    "time": TIME,
    "count": 1,
    "self": "http://x",
    "creationTime": "2026-01-15T12:00:00.000Z",
    "lastUpdated": "2026-01-15T12:00:00.000Z",
    "firstOccurrenceTime": TIME,
    "history": {},
    "source": {"id": "1"},
    "id": "1",
}


@pytest.mark.parametrize("name", FIXED)
def test_fixed_property_in_an_update_is_refused(tenant: Tenant, pump: int, changes: list[Change], name: str) -> None:
    """What cannot be changed makes the whole PUT fail."""
    record = raised(tenant, pump)
    changes.clear()

    with pytest.raises(PlatformError, match=f"422 alarm/Unprocessable Entity: .*: {name}$"):
        alarms.update(tenant, str(record.id), {"text": "New", name: FIXED[name]}, ANA)

    assert (alarms.get(tenant, str(record.id)), changes) == (record, [])


def test_update_may_repeat_id_and_source(tenant: Tenant, pump: int) -> None:
    """Clients send the alarm's own id and source along with a change."""
    record = raised(tenant, pump)
    change = {"id": str(record.id), "source": {"id": str(pump), "name": "Pump 7"}, "status": "CLEARED"}

    updated = alarms.update(tenant, str(record.id), change, ANA)

    assert updated.document.keys() == record.document.keys()
    assert updated.document["status"] == "CLEARED"


@pytest.mark.parametrize(
    "change", [{"text": None}, {"status": None}, {"severity": None}, {"status": "OFF"}, {"severity": 1}, {"text": 1}]
)
def test_update_with_a_value_that_no_alarm_has_is_refused(tenant: Tenant, pump: int, change: Document) -> None:
    """Text, severity and status can be changed but neither removed nor spoilt."""
    record = raised(tenant, pump)

    with pytest.raises(PlatformError, match=r"^422"):
        alarms.update(tenant, str(record.id), change, ANA)

    assert alarms.get(tenant, str(record.id)) == record


def test_update_is_audited_with_its_changes(tenant: Tenant, pump: int) -> None:
    """The audit record of an update says who changed what from what to what."""
    record = raised(tenant, pump)
    later(tenant)
    alarms.update(tenant, str(record.id), {"status": "CLEARED", "text": "Bearing hot"}, ANA)

    entry = audited(tenant, record)[1]
    assert (entry["activity"], entry["user"], entry["application"]) == ("Alarm updated", "ana", "cockpit")
    assert entry["changes"] == [
        {
            "attribute": "status",
            "type": "com.cumulocity.model.event.CumulocityAlarmStatuses",
            "previousValue": "ACTIVE",
            "newValue": "CLEARED",
        }
    ]


@pytest.mark.parametrize("change", [{}, {"status": "ACTIVE"}, {"acme_Gone": None}, {"acme": {"y": 2, "x": 1}}])
def test_update_that_changes_nothing_leaves_no_trace(
    tenant: Tenant, pump: int, changes: list[Change], change: Document
) -> None:
    """Without a change there is no audit record, no notification and no new `lastUpdated`."""
    record = raised(tenant, pump, acme={"x": 1, "y": 2})
    changes.clear()
    later(tenant)

    assert alarms.update(tenant, str(record.id), change, ANA) == record
    assert (len(audited(tenant, record)), changes) == (1, [])


def test_number_that_becomes_a_boolean_is_a_change(tenant: Tenant, pump: int) -> None:
    """`1` and `true` are equal to Python, but not to JSON."""
    record = raised(tenant, pump, acme=1)

    assert alarms.update(tenant, str(record.id), {"acme": True}, ANA).document["acme"] is True


@pytest.mark.parametrize("alarm_id", ["4711", "pump", "", "-1"])
def test_unknown_alarm_is_not_found(tenant: Tenant, alarm_id: str) -> None:
    """An id that no alarm has, or that is none, is a 404."""
    with pytest.raises(PlatformError, match=f"404 alarm/Not Found: .*'{alarm_id}'"):
        alarms.get(tenant, alarm_id)


def test_bulk_update_sets_the_status_of_what_matches(tenant: Tenant, pump: int, changes: list[Change]) -> None:
    """A bulk update announces and audits every alarm that it changes, and no other."""
    hot, cold = raised(tenant, pump), raised(tenant, pump, type="acme_Cold", severity="MINOR")
    done = raised(tenant, pump, type="acme_Done", status="CLEARED")
    changes.clear()

    alarms.update_all(tenant, Filter(groups=[with_severity(["MAJOR"])]), {"status": "CLEARED"}, ANA)

    statuses = [alarms.get(tenant, str(each.id)).document["status"] for each in (hot, cold, done)]
    assert statuses == ["CLEARED", "ACTIVE", "CLEARED"]
    assert [(change.family, change.record.id) for change in changes] == [("alarms", hot.id), ("managedobjects", pump)]
    assert [len(audited(tenant, each)) for each in (hot, cold, done)] == [2, 1, 1]


def test_bulk_update_without_a_filter_is_refused(tenant: Tenant, pump: int) -> None:
    """Nobody updates all alarms by accident."""
    record = raised(tenant, pump)

    with pytest.raises(PlatformError, match=r"422 alarm/Unprocessable Entity: .* at least one query parameter"):
        alarms.update_all(tenant, EVERYTHING, {"status": "CLEARED"}, ANA)

    assert alarms.get(tenant, str(record.id)) == record


@pytest.mark.parametrize("change", [{}, {"status": "OFF"}, {"status": 1}, {"status": "CLEARED", "text": "x"}])
def test_bulk_update_takes_a_status_and_nothing_else(tenant: Tenant, pump: int, change: Document) -> None:
    """Only the status of many alarms can be changed."""
    record = raised(tenant, pump)

    with pytest.raises(PlatformError, match=r"^422"):
        alarms.update_all(tenant, Filter(sources=[("source", pump)]), change, ANA)

    assert alarms.get(tenant, str(record.id)) == record


@pytest.mark.parametrize(
    "wanted",
    [
        EVERYTHING,
        Filter(groups=[[("type", "acme_Hot")]]),
        Filter(updated=Span(0)),
        Filter(groups=[with_status(["ACTIVE"])]),
    ],
)
def test_bulk_deletion_needs_a_source_or_a_date(tenant: Tenant, pump: int, wanted: Filter) -> None:
    """A filter by type, status or change alone deletes nothing."""
    raised(tenant, pump)

    with pytest.raises(PlatformError, match=r"422 alarm/Unprocessable Entity: .* source, dateFrom"):
        alarms.delete_all(tenant, wanted)

    assert len(tenant.alarms) == 1


@pytest.mark.parametrize("bound", [{"time": Span(0)}, {"created": Span(0)}, {"sources": [("source", 1002)]}])
def test_bulk_deletion_removes_what_matches_without_a_word(
    tenant: Tenant, changes: list[Change], bound: dict[str, Any]
) -> None:
    """A bulk deletion is narrowed by its other filters and announces no alarm."""
    pumps = [inventory.create(tenant, {}, ANA).id for _ in range(2)]
    assert pumps[1] == 1002
    raised(tenant, pumps[1])
    kept = raised(tenant, pumps[1], type="acme_Cold")
    changes.clear()

    alarms.delete_all(tenant, Filter(groups=[[("type", "acme_Hot")]], **bound))

    assert list(select(tenant, EVERYTHING)) == [kept]
    assert {change.family for change in changes} == {"managedobjects"}


def test_upsert_creates_with_defaults(tenant: Tenant, pump: int) -> None:
    """An upsert needs source and type only; a new alarm is MAJOR, ACTIVE, of now, with an empty text."""
    record, previous = alarms.upsert(tenant, {"source": {"id": str(pump)}, "type": "acme_Hot"}, DEVICE)

    expected = {"severity": "MAJOR", "status": "ACTIVE", "text": "", "time": "2026-01-15T12:00:00.000Z", "count": 1}
    assert record.document.items() >= expected.items()
    assert previous is None
    assert [entry["activity"] for entry in audited(tenant, record)] == ["Alarm created"]


def test_upsert_names_what_it_needs(tenant: Tenant) -> None:
    """Source and type are mandatory in an upsert."""
    with pytest.raises(PlatformError) as exception:
        alarms.upsert(tenant, {"severity": "MAJOR"}, DEVICE)

    assert refused(exception) == (422, "Following mandatory fields should be included: source,type")


def test_upsert_changes_the_open_alarm(tenant: Tenant, pump: int) -> None:
    """An upsert applies its body to the alarm that is open, but not its time, and shows what was before."""
    first = raised(tenant, pump, acme_Old=1)
    now = later(tenant)
    body = alarm(pump, severity="CRITICAL", time="2026-01-15T11:00:00Z", count=9, acme_Old=None, acme_New=2, text=None)
    record, previous = alarms.upsert(tenant, body, DEVICE)

    expected = first.document | {"severity": "CRITICAL", "acme_New": 2, "lastUpdated": now}
    del expected["acme_Old"]
    assert (record.id, record.document, previous) == (first.id, expected, first)
    assert active(tenant, pump) == counts(critical=1)
    assert [entry["activity"] for entry in audited(tenant, record)] == ["Alarm created", "Alarm updated"]


def test_upsert_counts_on_demand(tenant: Tenant, pump: int, changes: list[Change]) -> None:
    """Counting up by an upsert is an UPDATE, and no audit record when nothing else changes."""
    first = raised(tenant, pump)
    changes.clear()
    record, _ = alarms.upsert(tenant, alarm(pump), DEVICE, count_by=1)

    counted = {"count": 2, "firstOccurrenceTime": TIME, "lastUpdated": record.document["lastUpdated"]}
    assert record.document == first.document | counted
    assert changes == [Change("alarms", "UPDATE", record)]
    assert len(audited(tenant, record)) == 1


def test_upsert_that_changes_nothing_leaves_no_trace(tenant: Tenant, pump: int, changes: list[Change]) -> None:
    """The same alarm again, without counting, is no change."""
    first = raised(tenant, pump)
    changes.clear()

    assert alarms.upsert(tenant, alarm(pump), DEVICE) == (first, first)
    assert changes == []


def test_upsert_follows_the_rules_of_creation(tenant: Tenant, pump: int) -> None:
    """An option that suppresses a type holds for an upsert that would create it."""
    tenant.options.put(("alarm.type.mapping", "acme_Hot"), "NONE|")

    assert alarms.upsert(tenant, alarm(pump), DEVICE).record.id == NOT_STORED


def test_upsert_checks_its_body(tenant: Tenant, pump: int) -> None:
    """A body that no alarm can have is refused, whether one is open or not."""
    record = raised(tenant, pump)

    with pytest.raises(PlatformError, match=r"^422"):
        alarms.upsert(tenant, alarm(pump, status="OFF"), DEVICE)

    assert alarms.get(tenant, str(record.id)) == record


def test_seeded_alarm_is_stored_as_it_is(tenant: Tenant, pump: int, changes: list[Change]) -> None:
    """A seed brings its own id, count and stamps, is no news to anybody, and counts at its source."""
    body = {"type": "t", "text": "x", "severity": "MINOR", "status": "ACTIVE", "time": TIME, "count": 3}
    body |= {"creationTime": "2026-01-01T00:00:00.000Z", "lastUpdated": "2026-01-02T00:00:00.000Z"}
    record = alarms.add(tenant, 7001, Draft(pump, 0, body))

    assert (record.id, record.document) == (7001, body)
    assert active(tenant, pump) == counts(minor=1)
    day = 24 * 60 * MINUTE_MS
    new_year = tenant.clock.now() - 14 * day - day // 2
    assert list(select(tenant, Filter(created=Span(new_year, new_year + 1)))) == [record]
    assert list(select(tenant, Filter(updated=Span(new_year + day, new_year + day + 1)))) == [record]
    assert [change.family for change in changes] == ["managedobjects"]


def test_alarms_of_a_removed_source_go(tenant: Tenant, pump: int) -> None:
    """A managed object takes its alarms along, and nobody else's."""
    other = inventory.create(tenant, {}, ANA).id
    raised(tenant, pump)
    kept = raised(tenant, other)
    alarms.remove_source(tenant, pump)

    assert list(select(tenant, EVERYTHING)) == [kept]
    assert alarms.find_open(tenant, pump, "acme_Hot") is None


def test_snapshot_keeps_alarms_and_counts(tenant: Tenant, pump: int) -> None:
    """A tenant that is restored has its alarms, their indexes and the counts of the source as they were."""
    record = raised(tenant, pump)
    snapshot = tenant.snapshot()
    alarms.clear(tenant, record.id, ANA)
    tenant.restore(snapshot)

    assert alarms.find_open(tenant, pump, "acme_Hot") == record
    assert active(tenant, pump) == counts(major=1)
    assert raised(tenant, pump).document["count"] == 2
