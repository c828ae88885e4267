"""Measurements through pyc8y."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pyc8y import BatchError, CumulocityClient
from pyc8y.model import Measurement, celsius, percent

from mockc8y.control.mock_tenant import MockTenant

pytestmark = pytest.mark.clients

START = datetime(2026, 1, 15, 12, tzinfo=UTC)
TEN = range(10)


def counted(device: str, number: int, **values: Any) -> Measurement:
    """Make the measurement of a minute."""
    given = {"type": "acme_Count", **values}
    time = START + timedelta(minutes=number)
    return Measurement(source=device, time=time, series=("c8y_Counter.N", number, "#"), **given)


async def numbers(c8y: CumulocityClient, **filters: Any) -> list[int]:
    """Return the counters of the measurements found, all of them unless limited."""
    options = {"limit": None, **filters}
    return [number async for number in c8y.measurements.select(as_values="c8y_Counter.N.value", **options)]


async def store_ten(c8y: CumulocityClient, device: str) -> None:
    """Store a measurement in each of ten minutes."""
    await c8y.measurements.create(*(counted(device, number) for number in TEN), batch_size=10)


async def test_created_measurement_learns_its_id(c8y: CumulocityClient, device: str) -> None:
    """Values, units, time and custom fragments are stored as sent."""
    sent = Measurement(
        c8y,
        type="acme_Temp",
        source=device,
        time=START,
        acme_Temp={"T": celsius(21.5), "H": percent(40)},
        marker={"id": "x"},
    )

    await sent.create()

    read = await c8y.measurements.get(sent.id)
    assert (read.type, read.source, read.datetime, read["marker"]) == ("acme_Temp", device, START, {"id": "x"})
    assert read["acme_Temp"] == {"T": {"value": 21.5, "unit": "°C"}, "H": {"value": 40, "unit": "%"}}
    assert read.get_series() == ["acme_Temp.T", "acme_Temp.H"]


async def test_time_keeps_its_offset(c8y: CumulocityClient, device: str) -> None:
    """The sender's zone comes back with three fractional digits."""
    made = Measurement(c8y, type="a", source=device, time="2026-01-15T13:00:00+02:00", series=("a_A.X", 1))

    await made.create()

    assert made.time == "2026-01-15T13:00:00.000+02:00"


@pytest.mark.parametrize("options", [{}, {"workers": 3}, {"batch_size": 4}, {"batch_size": 4, "workers": 2}], ids=str)
async def test_collection_is_created_one_by_one_or_in_batches(
    c8y: CumulocityClient, device: str, options: dict[str, int]
) -> None:
    """However they are sent, all are stored."""
    await c8y.measurements.create(*(counted(device, number) for number in TEN), **options)

    assert sorted(await numbers(c8y, source=device)) == list(TEN)


@pytest.mark.parametrize("options", [{}, {"batch_size": 3}, {"batch_size": 3, "workers": 2}], ids=str)
async def test_bulk_returns_what_it_created(c8y: CumulocityClient, device: str, options: dict[str, int]) -> None:
    """The answer has the measurements with their ids in the order sent."""
    made = await c8y.measurements.create_bulk(*(counted(device, number) for number in TEN), **options)

    assert [item["c8y_Counter.N.value"] for item in made] == list(TEN)
    assert [(await c8y.measurements.get(item.id)).datetime for item in made] == [item.datetime for item in made]


async def test_collection_with_a_wrong_item_is_refused_whole(c8y: CumulocityClient, device: str) -> None:
    """One unknown source keeps its batch from being stored, and no other."""
    right, wrong = counted(device, 1), counted("4711", 2)

    with pytest.raises(ValueError, match="Status: 422"):
        await c8y.measurements.create_bulk(right, wrong)
    with pytest.raises(BatchError) as failed:
        await c8y.measurements.create(right, wrong, counted(device, 3), batch_size=2, workers=2)

    assert [len(context.item) for context in failed.value.contexts] == [2]
    assert await numbers(c8y) == [3]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"type": "acme_A"}, 2),
        ({"type": "acme_a"}, 0),
        ({"value_fragment_type": "acme_Temp"}, 2),
        ({"value_fragment_type": "acme_Temp", "value_fragment_series": "H"}, 1),
        ({"series": "acme_Temp.T"}, 2),
        ({"series": "acme_Temp.X"}, 0),
        ({"value_fragment_series": "P"}, 1),
        ({"type": "acme_B", "series": "acme_Temp.T"}, 1),
        ({"after": START + timedelta(minutes=2)}, 1),
        ({"before": START + timedelta(minutes=2)}, 2),
        ({"date_from": START, "date_to": START + timedelta(minutes=1)}, 1),
        ({"after": "2026-01-15T12:01:00Z", "before": "2026-01-15T12:02:00Z"}, 1),
        ({"after": "2026-01-15", "before": "2026-01-16"}, 3),
        ({"min_age": "1s"}, 3),
        ({"max_age": timedelta(minutes=1)}, 0),
    ],
    ids=str,
)
async def test_filter_selects_and_counts(
    c8y: CumulocityClient, device: str, filters: dict[str, Any], count: int
) -> None:
    """Each filter, alone and beside others, means the same to `select` and `get_count`."""
    other = await (await c8y.inventory.get(device)).create(copy=True)
    temperature, later = ("acme_Temp.T", 1, "C"), START + timedelta(minutes=2)
    await c8y.measurements.create(
        Measurement(type="acme_A", source=device, time=START, series=[temperature, ("acme_Temp.H", 2)]),
        Measurement(type="acme_A", source=device, time=START + timedelta(minutes=1), series=("acme_Flow.P", 3)),
        Measurement(type="acme_B", source=other.id, time=later, series=temperature),
    )

    assert len(await c8y.measurements.get_all(**filters)) == count
    assert await c8y.measurements.get_count(**filters) == count


async def test_source_and_expression_select(c8y: CumulocityClient, device: str) -> None:
    """Measurements of other devices are left out; a ready expression replaces all filters."""
    await store_ten(c8y, device)
    other = await (await c8y.inventory.get(device)).create(copy=True)
    await c8y.measurements.create(counted(other.id, 99))

    assert await numbers(c8y, source=other.id) == [99]
    assert await numbers(c8y, source="4711") == []
    assert await c8y.measurements.get_count(source=device) == 10
    assert await numbers(c8y, expression=f"source={other.id}&type=acme_Count") == [99]
    assert await c8y.measurements.get_count(f"source={device}") == 10


async def test_age_is_measured_from_now(c8y: CumulocityClient, device: str) -> None:
    """`max_age` finds what is young, `min_age` what is old, given in the client's own short form."""
    for hours, number in ((1, 1), (10, 2)):
        made = counted(device, number)
        made.time = datetime.now(UTC) - timedelta(hours=hours)
        await c8y.measurements.create(made)

    assert await numbers(c8y, max_age="5h") == [1]
    assert await numbers(c8y, min_age="5:00") == [2]


@pytest.mark.parametrize(
    ("options", "order"),
    [
        ({}, TEN[::-1]),
        ({"asc": True}, TEN),
        ({"asc": False}, TEN[::-1]),
        ({"revert": True}, TEN[::-1]),
        ({"revert": False}, TEN),
        ({"asc": True, "page_size": 2, "workers": 4}, TEN),
    ],
    ids=str,
)
async def test_order_is_by_time(c8y: CumulocityClient, device: str, options: dict[str, Any], order: range) -> None:
    """With time series the default order is newest first; the client's `asc` sends `revert=false`."""
    await store_ten(c8y, device)

    assert await numbers(c8y, source=device, **options) == list(order)


async def test_legacy_tenant_lists_the_oldest_first(c8y: CumulocityClient, c8y_mock: MockTenant, device: str) -> None:
    """Without time series only the default order is the other way round, as the client supposes."""
    c8y_mock.tenant.options.put(("configuration", "timeseries.mongodb.collections.mode"), "DISABLED")
    await store_ten(c8y, device)

    assert await numbers(c8y) == await numbers(c8y, asc=True) == list(TEN)
    assert await numbers(c8y, asc=False) == list(TEN[::-1])
    assert await c8y.measurements.get_last(as_values="c8y_Counter.N.value") == 9


async def test_pages_and_limits(c8y: CumulocityClient, device: str) -> None:
    """All pages together give all; a page by number gives that page; five are the client's default."""
    await store_ten(c8y, device)

    assert await numbers(c8y, page_size=3) == list(TEN[::-1])
    assert await numbers(c8y, page_size=3, page_number=2) == [6, 5, 4]
    assert await numbers(c8y, page_size=3, limit=4) == [9, 8, 7, 6]
    assert len(await c8y.measurements.get_all()) == 5


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({}, 9),
        ({"before": START + timedelta(minutes=4)}, 3),
        ({"date_to": "2026-01-15T12:04:00.001Z"}, 4),
        ({"min_age": "1d"}, 9),
        ({"series": "c8y_Counter.N", "type": "acme_Count"}, 9),
    ],
    ids=str,
)
async def test_last_measurement_of_a_selection(
    c8y: CumulocityClient, device: str, filters: dict[str, Any], number: int
) -> None:
    """`get_last` goes by time, not by creation, and takes filters and an exclusive upper bound."""
    await store_ten(c8y, device)
    await c8y.measurements.create(counted(device, -5))

    last = await c8y.measurements.get_last(source=device, **filters)

    assert last["c8y_Counter.N.value"] == number
    assert await c8y.measurements.get_last(source=device, as_values="c8y_Counter.N.value", **filters) == number


async def test_last_measurement_by_expression(c8y: CumulocityClient, device: str) -> None:
    """The client accepts a single measurement's media type there, and gets a collection."""
    await store_ten(c8y, device)

    last = await c8y.measurements.get_last(f"source={device}&dateFrom=1970-01-01&revert=true")

    assert last["c8y_Counter.N.value"] == 9


async def test_no_last_measurement_is_none(c8y: CumulocityClient, device: str) -> None:
    """Where nothing fits there is no last one."""
    assert await c8y.measurements.get_last(source=device) is None


async def test_latest_of_each_type_are_skimmed(c8y: CumulocityClient, device: str) -> None:
    """One of each type, the newest."""
    await c8y.measurements.create(*(counted(device, n, type=f"acme_{n % 3}") for n in TEN))

    latest = await c8y.measurements.skim_latest(device)

    found = {name: item["c8y_Counter.N.value"] for name, item in latest.items()}
    assert found == {"acme_0": 9, "acme_1": 7, "acme_2": 8}


async def test_measurements_are_deleted_by_filter(c8y: CumulocityClient, device: str) -> None:
    """Source or date bound a deletion; type, fragment and time narrow it."""
    await c8y.measurements.create(
        *(counted(device, 60 * hour) for hour in range(4)),
        counted(device, 1, type="acme_Other"),
        counted(device, 2, acme_Tag={"X": {"value": 1}}),
    )

    await c8y.measurements.delete_by(source=device, type="acme_Other")
    await c8y.measurements.delete_by(source=device, fragment="acme_Tag")
    await c8y.measurements.delete_by(after=START + timedelta(hours=1), before=START + timedelta(hours=3))

    assert await numbers(c8y) == [180, 0]


async def test_deleting_without_a_bound_is_refused(c8y: CumulocityClient, device: str) -> None:
    """A type alone does not bound a deletion."""
    await store_ten(c8y, device)

    with pytest.raises(ValueError, match="Status: 422"):
        await c8y.measurements.delete_by(type="acme_Count")

    assert await c8y.measurements.get_count() == 10


async def test_measurements_are_deleted_by_id(c8y: CumulocityClient, device: str) -> None:
    """An instance and the collection delete one at a time, also in parallel."""
    made = await c8y.measurements.create_bulk(*(counted(device, number) for number in range(4)))

    await made[0].delete()
    await c8y.measurements.delete(made[1], made[2].id, workers=2)

    assert await numbers(c8y) == [3]
    with pytest.raises(KeyError):
        await c8y.measurements.get(made[0].id)


@pytest.mark.parametrize("missing", ["type", "time"])
async def test_mandatory_property_is_asked_for(c8y: CumulocityClient, device: str, missing: str) -> None:
    """Without type or time the platform names what is missing."""
    given = {"type": "a", "time": START} | {missing: None}

    with pytest.raises(ValueError, match=f"422[\\s\\S]*mandatory fields should be included: {missing}"):
        await Measurement(c8y, source=device, series=("a_A.X", 1), **given).create()
