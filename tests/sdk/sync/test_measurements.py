# Made from tests/sdk/_async/test_measurements.py by sdk/scripts/unasync.py; change that.
"""Measurements of a tenant: created one by one, in batches and from frames; read, deleted and saved as tables."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest

from c8y_client import BatchError, InvalidRequestError, NotFoundError
from c8y_client._series.units import Celsius, Liters, Percentage
from c8y_client.sync.measurement import Measurement
from tests.sdk.sync._connected import connected

if TYPE_CHECKING:
    from pathlib import Path

    from mockc8y.control.mock_tenant import MockTenant

TYPE = "c8y_Environment"


def device(mock: MockTenant) -> str:
    """Create a device and give its id."""
    made: str = mock.inventory.create({"name": "pump", "c8y_IsDevice": {}})["id"]
    return made


def readings(source: str, count: int, **more: Any) -> list[Measurement]:
    """Make measurements of one minute each, whose value is their number."""
    return [
        Measurement(
            type=TYPE,
            source=source,
            time=f"2026-01-01T{number // 60:02}:{number % 60:02}:00Z",
            series=("c8y_Environment.temperature", number, "C"),
            **more,
        )
        for number in range(count)
    ]


def test_measurement_lives(c8y_mock: MockTenant) -> None:
    """A measurement is created, read by its id, and gone when it is deleted."""
    with connected(c8y_mock) as c8y:
        [measurement] = readings(device(c8y_mock), 1)
        measurement.c8y = c8y
        assert measurement.create() is measurement

        read = c8y.measurements.get(measurement.id or "")
        assert read == measurement
        assert read["c8y_Environment.temperature.value"] == 0
        assert read.get_series() == ["c8y_Environment.temperature"]

        read.delete()
        with pytest.raises(NotFoundError):
            c8y.measurements.get(read.id or "")


def test_documented_values_are_stored(c8y_mock: MockTenant) -> None:
    """The value classes go into a measurement as in the documentation, and come back as plain values."""
    device_id = device(c8y_mock)
    with connected(c8y_mock) as c8y:
        m = Measurement(
            type="cx_LevelMeasurement",
            source=device_id,
            time="now",
            cx_Levels={
                "oil": Liters(8.4),
                "gas": Liters(223.18),
                "h2o": Liters(1.2),
                "bat": Percentage(85),
            },
        )
        c8y.measurements.create(m)

        stored = c8y.measurements.get_last(source=device_id)

    assert stored is not None
    assert stored["cx_Levels"]["bat"] == {"unit": "%", "value": 85}
    assert stored["cx_Levels.oil.value"] == 8.4


def test_create_fills_in_ids_with_and_without_batches(c8y_mock: MockTenant) -> None:
    """Every measurement knows its id afterwards, however many went into a request."""
    source = device(c8y_mock)
    with connected(c8y_mock) as c8y:
        for size, workers in ((None, None), (None, 3), (4, None), (4, 2), (100, None)):
            made = readings(source, 10)
            c8y.measurements.create(*made, batch_size=size, workers=workers)
            stored = c8y.measurements.get_all(source=source, limit=None, as_values=["id", "time"])
            assert {(one.id, one.time) for one in made} == set(stored)
            assert not any(one.is_changed for one in made)
            c8y.measurements.delete_by(source=source)


def test_batch_is_one_request(c8y_mock: MockTenant) -> None:
    """Ten measurements in batches of four are three requests."""
    source = device(c8y_mock)
    sent = []
    with connected(c8y_mock) as c8y:
        request = c8y.transport.request

        def watched(method: str, resource: str, **options: Any) -> Any:
            sent.append(len(options["json"]["measurements"]))
            return request(method, resource, **options)

        c8y.transport.request = watched  # type: ignore[method-assign]
        c8y.measurements.create(*readings(source, 10), batch_size=4)
        c8y.measurements.create(batch_size=4)

    assert sent == [4, 4, 2]


def test_bulk_gives_what_is_stored_in_order(c8y_mock: MockTenant) -> None:
    """`create_bulk` gives new objects in the order of the given ones, and leaves these as they are."""
    source = device(c8y_mock)
    with connected(c8y_mock) as c8y:
        given = readings(source, 7)
        for size, workers in ((None, None), (2, None), (2, 4)):
            created = c8y.measurements.create_bulk(*given, batch_size=size, workers=workers)
            assert [one.time for one in created] == [one.time for one in given]
            assert len({one.id for one in created}) == 7
            assert [one.id for one in given] == [None] * 7
            created[0].delete()
        assert c8y.measurements.create_bulk() == []


def test_refused_batch_hides_nothing(c8y_mock: MockTenant) -> None:
    """One invalid measurement loses its batch; the error names each of its items, and the others are created."""
    source = device(c8y_mock)
    with connected(c8y_mock) as c8y:
        made = readings(source, 9)
        made[4].time = None
        with pytest.raises(BatchError) as raised:
            c8y.measurements.create(*made, batch_size=3, workers=2)

        assert [context.item for context in raised.value.contexts] == made[3:6]
        assert raised.value.succeeded == made[:3] + made[6:]
        assert all(isinstance(error, InvalidRequestError) for error in raised.value.errors)
        assert c8y.measurements.get_count(source=source) == 6


def test_error_of_a_single_measurement_is_raised_as_it_is(c8y_mock: MockTenant) -> None:
    """A batch of one is no batch."""
    with connected(c8y_mock) as c8y:
        with pytest.raises(InvalidRequestError):
            c8y.measurements.create(Measurement(type=TYPE), batch_size=10)


def test_batches_report_progress_by_measurement(c8y_mock: MockTenant) -> None:
    """A progress function is told how many measurements are done, not how many batches."""
    told = []
    with connected(c8y_mock) as c8y:
        made = readings(device(c8y_mock), 5)
        c8y.measurements.create(*made, batch_size=2, progress=lambda done, total: told.append((done, total)))
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_batch_size_must_be_positive(c8y_mock: MockTenant) -> None:
    """A size of zero would never end."""
    with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match="batch_size"):
            c8y.measurements.create(*readings("1", 2), batch_size=0)


def test_filters_find_what_they_mean(c8y_mock: MockTenant) -> None:
    """Type, source, series and bounds in time narrow a query, a count and a search for the last one."""
    source, other = device(c8y_mock), device(c8y_mock)
    with connected(c8y_mock) as c8y:
        c8y.measurements.create(*readings(source, 10), *readings(other, 3), batch_size=20)
        humid = Measurement(type="h", source=source, time="2026-02-01", series=("c8y_Air.humidity", 40))
        c8y.measurements.create(humid)

        count = c8y.measurements.get_count
        assert count(source=source) == 11
        assert count(type=TYPE) == 13
        assert count(series="c8y_Air.humidity") == 1
        assert count(value_fragment_type="c8y_Air") == 1
        assert count(source=source, after="2026-01-01T00:05:00Z", before="2026-01-01T00:07:00Z") == 2
        assert c8y.measurements.get_last(source=source) == humid
        assert c8y.measurements.get_last(source=source, before="2026-01-02", as_values="time") is not None
        assert c8y.measurements.get_last(type="none") is None
        assert c8y.measurements.get_last(f"source={source}", as_values="type") is not None


def test_several_types_are_a_list(c8y_mock: MockTenant) -> None:
    """The platform knows one type at a time; queries, counts and deletions take several all the same."""
    source = device(c8y_mock)
    with connected(c8y_mock) as c8y:
        made = [
            Measurement(type=name, source=source, time=f"2026-01-0{day}", series=("c8y_Air.T", day))
            for day, name in enumerate("abcab", 1)
        ]
        c8y.measurements.create(*made, batch_size=9)

        assert c8y.measurements.get_all(type=["a", "c"], asc=True, as_values="type") == ["a", "c", "a"]
        assert c8y.measurements.get_all(type=["a", "b"], asc=True, limit=2) == made[:2]
        assert c8y.measurements.get_last(type=["a", "c"]) == made[3]
        assert c8y.measurements.get_count(type=["a", "c"]) == 3
        c8y.measurements.delete_by(type=["a", "b"], source=source)
        assert c8y.measurements.get_all() == [made[2]]


def test_order_is_as_asked(c8y_mock: MockTenant) -> None:
    """`asc`, `ascending` and `revert` order by time, and no bound has to be given for that."""
    source = device(c8y_mock)
    with connected(c8y_mock) as c8y:
        c8y.measurements.create(*readings(source, 4), batch_size=9)
        path = "c8y_Environment.temperature.value"

        def values(**order: Any) -> list[Any]:
            return c8y.measurements.get_all(source=source, as_values=path, **order)

        assert values(asc=True) == [0, 1, 2, 3]
        assert values(asc=False) == [3, 2, 1, 0]
        assert values(ascending=True) == [0, 1, 2, 3]
        assert values(revert=True) == [3, 2, 1, 0]
        assert values(revert=False, asc=False) == [0, 1, 2, 3]


def test_latest_of_each_type(c8y_mock: MockTenant) -> None:
    """`skim_latest` gives the newest of each type among the newest measurements."""
    source = device(c8y_mock)
    with connected(c8y_mock) as c8y:
        c8y.measurements.create(*readings(source, 5), batch_size=9)
        early = Measurement(type="early", source=source, time="2025-01-01", c8y_A={"x": Celsius(1)})
        c8y.measurements.create(early)

        latest = c8y.measurements.skim_latest(source)
        assert {name: one.time for name, one in latest.items()} == {
            TYPE: "2026-01-01T00:04:00.000Z",
            "early": "2025-01-01T00:00:00.000Z",
        }
        assert set(c8y.measurements.skim_latest(source, limit=5)) == {TYPE}
        assert c8y.measurements.skim_latest(source, max_age="1s", limit=1) == {}


def test_deletion_by_series_deletes_no_more(c8y_mock: MockTenant) -> None:
    """The platform ignores series when it deletes; here only those with the series go."""
    source = device(c8y_mock)
    with connected(c8y_mock) as c8y:
        c8y.measurements.create(*readings(source, 5), batch_size=9)
        air = Measurement(type="a", source=source, time="2026-01-01", series=("c8y_Air.humidity", 40))
        dust = Measurement(type="a", source=source, time="2026-01-01", series=("c8y_Air.dust", 3))
        c8y.measurements.create(air, dust)

        c8y.measurements.delete_by(source=source, series="c8y_Air.dust")
        assert c8y.measurements.get_count(source=source) == 6
        c8y.measurements.delete_by(source=source, value_fragment_type="c8y_Air")
        assert c8y.measurements.get_count(source=source) == 5
        c8y.measurements.delete_by(type=TYPE)
        assert c8y.measurements.get_count(source=source) == 0


def test_deletion_of_everything_has_to_be_confirmed(c8y_mock: MockTenant) -> None:
    """Without a filter nothing is deleted, unless `force` says so."""
    with connected(c8y_mock) as c8y:
        c8y.measurements.create(*readings(device(c8y_mock), 2))
        with pytest.raises(ValueError, match="force=True"):
            c8y.measurements.delete_by(source=None)
        assert c8y.measurements.get_count() == 2
        c8y.measurements.delete_by(force=True)
        assert c8y.measurements.get_count() == 0


def test_delete_takes_ids_and_objects(c8y_mock: MockTenant) -> None:
    """Both at once; what is gone is an error unless it may be missing."""
    with connected(c8y_mock) as c8y:
        made = readings(device(c8y_mock), 3)
        c8y.measurements.create(*made)
        c8y.measurements.delete(made[0].id or "", made[1])
        with pytest.raises(BatchError):
            c8y.measurements.delete(*made)
        c8y.measurements.delete(*made, missing_ok=True)
        assert c8y.measurements.get_count() == 0


def test_frame_becomes_measurements(c8y_mock: MockTenant) -> None:
    """Each row with a value is a measurement; cells without a value are left out, and so are rows."""
    source = device(c8y_mock)
    frame = pd.DataFrame(
        {
            "when": pd.to_datetime(["2026-01-01T00:00Z", "2026-01-01T01:00+01:00", "2026-01-02T00:00Z"], utc=True),
            "T": [1.5, None, None],
            "c8y_Count.n": [3, 4, None],
            "note": ["a", "b", "c"],
        }
    )
    with connected(c8y_mock) as c8y:
        created = c8y.measurements.create_from_pandas(
            frame,
            source=source,
            type="c8y_Frame",
            time="when",
            series={"T": "c8y_Air.T", "c8y_Count.n": "c8y_Count.n"},
            units={"T": "C"},
            batch_size=1,
            workers=2,
        )
        stored = c8y.measurements.get_all(source=source, asc=True, as_values=["time", "type", "c8y_Air", "c8y_Count"])

    assert created == 2
    assert sorted(stored, key=str) == sorted(
        [
            ("2026-01-01T00:00:00.000Z", "c8y_Frame", {"T": {"value": 1.5, "unit": "C"}}, {"n": {"value": 3.0}}),
            ("2026-01-01T00:00:00.000Z", "c8y_Frame", None, {"n": {"value": 4.0}}),
        ],
        key=str,
    )


def test_frame_comes_back_as_series(c8y_mock: MockTenant) -> None:
    """The index is the time unless a column is named; what is created is read again as a frame."""
    source = device(c8y_mock)
    index = pd.date_range("2026-01-01", periods=48, freq="h", tz="UTC")
    frame = pd.DataFrame({"c8y_Air.T": range(48), "c8y_Air.H": [number / 7 for number in range(48)]}, index=index)
    with connected(c8y_mock) as c8y:
        assert c8y.measurements.create_from_pandas(frame, source=source, type="t", batch_size=10) == 48
        series = c8y.measurements.get_series(source=source)

    read = series.to_dataframe(["c8y_Air.T", "c8y_Air.H"], "max", timestamps="datetime")
    assert read.to_numpy().tolist() == frame.to_numpy().tolist()
    assert read.index.tolist() == index.tolist()


def test_frame_that_cannot_be_sent_is_refused(c8y_mock: MockTenant) -> None:
    """Columns that are not there, text, and times without zone are errors before anything is sent."""
    index = pd.date_range("2026-01-01", periods=2, freq="h")
    with connected(c8y_mock) as c8y:
        frame = pd.DataFrame({"c8y_A.x": [1, 2]}, index=index.tz_localize("UTC"))
        send = c8y.measurements.create_from_pandas
        with pytest.raises(KeyError, match="no column nothing"):
            send(frame, source="1", type="t", time="nothing")
        with pytest.raises(ValueError, match=r"fragment\.series"):
            send(frame.rename(columns={"c8y_A.x": "x"}), source="1", type="t")
        with pytest.raises(TypeError, match="no number"):
            send(frame.astype(str), source="1", type="t")
        with pytest.raises(ValueError, match="time of row 0"):
            send(frame.set_index(index), source="1", type="t")
        with pytest.raises(ValueError, match="row 1 has no time"):
            send(
                frame.assign(t=pd.Series(["2026-01-01", None], index=frame.index)),
                source="1",
                type="t",
                time="t",
                series=["c8y_A.x"],
            )


def test_table_holds_all_pages(c8y_mock: MockTenant, tmp_path: Path) -> None:
    """A CSV file has one line of names and a row for each value, however many pages there are."""
    source = device(c8y_mock)
    with connected(c8y_mock) as c8y:
        c8y.measurements.create(*readings(source, 25), batch_size=50)
        saved = c8y.measurements.download_to(tmp_path / "values.csv", source=source, asc=True, page_size=10)
        one_page = c8y.measurements.download_to(tmp_path / "page.csv", source=source, page_size=10, page_number=3)

    rows = list(csv.DictReader(saved.read_text().splitlines()))
    assert [row["value"] for row in rows] == [str(number) for number in range(25)]
    assert {row["fragment.series"] for row in rows} == {"c8y_Environment.temperature"}
    assert len(one_page.read_text().splitlines()) == 6
    assert not (tmp_path / "values.csv.part").exists()


def test_spreadsheet_holds_one_page_or_none(c8y_mock: MockTenant, tmp_path: Path) -> None:
    """What does not fit into a spreadsheet of the platform is an error, not a part of it."""
    source = device(c8y_mock)
    with connected(c8y_mock) as c8y:
        c8y.measurements.create(*readings(source, 12), batch_size=50)
        saved = c8y.measurements.download_to(tmp_path / "values.xlsx", source=source)
        with pytest.raises(ValueError, match="2 pages match"):
            c8y.measurements.download_to(tmp_path / "many.xlsx", source=source, page_size=10)

    sheet = openpyxl.load_workbook(saved).active
    assert sheet is not None
    assert sheet.max_row == 13
    assert not (tmp_path / "many.xlsx").exists()


def test_table_of_nothing_has_names_only(c8y_mock: MockTenant, tmp_path: Path) -> None:
    """A query that matches nothing gives a table without rows."""
    with connected(c8y_mock) as c8y:
        saved = c8y.measurements.download_to(tmp_path / "none.csv", type="none")
    assert saved.read_text().strip() == "time,source,device_name,fragment.series,value,unit"


def test_table_refuses_what_it_cannot_do(c8y_mock: MockTenant, tmp_path: Path) -> None:
    """Unknown formats, and keywords that are about objects, are errors."""
    with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match="format"):
            c8y.measurements.download_to(tmp_path / "values.txt")
        with pytest.raises(TypeError, match="limit"):
            c8y.measurements.download_to(tmp_path / "values.csv", limit=5)  # type: ignore[call-arg]
