"""The rules of measurements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from mockc8y.domain import inventory, measurements
from mockc8y.domain.callers import Caller
from mockc8y.domain.changes import Change
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import DAY_MS, format_millis, parse_millis
from mockc8y.store.codec import Document, NotEncodable
from mockc8y.store.collection import Record
from mockc8y.store.dated_collection import Span
from mockc8y.store.series_index import SeriesName

DEVICE = Caller("device_pump-7")
ANA = Caller("ana", application="cockpit")
TIME = "2026-01-15T10:00:00.000+01:00"
ALWAYS = Span()


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


def measurement(pump: int, /, **properties: Any) -> Document:
    """Write a measurement as a client sends it."""
    return {"source": {"id": str(pump)}, "type": "acme_Pump", "time": TIME, **properties}


def sent(tenant: Tenant, pump: int, /, **properties: Any) -> Record:
    """Create a measurement."""
    return measurements.create(tenant, measurement(pump, **properties), DEVICE)


def series_of(tenant: Tenant, pump: int) -> dict[str, list[float]]:
    """Return the values of all series of a device."""
    return {".".join(name): series.between(None, None).numbers() for name, series in tenant.series.of(pump).items()}


def refusal(tenant: Tenant, document: Document) -> PlatformError:
    """Try to create a measurement and return the error."""
    with pytest.raises(PlatformError) as caught:
        measurements.create(tenant, document, DEVICE)
    assert len(tenant.measurements) == 0
    return caught.value


def test_measurement_is_kept_as_it_was_sent(tenant: Tenant, pump: int) -> None:
    """Fragments and the offset of the time stay; what is rendered is not stored."""
    record = sent(tenant, pump, acme_T={"T": {"value": 21.5, "unit": "C"}}, note="x", id="1", self="x")

    assert record.document == {
        "type": "acme_Pump",
        "time": TIME,
        "acme_T": {"T": {"value": 21.5, "unit": "C"}},
        "note": "x",
    }
    assert (record.source, format_millis(record.time)) == (pump, "2026-01-15T09:00:00.000Z")
    assert measurements.get(tenant, str(record.id)) == record


def test_repeated_measurement_is_stored_twice(tenant: Tenant, pump: int) -> None:
    """Nothing tells a repetition from a second reading."""
    assert sent(tenant, pump).id != sent(tenant, pump).id
    assert len(tenant.measurements) == 2


def test_missing_fields_are_listed(tenant: Tenant) -> None:
    """The error names every mandatory property that is missing."""
    problem = refusal(tenant, {"time": None})

    assert str(problem) == (
        "422 undefined/validationError: Following mandatory fields should be included: source,type,time"
    )


@pytest.mark.parametrize("source", [{"id": "4711"}, {"id": "pump"}, {"id": -1}, {"id": 10**30}])
def test_source_must_exist(tenant: Tenant, source: Document) -> None:
    """A source that is no managed object is refused with 422, not 404."""
    problem = refusal(tenant, {"source": source, "type": "t", "time": TIME})

    assert (problem.status, problem.code) == (422, "measurement/Unprocessable Entity")


@pytest.mark.parametrize("source", ["4711", {}, {"id": None}, []])
def test_source_must_be_an_object_with_an_id(tenant: Tenant, source: object) -> None:
    """Another form of source counts as missing."""
    assert "source" in refusal(tenant, {"source": source, "type": "t", "time": TIME}).message


@pytest.mark.parametrize(
    "time",
    [
        "yesterday",
        1700000000,
        True,
        [],
        "2026-13-01T00:00:00Z",
        "2026-01-15T10:00:00+01:00:30",
        "",
    ],
)
def test_time_must_be_iso_8601(tenant: Tenant, pump: int, time: object) -> None:
    """What is no time, or has a zone finer than minutes, is refused."""
    problem = refusal(tenant, measurement(pump, time=time))

    assert (problem.status, problem.code) == (422, "measurement/Invalid Data")


@pytest.mark.parametrize("type", ["", 7, {}, ["a"], True])
def test_type_must_be_text(tenant: Tenant, pump: int, type: object) -> None:
    """A type that could not be asked for is refused."""
    assert refusal(tenant, measurement(pump, type=type)).status == 422


@pytest.mark.parametrize(
    ("sent_time", "kept"),
    [
        ("2026-01-15", "2026-01-15T00:00:00.000Z"),
        ("2026-01-15T10:00:00", "2026-01-15T10:00:00.000Z"),
        ("2026-01-15T10:00:00Z", "2026-01-15T10:00:00.000Z"),
        ("2026-01-15T10:00:00.123456+05:30", "2026-01-15T10:00:00.123+05:30"),
        ("2026-01-15T10:00:00.5-08:00", "2026-01-15T10:00:00.500-08:00"),
        ("2026-W03-4T10:00:00.000Z", "2026-01-15T10:00:00.000Z"),
        ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
        ("0001-01-01T00:00:00.000Z", "0001-01-01T00:00:00.000Z"),
        ("9999-12-31T23:59:59.999+14:00", "9999-12-31T23:59:59.999+14:00"),
    ],
)
def test_time_has_three_digits_and_its_own_zone(tenant: Tenant, pump: int, sent_time: str, kept: str) -> None:
    """A time is answered with milliseconds, in the zone it was sent with."""
    assert sent(tenant, pump, time=sent_time).document["time"] == kept


NO_SERIES = {
    "boolean": {"value": True},
    "null": {"value": None},
    "string": {"value": "21.5"},
    "list": {"value": [1, 2]},
    "object": {"value": {"value": 1}},
    "nothing": {"unit": "C"},
    "number": 42,
    "not a number": {"value": float("nan")},
    "infinite": {"value": float("-inf")},
    "empty unit": {"value": 1, "unit": ""},
    "unit of null": {"value": 1, "unit": None},
    "unit of a number": {"value": 1, "unit": 7},
}


@pytest.mark.parametrize("entry", NO_SERIES.values(), ids=NO_SERIES)
def test_what_is_no_series_is_dropped_beside_one(tenant: Tenant, pump: int, entry: object) -> None:
    """A fragment with a valid series loses its other entries without a word (specification)."""
    record = sent(tenant, pump, acme_T={"T": {"value": 1}, "X": entry})

    assert record.document["acme_T"] == {"T": {"value": 1}}
    assert series_of(tenant, pump) == {"acme_T.T": [1]}


@pytest.mark.parametrize(
    "entry", [entry for name, entry in NO_SERIES.items() if name not in ("not a number", "infinite")]
)
def test_fragment_without_series_stays_as_it_is(tenant: Tenant, pump: int, entry: object) -> None:
    """A fragment of which nothing is a series is an ordinary property (specification)."""
    record = sent(tenant, pump, acme_T={"X": entry})

    assert record.document["acme_T"] == {"X": entry}
    assert series_of(tenant, pump) == {}


@pytest.mark.parametrize("fragment", [{}, {"id": "x"}, "text", 7, None, [{"value": 1}], True])
def test_custom_fragment_can_be_anything(tenant: Tenant, pump: int, fragment: object) -> None:
    """Markers and scalars are kept, and found by their names."""
    sent(tenant, pump, acme_Marker=fragment)

    [record] = measurements.select(tenant, Filter(groups=[[("fragment", "acme_Marker")]]))
    assert record.document["acme_Marker"] == fragment


@pytest.mark.parametrize("value", [64, 64.0, -0.0, 1e-300, 2**63 - 1, -(2**63), 2**64 - 1])
def test_number_is_kept_to_the_digit(tenant: Tenant, pump: int, value: float) -> None:
    """An integer stays an integer and a float a float."""
    record = sent(tenant, pump, acme_T={"T": {"value": value}})

    assert repr(record.document["acme_T"]["T"]["value"]) == repr(value)


def test_dots_in_names_of_fragments_are_accepted(tenant: Tenant, pump: int) -> None:
    """Java clients name fragments after their packages (seen on a real tenant)."""
    sent(tenant, pump, **{"com.acme.Temperature": {"T": {"value": 1}}})

    assert list(tenant.series.of(pump)) == [SeriesName("com.acme.Temperature", "T")]


@pytest.mark.parametrize("name", ["", "$where"])
def test_name_that_cannot_be_stored_is_refused(tenant: Tenant, pump: int, name: str) -> None:
    """Series without a name, or one that starts with a dollar sign, are refused."""
    assert refusal(tenant, measurement(pump, acme_T={name: {"value": 1}})).status == 422


def test_document_without_json_form_changes_nothing(tenant: Tenant, pump: int) -> None:
    """What cannot be written is refused before anything is stored, in a collection as well."""
    huge = measurement(pump, acme_T={"T": {"value": 2**64}})

    with pytest.raises(NotEncodable):
        measurements.create(tenant, huge, DEVICE)
    with pytest.raises(NotEncodable):
        measurements.create_all(tenant, [measurement(pump), huge], DEVICE)

    assert (len(tenant.measurements), series_of(tenant, pump)) == (0, {})


def test_collection_is_stored_in_its_order(tenant: Tenant, pump: int) -> None:
    """Many measurements at once get growing ids in the order they were sent."""
    documents = [measurement(pump, acme_T={"T": {"value": number}}) for number in (3, 1, 2)]

    records = measurements.create_all(tenant, documents, DEVICE)

    assert [record.document["acme_T"]["T"]["value"] for record in records] == [3, 1, 2]
    assert [record.id for record in records] == sorted(record.id for record in records)


@pytest.mark.parametrize("wrong", [{"type": "t"}, "text", None, {"source": {"id": "1"}, "type": "t", "time": TIME}])
def test_one_wrong_element_refuses_the_collection(tenant: Tenant, pump: int, wrong: object) -> None:
    """A collection is stored as a whole or not at all."""
    with pytest.raises(PlatformError):
        measurements.create_all(tenant, [measurement(pump), wrong], DEVICE)

    assert len(tenant.measurements) == 0


@pytest.mark.parametrize("measurement_id", ["0", "999999", "pump", ""])
def test_unknown_measurement_is_not_found(tenant: Tenant, measurement_id: str) -> None:
    """An id that names nothing answers 404, also where it is no number."""
    with pytest.raises(PlatformError, match=f"404 measurement/Not Found.*'{measurement_id}'"):
        measurements.get(tenant, measurement_id)
    with pytest.raises(PlatformError, match="404"):
        measurements.delete(tenant, measurement_id)


def test_deleted_measurement_leaves_nothing(tenant: Tenant, pump: int) -> None:
    """A measurement that is deleted is gone from its series, too, others stay."""
    gone = sent(tenant, pump, acme_T={"T": {"value": 1}, "H": {"value": 2}})
    sent(tenant, pump, acme_T={"T": {"value": 3}})

    measurements.delete(tenant, str(gone.id))

    assert series_of(tenant, pump) == {"acme_T.T": [3]}
    assert len(tenant.measurements) == 1


@pytest.fixture
def readings(tenant: Tenant, pump: int) -> Sequence[Record]:
    """Make three measurements, a day apart, of two types."""
    days = ("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z")
    types = ("a", "b", "a")
    return [
        sent(tenant, pump, time=day, type=kind, acme_T={"T": {"value": number}})
        for number, (day, kind) in enumerate(zip(days, types, strict=True))
    ]


@pytest.mark.parametrize(
    ("groups", "time", "left"),
    [
        ([], Span(until=parse_millis("2026-01-03")), [2]),
        ([[("type", "a")]], Span(until=parse_millis("2026-01-03")), [1, 2]),
        ([], Span(since=parse_millis("2026-01-02")), [0]),
    ],
)
def test_filter_is_deleted(
    tenant: Tenant, pump: int, readings: Sequence[Record], groups: list[Any], time: Span, left: list[int]
) -> None:
    """What a filter means goes, with its values; dates need not be full hours."""
    measurements.delete_matching(tenant, Filter(groups=groups, time=time))

    assert series_of(tenant, pump) == {"acme_T.T": left}
    assert list(tenant.measurements) == [readings[number] for number in left]


def test_deletion_in_bulk_needs_a_source_or_a_time(tenant: Tenant, readings: Sequence[Record]) -> None:
    """A type alone is not enough to delete by."""
    with pytest.raises(PlatformError, match=r"422 .* source, dateFrom, dateTo"):
        measurements.delete_matching(tenant, Filter(groups=[[("type", "a")]]))

    assert len(tenant.measurements) == len(readings)


def test_source_takes_its_measurements_along(tenant: Tenant, pump: int, readings: Sequence[Record]) -> None:
    """Measurements of an object that goes away are forgotten, those of others stay."""
    other = inventory.create(tenant, {}, ANA).id
    kept = sent(tenant, other, acme_T={"T": {"value": 9}})

    measurements.remove_source(tenant, pump)

    assert list(tenant.measurements) == [kept]
    assert (series_of(tenant, pump), series_of(tenant, other)) == ({}, {"acme_T.T": [9]})


def test_every_change_is_announced(tenant: Tenant, pump: int, changes: list[Change]) -> None:
    """Creation and deletion are published, with the document as it was."""
    record = sent(tenant, pump, acme_T={"T": {"value": 1}})
    measurements.delete(tenant, str(record.id))

    assert changes == [Change("measurements", "CREATE", record), Change("measurements", "DELETE", record)]


def test_listing_is_in_the_order_of_time(tenant: Tenant, readings: Sequence[Record]) -> None:
    """The newest comes first, unless the oldest is wanted."""
    assert list(measurements.select(tenant, Filter())) == list(readings)[::-1]
    assert list(measurements.select(tenant, Filter(), newest_first=False)) == list(readings)


def test_reading_by_a_device_keeps_it_available(tenant: Tenant) -> None:
    """A measurement of a device is a sign of life, one that an application sends is none."""
    watched = inventory.create(
        tenant, {"c8y_IsDevice": {}, "c8y_RequiredAvailability": {"responseInterval": 5}}, ANA
    ).id
    tenant.clock.move_to(tenant.clock.now() + DAY_MS)

    measurements.create(tenant, measurement(watched), ANA)
    assert tenant.last_messages.get(watched) != tenant.clock.now()

    sent(tenant, watched)
    assert tenant.last_messages.get(watched) == tenant.clock.now()
