"""Series of measurements through c8y_api."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from c8y_api import CumulocityApi
from c8y_api.model import Celsius, Count, Measurement, Percentage

pytestmark = pytest.mark.clients

START = datetime(2026, 1, 15, 12, tzinfo=UTC)
ALL_TIME = {"after": "1970-01-01", "before": "now"}
COUNTER, V1, V2 = "c8y_Counter.N", "c8y_Integers.V1", "c8y_Integers.V2"


@pytest.fixture
def source(c8y: CumulocityApi, device: str) -> str:
    """Give a device with a counter every 5 minutes of 2 hours and two values every 10 minutes, half a minute off."""
    counter = [
        Measurement(type="acme_C", source=device, time=START + timedelta(minutes=5 * n), c8y_Counter={"N": Count(n)})
        for n in range(24)
    ]
    integers = [
        Measurement(
            type="acme_I",
            source=device,
            time=START + timedelta(minutes=10 * n, seconds=30),
            c8y_Integers={"V1": Celsius(n), "V2": Percentage(2 * n)},
        )
        for n in range(12)
    ]
    c8y.measurements.create(*counter, *integers)
    return device


def test_one_series_is_described_and_listed(c8y: CumulocityApi, source: str) -> None:
    """Without aggregation minimum and maximum are the value, oldest first."""
    found = c8y.measurements.get_series(source=source, series=COUNTER, **ALL_TIME)

    assert [(spec.series, spec.unit) for spec in found.specs] == [(COUNTER, "#")]
    assert not found.truncated
    assert next(iter(found["values"].items())) == ("2026-01-15T12:00:00.000Z", [{"min": 0, "max": 0}])
    assert found.collect(COUNTER, "min") == list(range(24))


@pytest.mark.parametrize("value", ["min", "max"])
def test_values_of_one_series_are_collected(c8y: CumulocityApi, source: str, value: str) -> None:
    """A name and a kind of value give a plain list without gaps."""
    found = c8y.measurements.get_series(source=source, series=[COUNTER, V1, V2], **ALL_TIME)

    assert found.collect(series=V1, value=value) == list(range(12))


def test_both_values_are_collected_as_pairs(c8y: CumulocityApi, source: str) -> None:
    """Without a kind of value each entry is a tuple."""
    found = c8y.measurements.get_series(source=source, series=COUNTER, **ALL_TIME)

    assert found.collect(COUNTER) == [(n, n) for n in range(24)]


def test_values_come_with_timestamps(c8y: CumulocityApi, source: str) -> None:
    """As text, as `datetime` or as seconds since 1970."""
    found = c8y.measurements.get_series(source=source, series=COUNTER, **ALL_TIME)

    assert found.collect(COUNTER, "min", timestamps=True)[1] == ("2026-01-15T12:05:00.000Z", 1)
    assert found.collect(COUNTER, "min", timestamps="datetime")[1] == (START + timedelta(minutes=5), 1)
    assert found.collect(COUNTER, "min", timestamps="epoch")[1] == (START.timestamp() + 300, 1)


def test_several_series_are_aligned_with_gaps(c8y: CumulocityApi, source: str) -> None:
    """A moment at which a series has no value shows `None` in its place, also at the end."""
    rows = c8y.measurements.collect_series(
        source=source, series=[COUNTER, V1, V2], value="min", timestamps=True, **ALL_TIME
    )

    assert len(rows) == 36
    assert rows[:3] == [
        ("2026-01-15T12:00:00.000Z", 0, None, None),
        ("2026-01-15T12:00:30.000Z", None, 0, 0),
        ("2026-01-15T12:05:00.000Z", 1, None, None),
    ]


def test_every_row_has_a_place_for_every_series(c8y: CumulocityApi, source: str) -> None:
    """The arrays are as long as the list of series; a missing value is `null`."""
    found = c8y.measurements.get_series(source=source, series=[COUNTER, V1, V2], **ALL_TIME)

    assert {len(row) for row in found["values"].values()} == {3}
    assert found["values"]["2026-01-15T12:05:00.000Z"] == [{"min": 1, "max": 1}, None, None]


def test_series_of_one_moment_share_a_row(c8y: CumulocityApi, source: str) -> None:
    """Values of two series at the same time are merged under one key."""
    rows = c8y.measurements.collect_series(source=source, series=[V1, V2], value="max", **ALL_TIME)

    assert rows == [(n, 2 * n) for n in range(12)]


def test_all_series_are_returned_unless_named(c8y: CumulocityApi, source: str) -> None:
    """Without `series` every series of the source takes part."""
    found = c8y.measurements.get_series(source=source, **ALL_TIME)

    assert {spec.series for spec in found.specs} == {COUNTER, V1, V2}
    assert len(found.collect(value="min")) == 36


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({"after": START + timedelta(minutes=100), "before": START + timedelta(minutes=115)}, [20, 21, 22]),
        ({"after": "2026-01-15T13:50:00Z", "before": "2026-01-15T14:00:00Z"}, [22, 23]),
        ({"min_age": timedelta(days=1), "after": START + timedelta(minutes=110)}, [22, 23]),
        ({"date_from": START, "date_to": START + timedelta(minutes=10)}, [0, 1]),
        ({"before": START, "after": "1970-01-01"}, []),
    ],
    ids=str,
)
def test_series_are_bounded_by_time(
    c8y: CumulocityApi, source: str, bounds: dict[str, Any], expected: list[int]
) -> None:
    """The lower bound is inclusive, the upper one exclusive."""
    found = c8y.measurements.get_series(source=source, series=COUNTER, **bounds)

    assert [row[0]["min"] for row in found["values"].values()] == expected


def test_reversed_series_start_with_the_newest(c8y: CumulocityApi, source: str) -> None:
    """The order of the keys is the order of time, turned around on request."""
    values = c8y.measurements.collect_series(source=source, series=COUNTER, value="min", reverse=True, **ALL_TIME)

    assert values == list(range(23, -1, -1))


def test_expression_is_sent_as_it_is(c8y: CumulocityApi, source: str) -> None:
    """A ready query string replaces all other filters."""
    query = f"source={source}&dateFrom=2026-01-15T12:00:00Z&dateTo=2026-01-15T12:10:00Z&series={COUNTER}"

    assert c8y.measurements.get_series(expression=query).collect(COUNTER, "max") == [0, 1]


def test_hours_are_aggregated(c8y: CumulocityApi, source: str) -> None:
    """`HOURLY` gives smallest and largest value of each full hour."""
    found = c8y.measurements.get_series(source=source, series=[COUNTER, V1], aggregation="HOURLY", **ALL_TIME)

    assert list(found["values"].items()) == [
        ("2026-01-15T12:00:00.000Z", [{"min": 0, "max": 11}, {"min": 0, "max": 5}]),
        ("2026-01-15T13:00:00.000Z", [{"min": 12, "max": 23}, {"min": 6, "max": 11}]),
    ]


@pytest.mark.parametrize(("aggregation", "rows"), [("DAILY", 1), ("HOURLY", 2), ("MINUTELY", 24)])
def test_buckets_are_those_that_hold_values(c8y: CumulocityApi, source: str, aggregation: str, rows: int) -> None:
    """Empty buckets are left out."""
    found = c8y.measurements.get_series(source=source, series=COUNTER, aggregation=aggregation, **ALL_TIME)

    assert len(found["values"]) == rows


@pytest.mark.parametrize(
    ("function", "first"),
    [("min", 0), ("max", 5), ("avg", 2.5), ("sum", 15), ("count", 6), ("stdDevPop", 1.70783), ("stdDevSamp", 1.87083)],
)
def test_function_of_an_interval(c8y: CumulocityApi, source: str, function: str, first: float) -> None:
    """Each function gives one float per interval under its own name."""
    found = c8y.measurements.get_series(
        source=source, series=COUNTER, aggregation_function=function, aggregation_interval="30m", **ALL_TIME
    )

    rows = [row[0] for row in found["values"].values()]
    assert [list(row) for row in rows] == [[function]] * 4
    assert rows[0][function] == pytest.approx(first, abs=1e-5)
    assert isinstance(rows[0][function], float)


def test_several_functions_at_once(c8y: CumulocityApi, source: str) -> None:
    """Exactly the functions asked for come back."""
    found = c8y.measurements.get_series(
        source=source,
        series=[COUNTER, V2],
        aggregation_function=["avg", "count"],
        aggregation_interval="1h",
        **ALL_TIME,
    )

    assert list(found["values"].values()) == [
        [{"avg": 5.5, "count": 12.0}, {"avg": 5.0, "count": 6.0}],
        [{"avg": 17.5, "count": 12.0}, {"avg": 17.0, "count": 6.0}],
    ]
    assert found.collect(COUNTER, "avg") == [5.5, 17.5]


def test_interval_alone_gives_minimum_and_maximum(c8y: CumulocityApi, source: str) -> None:
    """Without functions an interval gives both ends, and it wins over the type."""
    found = c8y.measurements.get_series(
        source=source, series=COUNTER, aggregation="DAILY", aggregation_interval="1h", **ALL_TIME
    )

    assert [row[0] for row in found["values"].values()] == [{"min": 0, "max": 11}, {"min": 12, "max": 23}]


def test_function_without_an_interval_is_refused(c8y: CumulocityApi, source: str) -> None:
    """Functions need an interval: 400."""
    with pytest.raises(ValueError, match="Status: 400"):
        c8y.measurements.get_series(source=source, series=COUNTER, aggregation_function="avg", **ALL_TIME)


def test_missing_bounds_are_refused(c8y: CumulocityApi, source: str) -> None:
    """Source and both dates are mandatory: 422."""
    with pytest.raises(ValueError, match="Status: 422"):
        c8y.measurements.get_series(source=source, series=COUNTER)
    with pytest.raises(ValueError, match="Status: 422"):
        c8y.measurements.get_series(series=COUNTER, **ALL_TIME)


def test_unknown_source_is_a_key_error(c8y: CumulocityApi) -> None:
    """Whether the source exists is looked at first: 404."""
    with pytest.raises(KeyError):
        c8y.measurements.get_series(source="4711", **ALL_TIME)


def test_first_row_has_the_first_series(c8y: CumulocityApi, device: str) -> None:
    """Series that are not named are listed as they appear, since the client looks for its keys in the first place."""
    for minute, name in enumerate(("zeta_Z", "alpha_A")):
        time = START + timedelta(minutes=minute)
        Measurement(c8y, type="a", source=device, time=time, **{name: {"X": Count(minute)}}).create()

    rows = c8y.measurements.collect_series(source=device, **ALL_TIME)

    assert rows == [((0, 0), None), (None, (1, 1))]


def test_many_values_are_cut_off(c8y: CumulocityApi, device: str) -> None:
    """At most 5000 values come back without aggregation, and the answer says that there are more."""
    c8y.measurements.create(
        *(
            Measurement(type="a", source=device, time=START + timedelta(seconds=n), c8y_Counter={"N": Count(n)})
            for n in range(5001)
        )
    )

    found = c8y.measurements.get_series(source=device, series=COUNTER, **ALL_TIME)
    daily = c8y.measurements.get_series(source=device, series=COUNTER, aggregation="DAILY", **ALL_TIME)

    assert found.truncated
    assert len(found["values"]) == 5000
    assert not daily.truncated


def test_series_without_a_unit_still_has_the_key(c8y: CumulocityApi, device: str) -> None:
    """The client reads `unit` of every series."""
    c8y.measurements.create(Measurement(type="a", source=device, time=START, acme_A={"X": {"value": 1}}))

    [spec] = c8y.measurements.get_series(source=device, series="acme_A.X", **ALL_TIME).specs

    assert spec.unit is None


def test_source_without_measurements_has_no_series(c8y: CumulocityApi, device: str) -> None:
    """No data is no error."""
    found = c8y.measurements.get_series(source=device, **ALL_TIME)

    assert dict(found) == {"series": [], "values": {}, "truncated": False}


def test_deleted_measurements_leave_their_series(c8y: CumulocityApi, source: str) -> None:
    """What is deleted is no longer in a series."""
    c8y.measurements.delete_by(source=source, type="acme_C", before=START + timedelta(hours=1))

    left = c8y.measurements.collect_series(source=source, series=COUNTER, value="min", **ALL_TIME)
    assert left == list(range(12, 24))
