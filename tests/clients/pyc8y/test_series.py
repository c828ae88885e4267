"""Series of measurements through pyc8y."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pyc8y import CumulocityClient
from pyc8y.model import AggregationType, Measurement

pytestmark = pytest.mark.clients

START = datetime(2026, 1, 15, 12, tzinfo=UTC)
ALL_TIME = {"after": "1970-01-01", "before": "now"}
COUNTER, V1, V2 = "c8y_Counter.N", "c8y_Integers.V1", "c8y_Integers.V2"


async def store(c8y: CumulocityClient, device: str) -> None:
    """Store a counter every 5 minutes of 2 hours and two values every 10 minutes, half a minute off."""
    counter = [
        Measurement(type="a", source=device, time=START + timedelta(minutes=5 * n), series=(COUNTER, n, "#"))
        for n in range(24)
    ]
    integers = [
        Measurement(
            type="b",
            source=device,
            time=START + timedelta(minutes=10 * n, seconds=30),
            series=[(V1, n, "C"), (V2, 2 * n)],
        )
        for n in range(12)
    ]
    await c8y.measurements.create(*counter, *integers, batch_size=100)


async def test_one_series_is_described_and_listed(c8y: CumulocityClient, device: str) -> None:
    """Without aggregation minimum and maximum are the value, oldest first."""
    await store(c8y, device)

    found = await c8y.measurements.get_series(source=device, series=COUNTER, **ALL_TIME)

    assert [(spec.series, spec.unit) for spec in found.specs] == [(COUNTER, "#")]
    assert not found.truncated
    assert next(iter(found.values.items())) == ("2026-01-15T12:00:00.000Z", [{"min": 0, "max": 0}])
    assert found.values_of(value="max") == list(range(24))


async def test_values_are_collected_in_rows(c8y: CumulocityClient, device: str) -> None:
    """Each row has a place for each value of each series, `None` where there is a gap."""
    await store(c8y, device)

    found = await c8y.measurements.get_series(source=device, series=[COUNTER, V1, V2], **ALL_TIME)

    assert found.collect(value="min")[:3] == [(0, None, None), (None, 0, 0), (1, None, None)]
    assert found.collect(series=V2)[:2] == [(None, None), (0, 0)]
    assert found.values_of(V2, "max") == [2 * n for n in range(12)]
    assert {len(row) for row in found.values.values()} == {3}


@pytest.mark.parametrize(
    ("timestamps", "first"),
    [(True, "2026-01-15T12:00:00.000Z"), ("datetime", START), ("epoch", START.timestamp())],
)
async def test_rows_come_with_timestamps(
    c8y: CumulocityClient, device: str, timestamps: bool | str, first: object
) -> None:
    """As text, as `datetime` or as seconds since 1970."""
    await store(c8y, device)

    rows = await c8y.measurements.collect_series(
        source=device, series=[COUNTER, V1], value="min", timestamps=timestamps, **ALL_TIME
    )

    assert rows[0] == (first, 0, None)
    assert len(rows) == 36


async def test_all_series_are_returned_unless_named(c8y: CumulocityClient, device: str) -> None:
    """Without `series` every series of the source takes part."""
    await store(c8y, device)

    found = await c8y.measurements.get_series(source=device, **ALL_TIME)

    assert {spec.series for spec in found.specs} == {COUNTER, V1, V2}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"after": START + timedelta(minutes=100), "before": START + timedelta(minutes=115)}, [20, 21, 22]),
        ({"date_from": START, "date_to": START + timedelta(minutes=10)}, [0, 1]),
        ({"min_age": "1d", "after": START + timedelta(minutes=110)}, [22, 23]),
        ({**ALL_TIME, "asc": False}, list(range(23, -1, -1))),
        ({**ALL_TIME, "asc": True}, list(range(24))),
        ({**ALL_TIME, "revert": True}, list(range(23, -1, -1))),
    ],
    ids=str,
)
async def test_bounds_and_order(
    c8y: CumulocityClient, device: str, options: dict[str, Any], expected: list[int]
) -> None:
    """The lower bound is inclusive, the upper one exclusive; the order of the keys is that of time."""
    await store(c8y, device)

    found = await c8y.measurements.get_series(source=device, series=COUNTER, **options)

    assert found.values_of(value="min") == expected


async def test_expression_is_sent_as_it_is(c8y: CumulocityClient, device: str) -> None:
    """A ready query string replaces all other filters."""
    await store(c8y, device)
    query = f"source={device}&dateFrom=2026-01-15T12:00:00Z&dateTo=2026-01-15T12:10:00Z&series={COUNTER}"

    assert (await c8y.measurements.get_series(query)).values_of(value="max") == [0, 1]


@pytest.mark.parametrize(
    ("aggregation", "rows"),
    [(AggregationType.DAILY, 1), (AggregationType.HOURLY, 2), (AggregationType.MINUTELY, 24)],
)
async def test_buckets_are_those_that_hold_values(
    c8y: CumulocityClient, device: str, aggregation: AggregationType, rows: int
) -> None:
    """Each bucket has smallest and largest value; empty ones are left out."""
    await store(c8y, device)

    found = await c8y.measurements.get_series(source=device, series=COUNTER, aggregation=aggregation, **ALL_TIME)

    assert len(found.values) == rows
    assert (min(found.values_of(value="min")), max(found.values_of(value="max"))) == (0, 23)


@pytest.mark.parametrize(
    ("function", "first"),
    [("min", 0), ("max", 5), ("avg", 2.5), ("sum", 15), ("count", 6), ("stdDevPop", 1.70783), ("stdDevSamp", 1.87083)],
)
async def test_function_of_an_interval(c8y: CumulocityClient, device: str, function: str, first: float) -> None:
    """Each function gives one float per interval under its own name."""
    await store(c8y, device)

    found = await c8y.measurements.get_series(
        source=device, series=COUNTER, aggregation_function=function, aggregation_interval="30m", **ALL_TIME
    )

    values = found.values_of()
    assert len(values) == 4
    assert values[0] == pytest.approx(first, abs=1e-5)
    assert {type(value) for value in values} == {float}


async def test_several_functions_at_once(c8y: CumulocityClient, device: str) -> None:
    """Exactly the functions asked for come back."""
    await store(c8y, device)

    rows = await c8y.measurements.collect_series(
        source=device,
        series=[COUNTER, V2],
        aggregation_function=["avg", "count"],
        aggregation_interval="1h",
        value=["avg", "count"],
        **ALL_TIME,
    )

    assert rows == [(5.5, 12.0, 5.0, 6.0), (17.5, 12.0, 17.0, 6.0)]


async def test_function_without_an_interval_is_refused(c8y: CumulocityClient, device: str) -> None:
    """Functions need an interval: 400."""
    with pytest.raises(ValueError, match="Status: 400"):
        await c8y.measurements.get_series(source=device, aggregation_function="avg", **ALL_TIME)


async def test_missing_bounds_are_refused(c8y: CumulocityClient, device: str) -> None:
    """Source and both dates are mandatory: 422."""
    with pytest.raises(ValueError, match="Status: 422"):
        await c8y.measurements.get_series(source=device)
    with pytest.raises(ValueError, match="Status: 422"):
        await c8y.measurements.get_series(**ALL_TIME)


async def test_source_without_measurements_has_no_series(c8y: CumulocityClient, device: str) -> None:
    """No data is no error."""
    found = await c8y.measurements.get_series(source=device, **ALL_TIME)

    assert dict(found) == {"series": [], "values": {}, "truncated": False}
