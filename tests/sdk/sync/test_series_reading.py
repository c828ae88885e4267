# Made from tests/sdk/_async/test_series_reading.py by sdk/scripts/unasync.py; change that.
"""Series of a tenant: aggregated, cut off by the platform, and read to the end."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from c8y_client import BasicAuth
from c8y_client._queries.measurements import AggregationType
from c8y_client.sync.client import CumulocityClient
from c8y_client.sync.measurement import Measurement
from tests.sdk.cut_series import CutSeries
from tests.sdk.sync._connected import connected

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant


def cut_off(tenant: CutSeries) -> CumulocityClient:
    """Connect to a tenant that gives few rows at a time."""
    transport = httpx.MockTransport(tenant.answer)
    return CumulocityClient("http://tenant.test", "t1", BasicAuth("joe", "secret"), transport=transport)


def hours(c8y: CumulocityClient, mock: MockTenant) -> str:
    """Create a temperature every half an hour of a day, and one humidity."""
    source: str = mock.inventory.create({"name": "pump"})["id"]
    day = [
        Measurement(
            type="t",
            source=source,
            time=f"2026-01-01T{half // 2:02}:{half % 2 * 30:02}:00Z",
            series=("c8y_Air.T", half, "C"),
        )
        for half in range(48)
    ]
    humid = Measurement(type="h", source=source, time="2026-01-01T00:00:00Z", series=("c8y_Air.H", 40, "%"))
    c8y.measurements.create(*day, humid, batch_size=100)
    return source


def test_series_need_no_bounds(c8y_mock: MockTenant) -> None:
    """The platform wants both bounds; where none are given, everything is meant."""
    with connected(c8y_mock) as c8y:
        source = hours(c8y, c8y_mock)
        series = c8y.measurements.get_series(source=source)

    assert len(series.values) == 48
    assert {spec.series for spec in series.specs} == {"c8y_Air.T", "c8y_Air.H"}
    assert not series.truncated


def test_series_are_narrowed_and_ordered(c8y_mock: MockTenant) -> None:
    """Names, bounds and order are the platform's."""
    with connected(c8y_mock) as c8y:
        source = hours(c8y, c8y_mock)
        bounds: dict[str, Any] = {"after": "2026-01-01T01:00:00Z", "before": "2026-01-01T03:00:00Z"}
        series = c8y.measurements.get_series(source=source, series="c8y_Air.T", asc=False, **bounds)
        assert series.collect("c8y_Air.T", "max") == [5, 4, 3, 2]
        expression = f"source={source}&dateFrom=2026-01-01&dateTo=2026-01-01T01:00:00Z"
        assert len((c8y.measurements.get_series(expression)).values) == 2


def test_aggregation_sums_up(c8y_mock: MockTenant) -> None:
    """An aggregation type, or functions over an interval."""
    with connected(c8y_mock) as c8y:
        source = hours(c8y, c8y_mock)
        daily = c8y.measurements.get_series(source=source, series="c8y_Air.T", aggregation=AggregationType.DAILY)
        assert daily.collect("c8y_Air.T") == [(0, 47)]
        functions = c8y.measurements.get_series(
            source=source,
            series="c8y_Air.T",
            aggregation_function=["avg", "count"],
            aggregation_interval="12h",
        )
        assert functions.collect("c8y_Air.T", ["avg", "count"]) == [(11.5, 24), (35.5, 24)]


@pytest.mark.parametrize("given", [{"aggregation_function": "avg"}, {"aggregation_interval": "1h"}])
def test_function_and_interval_go_together(c8y_mock: MockTenant, given: dict[str, Any]) -> None:
    """One without the other is an error before any request."""
    with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match="go together"):
            c8y.measurements.get_series(source="1", **given)


def test_collect_series_is_both_at_once(c8y_mock: MockTenant) -> None:
    """The shapes are those of `Series.collect`; a series without values keeps its place."""
    with connected(c8y_mock) as c8y:
        source = hours(c8y, c8y_mock)
        collect = c8y.measurements.collect_series
        bounds: dict[str, Any] = {"source": source, "before": "2026-01-01T01:00:00Z"}
        assert collect(**bounds, series="c8y_Air.T", value="min") == [0, 1]
        assert collect(**bounds, series=["c8y_Air.T", "c8y_Air.H"], value="min") == [(0, 40), (1, None)]
        assert collect(**bounds, series="c8y_Air.T", value="max", timestamps=True) == [
            ("2026-01-01T00:00:00.000Z", 0),
            ("2026-01-01T00:30:00.000Z", 1),
        ]
        assert collect(**bounds, series=["c8y_Air.T", "c8y_Air.none"], value="min") == [(0, None), (1, None)]
        assert collect(source=source, series="c8y_Air.none", value="min") == []
        assert collect(**bounds, series="c8y_Air.T", value="min", flat=True) == [(0,), (1,)]


def test_cut_series_are_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    """What the platform cut off is not passed over in silence, and the warning says what to do."""
    tenant = CutSeries(rows=25, most=10)
    with cut_off(tenant) as c8y:
        with caplog.at_level(logging.WARNING, "c8y_client"):
            series = c8y.measurements.get_series(source="1")

    assert series.truncated
    assert len(series.values) == 10
    assert "complete=True" in caplog.text


@pytest.mark.parametrize("asc", [True, False])
@pytest.mark.parametrize("most", [1, 2, 3, 10, 24, 25])
def test_complete_reads_the_rest(asc: bool, most: int) -> None:
    """Every row comes once and in order, however few rows the platform gives at a time."""
    tenant = CutSeries(rows=25, most=most)
    with cut_off(tenant) as c8y:
        series = c8y.measurements.get_series(source="1", series="a.b", complete=True, asc=asc)

    assert series.collect("a.b", "max") == sorted(range(25), reverse=not asc)
    assert not series.truncated
    assert all(query["source"] == "1" and query["series"] == "a.b" for query in tenant.queries)


def test_complete_works_on_expressions() -> None:
    """The bounds of an expression are replaced, the rest of it stays."""
    tenant = CutSeries(rows=25, most=10)
    with cut_off(tenant) as c8y:
        expression = "source=1&dateFrom=2026-01-01&dateTo=2026-01-01T00:20:00Z"
        series = c8y.measurements.get_series(expression, complete=True)

    assert series.collect("a.b", "max") == list(range(20))


def test_complete_ends_where_nothing_new_comes() -> None:
    """A platform that always says that there is more is not asked for ever."""
    tenant = CutSeries(rows=1, most=1, always_cut=True)
    with cut_off(tenant) as c8y:
        series = c8y.measurements.get_series(source="1", complete=True)

    assert series.truncated
    assert len(tenant.queries) <= 3
