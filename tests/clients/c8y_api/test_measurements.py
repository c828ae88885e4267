"""Measurements through c8y_api."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from c8y_api import CumulocityApi
from c8y_api.model import Celsius, Count, Grams, Measurement, Percentage

from mockc8y.control.mock_tenant import MockTenant

pytestmark = pytest.mark.clients

START = datetime(2026, 1, 15, 12, tzinfo=UTC)


def counted(device: str, number: int, **values: Any) -> Measurement:
    """Make the measurement of a minute."""
    time = START + timedelta(minutes=number)
    return Measurement(type="acme_Count", source=device, time=time, c8y_Counter={"N": Count(number)}, **values)


@pytest.fixture
def ten(c8y: CumulocityApi, device: str) -> str:
    """Give the id of a device with a measurement in each of ten minutes."""
    c8y.measurements.create(*(counted(device, number) for number in range(10)))
    return device


def numbers(c8y: CumulocityApi, **filters: Any) -> list[int]:
    """Return the counters of the measurements found."""
    return [int(number) for number in c8y.measurements.select(as_values="c8y_Counter.N.value", **filters)]


def test_created_measurement_comes_back_with_an_id(c8y: CumulocityApi, device: str) -> None:
    """Values, units, time and custom fragments are stored as sent."""
    sent = Measurement(
        c8y,
        type="acme_Temp",
        source=device,
        time=START,
        acme_Temp={"T": Celsius(21.5), "H": Percentage(40)},
        marker={"id": "x"},
    )

    made = sent.create()

    read = c8y.measurements.get(made.id)
    assert (read.type, read.source, read.datetime, read.marker.id) == ("acme_Temp", device, START, "x")
    assert read["acme_Temp"] == {"T": {"value": 21.5, "unit": "°C"}, "H": {"value": 40, "unit": "%"}}


def test_series_of_a_measurement_are_named(c8y: CumulocityApi, device: str) -> None:
    """The client lists fragment and series of what it has read."""
    made = Measurement(c8y, type="a", source=device, time=START, acme_A={"X": Grams(1), "Y": Grams(2)}).create()

    assert made.get_series() == ["acme_A.X", "acme_A.Y"]


def test_integers_stay_integers(c8y: CumulocityApi, device: str) -> None:
    """64 and 64.0 are told apart."""
    values: dict[str, dict[str, float]] = {
        "I": {"value": 64},
        "F": {"value": 64.0},
        "L": {"value": 2**53 + 1},
        "N": {"value": -1e-7},
    }

    made = Measurement(c8y, type="a", source=device, time=START, acme_A=values).create()

    read = c8y.get(f"/measurement/measurements/{made.id}")["acme_A"]
    assert {name: repr(entry["value"]) for name, entry in read.items()} == {
        name: repr(entry["value"]) for name, entry in values.items()
    }


def test_time_keeps_its_offset(c8y: CumulocityApi, device: str) -> None:
    """The sender's zone comes back with three fractional digits."""
    made = Measurement(c8y, type="a", source=device, time="2026-01-15T13:00:00+02:00", acme_A={"X": Grams(1)}).create()

    assert made.time == "2026-01-15T13:00:00.000+02:00"


def test_missing_time_is_filled_in_by_the_client(c8y: CumulocityApi, device: str) -> None:
    """Without a time the client sends its own."""
    made = Measurement(c8y, type="a", source=device, acme_A={"X": Grams(1)}).create()

    assert abs(made.datetime - datetime.now(UTC)) < timedelta(minutes=1)


def test_collection_is_created_in_one_request(c8y: CumulocityApi, device: str) -> None:
    """`measurements.create` sends a collection; each item is stored, also a repeated one."""
    same = counted(device, 1)

    c8y.measurements.create(same, same, counted(device, 2))

    assert c8y.measurements.get_count(source=device) == 3


def test_collection_with_a_wrong_item_is_refused_whole(c8y: CumulocityApi, device: str) -> None:
    """One unknown source keeps all of them from being stored."""
    with pytest.raises(ValueError, match="Status: 422"):
        c8y.measurements.create(counted(device, 1), counted("4711", 2))

    assert c8y.measurements.get_all() == []


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"type": "acme_A"}, 2),
        ({"type": "acme_a"}, 0),
        ({"value_fragment_type": "acme_Temp"}, 2),
        ({"value_fragment_type": "acme_Temp", "value_fragment_series": "H"}, 1),
        ({"series": "acme_Temp.T"}, 2),
        ({"series": "acme_Temp"}, 2),
        ({"series": "acme_Temp.X"}, 0),
        ({"value_fragment_series": "P"}, 1),
        ({"type": "acme_B", "series": "acme_Temp.T"}, 1),
        ({"after": START + timedelta(minutes=2)}, 1),
        ({"before": START + timedelta(minutes=2)}, 2),
        ({"date_from": START, "date_to": START + timedelta(minutes=1)}, 1),
        ({"after": "2026-01-15T12:01:00.000Z", "before": "2026-01-15T12:02:00.000Z"}, 1),
        ({"after": "2026-01-15", "before": "2026-01-16"}, 3),
        ({"min_age": timedelta(0, 1)}, 3),
        ({"max_age": timedelta(minutes=1)}, 0),
        ({"expression": "type=acme_A&valueFragmentType=acme_Flow"}, 1),
    ],
    ids=str,
)
def test_filter_selects_and_counts(c8y: CumulocityApi, device: str, filters: dict[str, Any], count: int) -> None:
    """Each filter, alone and beside others, means the same to `select` and `get_count`."""
    other = c8y.inventory.get(device).create().id
    c8y.measurements.create(
        Measurement(type="acme_A", source=device, time=START, acme_Temp={"T": Celsius(1), "H": Percentage(2)}),
        Measurement(
            type="acme_A", source=device, time=START + timedelta(minutes=1), acme_Flow={"P": Count(3)}, acme_Tag="x"
        ),
        Measurement(type="acme_B", source=other, time=START + timedelta(minutes=2), acme_Temp={"T": Celsius(4)}),
    )

    assert len(c8y.measurements.get_all(**filters)) == count
    assert c8y.measurements.get_count(**filters) == count


def test_source_selects_one_device(c8y: CumulocityApi, ten: str) -> None:
    """Measurements of other devices, and of none, are left out."""
    other = c8y.inventory.get(ten).create().id
    c8y.measurements.create(counted(other, 99))

    assert numbers(c8y, source=other) == [99]
    assert c8y.measurements.get_count(source=ten) == 10
    assert numbers(c8y, source="4711") == []


def test_age_is_measured_from_now(c8y: CumulocityApi, device: str) -> None:
    """`max_age` finds what is young, `min_age` what is old."""
    now = datetime.now(UTC)
    for age, number in ((1, 1), (10, 2)):
        c8y.measurements.create(
            Measurement(type="a", source=device, time=now - timedelta(hours=age), c8y_Counter={"N": Count(number)})
        )

    assert numbers(c8y, max_age=timedelta(hours=5)) == [1]
    assert numbers(c8y, min_age=timedelta(hours=5)) == [2]
    assert numbers(c8y, min_age=timedelta(minutes=5), max_age=timedelta(hours=5)) == [1]


def test_newest_come_first_and_oldest_on_request(c8y: CumulocityApi, ten: str) -> None:
    """With time series the default order is newest first; `revert=false` turns it around."""
    assert numbers(c8y, source=ten) == list(range(9, -1, -1))
    assert numbers(c8y, source=ten, after="1970-01-01", reverse=True) == list(range(9, -1, -1))
    assert numbers(c8y, source=ten, after="1970-01-01", reverse=False) == list(range(10))


def test_legacy_tenant_lists_the_oldest_first(c8y: CumulocityApi, c8y_mock: MockTenant, ten: str) -> None:
    """Without time series the default order and `revert` are the other way round, and `get_last` is not."""
    c8y_mock.tenant.options.put(("configuration", "timeseries.mongodb.collections.mode"), "DISABLED")

    assert numbers(c8y, source=ten) == list(range(10))
    assert numbers(c8y, source=ten, after="1970-01-01", reverse=True) == list(range(9, -1, -1))
    assert c8y.measurements.get_last(source=ten)["c8y_Counter"]["N"]["value"] == 9


def test_pages_and_limits(c8y: CumulocityApi, ten: str) -> None:
    """All pages together give all; a page by number gives that page; a limit ends the reading."""
    assert numbers(c8y, source=ten, page_size=3) == list(range(9, -1, -1))
    assert numbers(c8y, source=ten, page_size=3, page_number=2) == [6, 5, 4]
    assert numbers(c8y, source=ten, page_size=3, page_number=5) == []
    assert numbers(c8y, source=ten, page_size=3, limit=4) == [9, 8, 7, 6]


def test_values_come_without_objects(c8y: CumulocityApi, ten: str) -> None:
    """`as_values` picks values by path, with defaults where there is nothing."""
    found = c8y.measurements.get_all(source=ten, limit=1, as_values=["type", "c8y_Counter.N.value", ("acme_No", "-")])

    assert found == [("acme_Count", 9, "-")]


def test_last_measurement_is_the_newest(c8y: CumulocityApi, ten: str) -> None:
    """`get_last` ignores the order of creation."""
    c8y.measurements.create(counted(ten, -5))

    assert c8y.measurements.get_last(source=ten)["c8y_Counter"]["N"]["value"] == 9


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({"before": START + timedelta(minutes=4)}, 3),
        ({"date_to": "2026-01-15T12:04:00.001Z"}, 4),
        ({"min_age": timedelta(days=1)}, 9),
        ({"series": "c8y_Counter.N"}, 9),
        ({"value_fragment_type": "c8y_Counter", "type": "acme_Count"}, 9),
    ],
    ids=str,
)
def test_last_measurement_of_a_selection(c8y: CumulocityApi, ten: str, filters: dict[str, Any], number: int) -> None:
    """`get_last` takes filters and an upper bound, which is exclusive."""
    assert c8y.measurements.get_last(source=ten, **filters)["c8y_Counter"]["N"]["value"] == number


def test_no_last_measurement_is_none(c8y: CumulocityApi, ten: str) -> None:
    """Where nothing fits there is no last one."""
    assert c8y.measurements.get_last(source=ten, type="acme_Other") is None
    assert c8y.measurements.get_last(source=ten, before=START) is None


def test_measurements_are_deleted_by_type_of_a_source(c8y: CumulocityApi, ten: str) -> None:
    """Only what fits source and type goes."""
    c8y.measurements.create(Measurement(type="acme_Other", source=ten, time=START, acme_A={"X": Count(1)}))

    c8y.measurements.delete_by(source=ten, type="acme_Count")

    assert [item.type for item in c8y.measurements.get_all(source=ten)] == ["acme_Other"]


def test_measurements_are_deleted_by_time(c8y: CumulocityApi, device: str) -> None:
    """Full hours are always understood; the upper bound is exclusive."""
    for hour in range(4):
        c8y.measurements.create(
            Measurement(type="a", source=device, time=START + timedelta(hours=hour), c8y_Counter={"N": Count(hour)})
        )

    c8y.measurements.delete_by(source=device, after=START + timedelta(hours=1), before=START + timedelta(hours=3))

    assert numbers(c8y, source=device) == [3, 0]


def test_measurements_are_deleted_by_age(c8y: CumulocityApi, ten: str) -> None:
    """`min_age` alone is bound enough."""
    c8y.measurements.delete_by(min_age=timedelta(days=1))

    assert c8y.measurements.get_all(source=ten) == []


def test_deleting_without_a_bound_is_refused(c8y: CumulocityApi, ten: str) -> None:
    """A type alone does not bound a deletion."""
    with pytest.raises(ValueError, match="Status: 422"):
        c8y.measurements.delete_by(type="acme_Count")

    assert c8y.measurements.get_count(source=ten) == 10


def test_measurement_is_deleted_by_id(c8y: CumulocityApi, device: str) -> None:
    """An instance and the collection delete one at a time."""
    a, b = (Measurement(c8y, type="a", source=device, time=START, c8y_Counter={"N": Count(n)}).create() for n in (1, 2))

    a.delete()
    c8y.measurements.delete(b.id)

    with pytest.raises(KeyError):
        c8y.measurements.get(a.id)
    assert c8y.measurements.get_all() == []


@pytest.mark.parametrize("missing", ["type", "time"])
def test_mandatory_property_is_asked_for(c8y: CumulocityApi, device: str, missing: str) -> None:
    """Without type or time the platform names what is missing."""
    document = {"type": "a", "time": "2026-01-15T12:00:00Z", "source": {"id": device}, "acme_A": {"X": {"value": 1}}}
    del document[missing]

    with pytest.raises(ValueError, match=f"422[\\s\\S]*mandatory fields should be included: {missing}"):
        c8y.post("/measurement/measurements", document)


def test_unknown_source_is_a_value_error(c8y: CumulocityApi) -> None:
    """An unknown source in a body is a 422, not a 404."""
    with pytest.raises(ValueError, match="Status: 422"):
        Measurement(c8y, type="a", source="4711", time=START, acme_A={"X": Count(1)}).create()
