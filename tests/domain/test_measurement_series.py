"""Series as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from mockc8y.domain import inventory, measurement_series, measurements
from mockc8y.domain.aggregation import parse_interval
from mockc8y.domain.callers import Caller
from mockc8y.domain.measurement_series import Aggregation, SeriesQuery, read
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import format_millis, parse_millis
from mockc8y.domain.units import SYSTEMS
from mockc8y.store.codec import Document
from mockc8y.store.dated_collection import Span
from mockc8y.store.series_index import SeriesName

ANA = Caller("ana", application="cockpit")
T, H = SeriesName("acme_T", "T"), SeriesName("acme_H", "H")
EVER = Span()


@pytest.fixture
def pump(tenant: Tenant) -> int:
    """Make a device and return its id."""
    return inventory.create(tenant, {"name": "Pump 7"}, ANA).id


def report(tenant: Tenant, pump: int, time: str, **fragments: Any) -> None:
    """Store a measurement."""
    measurements.create(tenant, {"source": {"id": str(pump)}, "type": "t", "time": time, **fragments}, ANA)


@pytest.fixture
def day(tenant: Tenant, pump: int) -> int:
    """Report two series at different times of a day, in a zone east of UTC."""
    report(tenant, pump, "2026-01-15T09:00:00+01:00", acme_T={"T": {"value": 20, "unit": "C"}})
    report(tenant, pump, "2026-01-15T10:00:00+01:00", acme_T={"T": {"value": 21.5, "unit": "C"}})
    report(tenant, pump, "2026-01-15T09:30:00+01:00", acme_H={"H": {"value": 40}})
    report(tenant, pump, "2026-01-15T10:00:00+01:00", acme_H={"H": {"value": 50}})
    return pump


def both(value: object) -> Document:
    """Write a value that was not aggregated."""
    return {"min": value, "max": value}


def names(found: Document) -> list[str]:
    """Return the names of the series found."""
    return [f"{series['type']}.{series['name']}" for series in found["series"]]


def test_values_stand_under_the_time_they_were_sent_with(tenant: Tenant, day: int) -> None:
    """Rows are times in their own zone, oldest first; a series without a value there has null."""
    assert read(tenant, SeriesQuery(day, EVER)) == {
        "series": [{"type": "acme_T", "name": "T", "unit": "C"}, {"type": "acme_H", "name": "H", "unit": None}],
        "values": {
            "2026-01-15T09:00:00.000+01:00": [both(20), None],
            "2026-01-15T09:30:00.000+01:00": [None, both(40)],
            "2026-01-15T10:00:00.000+01:00": [both(21.5), both(50)],
        },
        "truncated": False,
    }


@pytest.mark.parametrize("newest_first", [False, True])
def test_rows_are_in_the_order_of_time(tenant: Tenant, day: int, newest_first: bool) -> None:
    """The keys of the values come in order, as clients rely on it."""
    keys = list(read(tenant, SeriesQuery(day, EVER, newest_first=newest_first))["values"])

    assert keys == sorted(keys, reverse=newest_first)


def test_integers_stay_integers_beside_floats(tenant: Tenant, day: int) -> None:
    """A series of mixed numbers gives each as it was sent."""
    values = read(tenant, SeriesQuery(day, EVER, [T]))["values"].values()

    assert [repr(row[0]["min"]) for row in values] == ["20", "21.5"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([], ["acme_T.T", "acme_H.H"]),
        ([H], ["acme_H.H"]),
        ([H, T, H], ["acme_H.H", "acme_T.T"]),
        ([SeriesName("acme_T", "X")], []),
        ([SeriesName("acme_X", "T"), T], ["acme_T.T"]),
    ],
)
def test_series_are_those_asked_for(
    tenant: Tenant, day: int, wanted: Sequence[SeriesName], found: Sequence[str]
) -> None:
    """Named series come in the order they were named, none named means all."""
    assert names(read(tenant, SeriesQuery(day, EVER, wanted))) == found


def test_series_without_values_in_the_time_are_left_out(tenant: Tenant, day: int) -> None:
    """The end of the time asked for does not belong to it."""
    span = Span(parse_millis("2026-01-15T08:00:00Z"), parse_millis("2026-01-15T08:30:00Z"))

    found = read(tenant, SeriesQuery(day, span, [T, H]))

    assert (names(found), list(found["values"])) == (["acme_T.T"], ["2026-01-15T09:00:00.000+01:00"])


def test_source_without_measurements_has_an_empty_table(tenant: Tenant, pump: int) -> None:
    """Nothing found is no error."""
    assert read(tenant, SeriesQuery(pump, EVER)) == {"values": {}, "series": [], "truncated": False}


def test_last_of_several_values_at_one_time_stands(tenant: Tenant, pump: int) -> None:
    """A key can be there only once, so a repetition overrides."""
    for value in (1, 2):
        report(tenant, pump, "2026-01-15T09:00:00Z", acme_T={"T": {"value": value}})

    assert read(tenant, SeriesQuery(pump, EVER))["values"] == {"2026-01-15T09:00:00.000Z": [both(2)]}


def test_one_moment_in_two_zones_is_two_rows(tenant: Tenant, pump: int) -> None:
    """Rows are known by the text of their time."""
    report(tenant, pump, "2026-01-15T09:00:00Z", acme_T={"T": {"value": 1}})
    report(tenant, pump, "2026-01-15T10:00:00+01:00", acme_T={"T": {"value": 2}})

    values = read(tenant, SeriesQuery(pump, EVER))["values"]

    assert set(values) == {"2026-01-15T09:00:00.000Z", "2026-01-15T10:00:00.000+01:00"}


@pytest.fixture
def few_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lower the limit of rows."""
    monkeypatch.setattr(measurement_series, "LIMIT", 3)


@pytest.mark.usefixtures("few_rows")
@pytest.mark.parametrize(("stored", "is_truncated"), [(3, False), (4, True), (9, True)])
@pytest.mark.parametrize("newest_first", [False, True])
def test_long_table_is_cut_where_it_ends(
    tenant: Tenant, pump: int, stored: int, is_truncated: bool, newest_first: bool
) -> None:
    """Beyond the limit the answer says so, and has the rows from its start on."""
    times = [format_millis(number * 1000) for number in range(stored)]
    for number, time in enumerate(times):
        report(tenant, pump, time, acme_T={"T": {"value": number}}, acme_H={"H": {"value": -number}})

    found = read(tenant, SeriesQuery(pump, EVER, newest_first=newest_first))

    assert found["truncated"] is is_truncated
    assert list(found["values"]) == (times[::-1] if newest_first else times)[:3]
    assert all(None not in row for row in found["values"].values())


@pytest.mark.usefixtures("few_rows")
def test_values_that_share_a_time_do_not_count_twice(tenant: Tenant, pump: int) -> None:
    """The limit is one of rows."""
    for time in (1, 1, 1, 1, 1, 2, 3):
        report(tenant, pump, format_millis(time), acme_T={"T": {"value": time}})

    found = read(tenant, SeriesQuery(pump, EVER))

    assert ([row[0]["min"] for row in found["values"].values()], found["truncated"]) == ([1, 2, 3], False)


@pytest.mark.usefixtures("few_rows")
def test_aggregation_has_no_limit(tenant: Tenant, pump: int) -> None:
    """Buckets are never cut off (documentation)."""
    for number in range(9):
        report(tenant, pump, format_millis(number * 1000), acme_T={"T": {"value": number}})

    found = read(tenant, SeriesQuery(pump, EVER, aggregation=Aggregation(parse_interval("1s"))))

    assert (len(found["values"]), found["truncated"]) == (9, False)


def test_buckets_hold_the_functions_asked_for(tenant: Tenant, day: int) -> None:
    """Each cell has exactly the functions that were named; series without a value in a bucket have null."""
    aggregation = Aggregation(parse_interval("1h"), ("avg", "count"))

    found = read(tenant, SeriesQuery(day, EVER, aggregation=aggregation, newest_first=True))

    assert list(found["values"].items()) == [
        ("2026-01-15T10:00:00.000+01:00", [{"avg": 21.5, "count": 1.0}, {"avg": 50.0, "count": 1.0}]),
        ("2026-01-15T09:00:00.000+01:00", [{"avg": 20.0, "count": 1.0}, {"avg": 40.0, "count": 1.0}]),
    ]


def test_day_begins_where_the_device_is(tenant: Tenant, day: int) -> None:
    """The bucket of a day starts at midnight of the zone that the device wrote."""
    found = read(tenant, SeriesQuery(day, EVER, aggregation=Aggregation(parse_interval("1d"))))

    assert found["values"] == {
        "2026-01-15T00:00:00.000+01:00": [{"min": 20.0, "max": 21.5}, {"min": 40.0, "max": 50.0}]
    }


def test_bucket_has_only_values_of_the_time_asked_for(tenant: Tenant, day: int) -> None:
    """A bucket that starts before the time asked for is named by its start, but filled from there on."""
    span = Span(parse_millis("2026-01-15T08:30:00Z"), None)

    found = read(tenant, SeriesQuery(day, span, [T], aggregation=Aggregation(parse_interval("1d"))))

    assert found["values"] == {"2026-01-15T00:00:00.000+01:00": [{"min": 21.5, "max": 21.5}]}


def test_units_are_converted_before_anything_is_computed(tenant: Tenant, day: int) -> None:
    """Values and unit are those of the system of units; series of other units stay."""
    wanted = SeriesQuery(day, EVER, conversions=SYSTEMS["imperial"])
    aggregated = SeriesQuery(
        day, EVER, [T], aggregation=Aggregation(parse_interval("1d"), ("avg", "count")), conversions=SYSTEMS["imperial"]
    )

    found = read(tenant, wanted)

    assert [series["unit"] for series in found["series"]] == ["F", None]
    assert found["values"]["2026-01-15T10:00:00.000+01:00"] == [both(pytest.approx(70.7)), both(50)]
    assert next(iter(read(tenant, aggregated)["values"].values())) == [{"avg": pytest.approx(69.35), "count": 2.0}]


def test_converted_integer_is_no_integer_any_more(tenant: Tenant, pump: int) -> None:
    """What a conversion adds behind the point is not cut off."""
    report(tenant, pump, "2026-01-15T09:00:00Z", acme_T={"T": {"value": 21, "unit": "°C"}})
    report(tenant, pump, "2026-01-15T09:05:00Z", acme_T={"T": {"value": 20.5, "unit": "°C"}})

    found = read(tenant, SeriesQuery(pump, EVER, conversions=SYSTEMS["imperial"]))

    assert found["values"]["2026-01-15T09:00:00.000Z"] == [both(pytest.approx(69.8))]
