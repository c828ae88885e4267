"""The rules of events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from mockc8y.domain import events, inventory
from mockc8y.domain.callers import Caller
from mockc8y.domain.changes import Change
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.events import Draft, Fragment
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import DAY_MS, MINUTE_MS, format_millis, parse_millis
from mockc8y.store.codec import Document, NotEncodable
from mockc8y.store.collection import Record
from mockc8y.store.dated_collection import Span

DEVICE = Caller("device_gate-1")
ANA = Caller("ana", application="cockpit")
TIME = "2026-01-15T10:00:00.000+01:00"
NOW = "2026-01-15T12:00:00.000Z"
EVERYTHING = Filter()


@pytest.fixture
def gate(tenant: Tenant) -> int:
    """Make a device and return its id."""
    return inventory.create(tenant, {"name": "Gate 1"}, ANA).id


@pytest.fixture
def changes(tenant: Tenant) -> list[Change]:
    """Collect what the tenant announces."""
    seen: list[Change] = []
    tenant.changes.subscribe(seen.append)
    return seen


def event(gate: int, /, **properties: Any) -> Document:
    """Write an event as a client sends it."""
    return {"source": {"id": str(gate)}, "type": "acme_Door", "text": "Opened", "time": TIME, **properties}


def sent(tenant: Tenant, gate: int, /, **properties: Any) -> Record:
    """Create an event."""
    return events.create(tenant, event(gate, **properties), DEVICE)


def later(tenant: Tenant) -> str:
    """Let a minute pass and return the time."""
    tenant.clock.move_to(tenant.clock.now() + MINUTE_MS)
    return format_millis(tenant.clock.now())


def texts(records: Sequence[Record]) -> str:
    """Join the texts of events."""
    return "".join(record.document["text"] for record in records)


def test_new_event_is_stamped_and_keeps_the_rest(tenant: Tenant, gate: int) -> None:
    """An event keeps its fragments and the offset of its time; the platform adds its own times."""
    record = sent(tenant, gate, acme_Position={"lat": 51.2}, id="1", self="x", creationTime="x", lastUpdated="x")

    assert record.document == {
        "type": "acme_Door",
        "text": "Opened",
        "time": TIME,
        "acme_Position": {"lat": 51.2},
        "creationTime": NOW,
        "lastUpdated": NOW,
    }
    assert (record.source, format_millis(record.time)) == (gate, "2026-01-15T09:00:00.000Z")


def test_missing_fields_are_listed(tenant: Tenant) -> None:
    """The error names every mandatory property that is missing."""
    with pytest.raises(PlatformError, match=r"422 undefined/validationError: .*: source,type,text,time$"):
        events.create(tenant, {"text": None}, DEVICE)


def test_unknown_source_is_refused(tenant: Tenant) -> None:
    """An event belongs to a managed object that exists."""
    with pytest.raises(PlatformError, match="422 event/Unprocessable Entity: Source object does not exist"):
        sent(tenant, 4711)


@pytest.mark.parametrize("value", [7, 1e300, True, ["x"], {"x": 1}], ids=repr)
@pytest.mark.parametrize("name", ["source", "type", "text", "time"])
def test_value_of_a_wrong_kind_is_refused_and_stores_nothing(
    tenant: Tenant, gate: int, changes: list[Change], name: str, value: object
) -> None:
    """A standard property that holds something else than it may is a 422 and leaves no trace."""
    with pytest.raises(PlatformError, match=r"^422"):
        sent(tenant, gate, **{name: value})

    assert (len(tenant.events), changes) == (0, [])


@pytest.mark.parametrize("time", ["noon", "2026-02-30T00:00:00Z", "0000-01-01T00:00:00Z"])
def test_time_that_is_none_is_refused(tenant: Tenant, gate: int, time: str) -> None:
    """A time must be an ISO 8601 time within the years 1 to 9999."""
    with pytest.raises(PlatformError, match="event/Invalid Data: 'time' is not a valid ISO 8601 date"):
        sent(tenant, gate, time=time)


def test_time_may_lie_ahead(tenant: Tenant, gate: int) -> None:
    """An event of the future is an event."""
    assert sent(tenant, gate, time="2099-01-01T00:00:00Z").document["time"] == "2099-01-01T00:00:00.000Z"


def test_fragment_nested_too_deep_stores_nothing(tenant: Tenant, gate: int, changes: list[Change]) -> None:
    """What cannot be encoded is refused before anything else happens."""
    deep: object = 1
    for _ in range(300):
        deep = [deep]

    with pytest.raises(NotEncodable):
        sent(tenant, gate, acme_Deep=deep)

    assert (len(tenant.events), changes) == (0, [])


@pytest.mark.parametrize(("caller", "is_heard"), [(DEVICE, True), (ANA, False)])
def test_event_is_a_sign_of_life(tenant: Tenant, gate: int, caller: Caller, is_heard: bool) -> None:
    """An event that a device sends itself keeps it available; one of an application does not."""
    tenant.monitored.put(gate, 5)

    events.create(tenant, event(gate), caller)

    assert (tenant.last_messages.get(gate) == tenant.clock.now()) is is_heard


def test_creation_update_and_deletion_are_announced(tenant: Tenant, gate: int, changes: list[Change]) -> None:
    """Every change of an event is told with the event as it is after it, before it for a deletion."""
    created = sent(tenant, gate)
    updated = events.update(tenant, str(created.id), {"text": "Shut"}, ANA)
    events.delete(tenant, str(created.id))

    assert changes == [
        Change("events", "CREATE", created),
        Change("events", "UPDATE", updated),
        Change("events", "DELETE", updated),
    ]


def test_update_changes_text_and_fragments(tenant: Tenant, gate: int) -> None:
    """A PUT replaces what it names, removes what is `null`, keeps the rest and moves `lastUpdated`."""
    record = sent(tenant, gate, acme_Old=1, acme_Kept={"a": 1})
    now = later(tenant)
    updated = events.update(tenant, str(record.id), {"text": "Shut", "acme_Old": None, "acme_New": 2}, ANA)

    expected = record.document | {"text": "Shut", "acme_New": 2, "lastUpdated": now}
    del expected["acme_Old"]
    assert (updated.document, updated.time) == (expected, record.time)


FIXED = {"type": "acme_Door", "time": TIME, "self": "x", "creationTime": NOW, "lastUpdated": NOW, "source": {"id": "1"}}


@pytest.mark.parametrize("name", [*FIXED, "id"])
def test_fixed_property_in_an_update_is_refused(tenant: Tenant, gate: int, changes: list[Change], name: str) -> None:
    """What cannot be changed makes the whole PUT fail."""
    record = sent(tenant, gate)
    changes.clear()

    with pytest.raises(PlatformError, match=f"422 event/Unprocessable Entity: .*: {name}$"):
        events.update(tenant, str(record.id), {"text": "Shut", name: FIXED.get(name, "1")}, ANA)

    assert (events.get(tenant, str(record.id)), changes) == (record, [])


def test_update_may_repeat_id_and_source(tenant: Tenant, gate: int) -> None:
    """Clients send the event's own id and source along with a change."""
    record = sent(tenant, gate)
    change = {"id": str(record.id), "source": {"id": str(gate)}, "text": "Shut"}

    after = events.update(tenant, str(record.id), change, ANA).document

    assert after == record.document | {"text": "Shut", "lastUpdated": after["lastUpdated"]}


@pytest.mark.parametrize(
    ("text", "message"), [(None, "validationError: .*: text"), (1, "must be a string"), (["x"], "must be a string")]
)
def test_text_can_be_neither_removed_nor_spoilt(tenant: Tenant, gate: int, text: object, message: str) -> None:
    """An event always has a text."""
    record = sent(tenant, gate)

    with pytest.raises(PlatformError, match=f"^422 .*{message}"):
        events.update(tenant, str(record.id), {"text": text}, ANA)

    assert events.get(tenant, str(record.id)) == record


@pytest.mark.parametrize("event_id", ["4711", "gate", "", "1e3"])
def test_unknown_event_is_not_found(tenant: Tenant, event_id: str) -> None:
    """An id that no event has, or that is none, is a 404 whatever is to be done."""
    for attempt in (
        lambda: events.get(tenant, event_id),
        lambda: events.update(tenant, event_id, {}, ANA),
        lambda: events.delete(tenant, event_id),
    ):
        with pytest.raises(PlatformError, match=f"404 event/Not Found: .*'{event_id}'"):
            attempt()


@pytest.fixture
def week(tenant: Tenant, gate: int) -> int:
    """Create events A to C on the first three days of 2026, in another order and a minute apart."""
    sent(tenant, gate, text="B", time="2026-01-02", type="b", acme_Kind="fine", acme_Deep={"level": {"name": "x"}})
    later(tenant)
    sent(tenant, gate, text="C", time="2026-01-03", type="c", acme_Kind="coarse", acme_Deep={"level": "x"})
    later(tenant)
    sent(tenant, gate, text="A", time="2026-01-01", type="a", acme_Kind={"fine": "fine"}, acme_Tags=["x", "y"])
    return gate


DAY_1 = parse_millis("2026-01-01")
CREATED = parse_millis(NOW)


@pytest.mark.parametrize(
    ("wanted", "newest_first", "oldest_first"),
    [
        (EVERYTHING, "CBA", "ABC"),
        (Filter(time=Span(DAY_1 + DAY_MS)), "CB", "BC"),
        (Filter(time=Span(until=DAY_1 + DAY_MS)), "A", "A"),
        (Filter(created=Span(CREATED + 1)), "CA", "AC"),
        (Filter(updated=Span(CREATED)), "ACB", "BCA"),
        (Filter(updated=Span(CREATED, CREATED + 2 * MINUTE_MS)), "CB", "BC"),
    ],
)
def test_events_come_by_time_or_by_their_limited_change(
    tenant: Tenant, week: int, wanted: Filter, newest_first: str, oldest_first: str
) -> None:
    """Events are ordered by time, and by the last change where that is limited; ranges are half-open."""
    assert texts(events.select(tenant, wanted)) == newest_first
    assert texts(events.select(tenant, wanted, newest_first=False)) == oldest_first


def test_filters_combine(tenant: Tenant, week: int) -> None:
    """An event is listed when it matches all filters."""
    source = [("source", week)]

    assert texts(events.select(tenant, Filter(sources=source, groups=[[("type", "b")]]))) == "B"
    assert texts(events.select(tenant, Filter(sources=source, groups=[[("type", "b")]]), Fragment("acme_Tags"))) == ""
    assert texts(events.select(tenant, Filter(sources=[("source", 4711)]))) == ""


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        (Fragment("acme_Kind"), "CBA"),
        (Fragment("acme_Nothing"), ""),
        (Fragment("text"), ""),
        (Fragment("acme_Kind", "fine"), "B"),
        (Fragment("acme_Kind", "fin"), ""),
        (Fragment("acme_Kind.fine", "fine"), "A"),
        (Fragment("acme_Deep.level"), "CB"),
        (Fragment("acme_Deep.level.name"), "B"),
        (Fragment("acme_Deep.level", "x"), "C"),
        (Fragment("acme_Deep.level.name", "x"), "B"),
        (Fragment("acme_Tags", "y"), "A"),
        (Fragment("acme_Deep..level", "x"), ""),
    ],
)
def test_fragment_is_found_by_name_path_and_string(
    tenant: Tenant, week: int, fragment: Fragment, expected: str
) -> None:
    """A fragment is named by itself or by a path into it, and may have to equal a string."""
    assert texts(events.select(tenant, EVERYTHING, fragment)) == expected


def test_number_equals_no_string(tenant: Tenant, gate: int) -> None:
    """Only strings can be asked for by value (specification)."""
    sent(tenant, gate, acme_Level=5, text="5")

    assert list(events.select(tenant, EVERYTHING, Fragment("acme_Level", "5"))) == []


def test_dot_in_a_name_is_found(tenant: Tenant, gate: int) -> None:
    """A fragment whose name has dots is found by that name."""
    record = sent(tenant, gate, **{"com.acme.Door": 'say "x"'})

    assert list(events.select(tenant, EVERYTHING, Fragment("com.acme.Door"))) == [record]
    assert list(events.select(tenant, EVERYTHING, Fragment("com.acme.Door", 'say "x"'))) == [record]


@pytest.mark.parametrize("wanted", [EVERYTHING, Filter(groups=[[("type", "a")]]), Filter(updated=Span(0))])
def test_bulk_deletion_needs_a_source_or_a_date(tenant: Tenant, week: int, wanted: Filter) -> None:
    """A filter by type or change alone deletes nothing."""
    with pytest.raises(PlatformError, match=r"422 event/Unprocessable Entity: .* source, dateFrom"):
        events.delete_all(tenant, wanted)

    assert len(tenant.events) == 3


def test_bulk_deletion_removes_and_announces_what_matches(tenant: Tenant, week: int, changes: list[Change]) -> None:
    """A bulk deletion is narrowed by its other filters and announces each event."""
    events.delete_all(tenant, Filter(sources=[("source", week)], groups=[[("type", "b")]]), Fragment("acme_Kind"))
    events.delete_all(tenant, Filter(time=Span(DAY_1 + DAY_MS)))

    assert texts(events.select(tenant, EVERYTHING)) == "A"
    assert [(change.family, change.action) for change in changes] == [("events", "DELETE")] * 2
    assert texts([change.record for change in changes]) == "BC"


def test_event_takes_its_file_along(tenant: Tenant, gate: int) -> None:
    """A deleted event leaves no file behind, however it is deleted."""
    by_id, by_filter, by_source = (sent(tenant, gate, type=name) for name in "abc")
    other = inventory.create(tenant, {}, ANA).id
    kept = sent(tenant, other)
    for record in (by_id, by_filter, by_source, kept):
        tenant.files.put(record.id, b"log")
    events.delete(tenant, str(by_id.id))
    events.delete_all(tenant, Filter(sources=[("source", gate)], groups=[[("type", "b")]]))
    events.remove_source(tenant, gate)

    assert list(tenant.files) == [kept.id]
    assert list(events.select(tenant, EVERYTHING)) == [kept]


def test_seeded_event_is_stored_as_it_is(tenant: Tenant, gate: int, changes: list[Change]) -> None:
    """A seed brings its own id and stamps, and is no news to anybody."""
    body = {"type": "t", "text": "x", "time": TIME, "creationTime": "2026-01-01T00:00:00.000Z", "lastUpdated": NOW}
    record = events.add(tenant, 6001, Draft(gate, 0, body))

    assert (record.id, record.document, changes) == (6001, body, [])
    assert list(events.select(tenant, Filter(created=Span(DAY_1, DAY_1 + 1)))) == [record]
    assert list(events.select(tenant, Filter(updated=Span(CREATED, CREATED + 1)))) == [record]
