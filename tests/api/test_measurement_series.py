"""Series over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from mockc8y.domain.measurement_persistence import OPTION
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call, Response

PATH = "/measurement/measurements"
DAY = "dateFrom=2026-01-15&dateTo=2026-01-16"


@pytest.fixture
def pump(call: Call) -> str:
    """Make a device that reported two series, and return its id."""
    pump: str = call("POST", "/inventory/managedObjects", json={"name": "Pump"}).json()["id"]
    reports: dict[str, dict[str, Any]] = {
        "09:00": {"acme_T": {"T": {"value": 20, "unit": "°C"}}},
        "09:40": {"acme_T": {"T": {"value": 22, "unit": "°C"}}},
        "10:00": {"acme_H": {"H": {"value": 40.5}}},
    }
    for time, fragments in reports.items():
        document = {"source": {"id": pump}, "type": "t", "time": f"2026-01-15T{time}:00+01:00", **fragments}
        call("POST", PATH, json=document)
    return pump


def asked(call: Call, query: str, **options: Any) -> Response:
    """Ask for series."""
    return call("GET", f"{PATH}/series?{query}", **options)


def test_answer_has_series_values_and_truncation(call: Call, pump: str) -> None:
    """Values are keyed by the times as they were sent; what is missing is null, and so is an unknown unit."""
    response = asked(call, f"source={pump}&{DAY}")

    assert response.headers["content-type"] == "application/json"
    assert response.json() == {
        "series": [{"type": "acme_T", "name": "T", "unit": "°C"}, {"type": "acme_H", "name": "H", "unit": None}],
        "values": {
            "2026-01-15T09:00:00.000+01:00": [{"min": 20, "max": 20}, None],
            "2026-01-15T09:40:00.000+01:00": [{"min": 22, "max": 22}, None],
            "2026-01-15T10:00:00.000+01:00": [None, {"min": 40.5, "max": 40.5}],
        },
        "truncated": False,
    }


def test_revert_begins_with_the_newest(call: Call, pump: str) -> None:
    """Rows are in the opposite order."""
    keys = list(asked(call, f"source={pump}&{DAY}&revert=true").json()["values"])

    assert keys == sorted(keys, reverse=True)
    assert list(asked(call, f"source={pump}&{DAY}&revert=false").json()["values"]) == keys[::-1]


def test_series_can_be_named_repeatedly(call: Call, pump: str) -> None:
    """Columns are in the order in which series are named."""
    found = asked(call, f"source={pump}&{DAY}&series=acme_H.H&series=acme_T.T").json()

    assert [series["name"] for series in found["series"]] == ["H", "T"]
    assert found["values"]["2026-01-15T09:00:00.000+01:00"] == [None, {"min": 20, "max": 20}]


@pytest.mark.parametrize("name", ["acme_T", "com.acme.T", ".T", "acme_T.", "."])
def test_name_of_a_series_has_one_dot(call: Call, pump: str, name: str) -> None:
    """A name without a dot or with more than one is refused."""
    response = asked(call, f"source={pump}&{DAY}&series={name}")

    assert (response.status, "one dot" in response.json()["message"]) == (422, True)


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("", "source,dateFrom,dateTo"),
        ("source=1", "dateFrom,dateTo"),
        (DAY, "source"),
        ("source=1&dateFrom=2026-01-15", "dateTo"),
    ],
)
def test_source_and_dates_are_mandatory(call: Call, query: str, fields: str) -> None:
    """The error names every parameter that is missing."""
    response = asked(call, query)

    assert (response.status, response.json()["message"].rpartition(": ")[2]) == (422, fields)


@pytest.mark.parametrize("source", ["0", "4711", "pump"])
def test_unknown_source_is_not_found(call: Call, source: str) -> None:
    """Access to the source is judged before anything is read."""
    response = asked(call, f"source={source}&{DAY}")

    assert (response.status, response.json()["error"]) == (404, "inventory/Not Found")


@pytest.mark.parametrize(
    ("aggregation", "keys"),
    [
        ("aggregationType=DAILY", ["2026-01-15T00:00:00.000+01:00"]),
        ("aggregationType=HOURLY", ["2026-01-15T09:00:00.000+01:00"]),
        ("aggregationType=MINUTELY", ["2026-01-15T09:00:00.000+01:00", "2026-01-15T09:40:00.000+01:00"]),
        ("aggregationInterval=30m", ["2026-01-15T09:00:00.000+01:00", "2026-01-15T09:30:00.000+01:00"]),
        ("aggregationInterval=1M", ["2026-01-01T00:00:00.000+01:00"]),
        ("aggregationType=MINUTELY&aggregationInterval=1d", ["2026-01-15T00:00:00.000+01:00"]),
    ],
)
def test_buckets_are_those_of_type_or_interval(call: Call, pump: str, aggregation: str, keys: list[str]) -> None:
    """Keys are the starts of buckets in the device's zone; an interval wins over a type."""
    found = asked(call, f"source={pump}&{DAY}&series=acme_T.T&{aggregation}").json()

    assert list(found["values"]) == keys
    assert all(cell.keys() == {"min", "max"} for [cell] in found["values"].values())


def test_functions_are_repeated(call: Call, pump: str) -> None:
    """Each cell has the functions asked for and no others, as floats."""
    functions = "&".join(f"aggregationFunction={name}" for name in ("avg", "count", "sum", "stdDevPop", "stdDevSamp"))

    response = asked(call, f"source={pump}&{DAY}&series=acme_T.T&aggregationInterval=1h&{functions}")

    [[cell]] = response.json()["values"].values()
    assert cell == {"avg": 21.0, "count": 2.0, "sum": 42.0, "stdDevPop": 1.0, "stdDevSamp": pytest.approx(2**0.5)}
    assert b'"count":2.0' in response.body


@pytest.mark.parametrize("query", ["aggregationFunction=avg", "aggregationFunction=avg&aggregationType=DAILY"])
def test_function_needs_an_interval(call: Call, pump: str, query: str) -> None:
    """A function without an interval is a bad request, whatever the type (specification)."""
    response = asked(call, f"source={pump}&{DAY}&{query}")

    assert (response.status, "aggregationInterval" in response.json()["message"]) == (400, True)


@pytest.mark.parametrize(
    "query",
    [
        "aggregationInterval=0m",
        "aggregationInterval=01m",
        "aggregationInterval=1000m",
        "aggregationInterval=m",
        "aggregationInterval=5H",
        "aggregationInterval=1h&aggregationFunction=median",
        "aggregationType=WEEKLY",
        "aggregationType=hourly",
        "aggregationType=WEEKLY&aggregationInterval=1h",
        "revert=maybe",
    ],
)
def test_wrong_aggregation_is_refused(call: Call, pump: str, query: str) -> None:
    """Unknown intervals, functions and types answer 422."""
    assert asked(call, f"source={pump}&{DAY}&{query}").status == 422


def test_legacy_persistence_knows_less(call: Call, tenant: Tenant, pump: str) -> None:
    """With legacy persistence functions are passed over, and intervals fall back to one unit (specification)."""
    tenant.options.put(OPTION, "DISABLED")

    found = asked(call, f"source={pump}&{DAY}&series=acme_T.T&aggregationInterval=7d&aggregationFunction=avg").json()
    plain = asked(call, f"source={pump}&{DAY}&series=acme_T.T&aggregationFunction=avg")

    assert found["values"] == {"2026-01-15T00:00:00.000+01:00": [{"min": 20.0, "max": 22.0}]}
    assert (plain.status, len(plain.json()["values"])) == (200, 2)


def test_units_are_those_of_the_header(call: Call, pump: str) -> None:
    """Values and units are converted together."""
    headers = {"X-Cumulocity-System-Of-Units": "imperial"}

    found = asked(call, f"source={pump}&{DAY}&series=acme_T.T", headers=headers).json()

    assert found["series"] == [{"type": "acme_T", "name": "T", "unit": "°F"}]
    assert next(iter(found["values"].values())) == [{"min": 68.0, "max": 68.0}]


def test_nothing_found_is_an_empty_table(call: Call, pump: str) -> None:
    """A time without values is no error."""
    found = asked(call, f"source={pump}&dateFrom=2025-01-01&dateTo=2025-01-02").json()

    assert found == {"values": {}, "series": [], "truncated": False}


def test_more_than_5000_rows_are_truncated(call: Call, pump: str) -> None:
    """The answer is cut after 5,000 times, and says so."""
    documents = [
        {
            "source": {"id": pump},
            "type": "t",
            "time": f"2026-01-15T20:{number // 60 % 60:02d}:{number % 60:02d}.{number // 3600:03d}Z",
            "acme_P": {"P": {"value": number}},
        }
        for number in range(5001)
    ]
    call("POST", PATH, json={"measurements": documents}, accept=None)

    found = asked(call, f"source={pump}&{DAY}&series=acme_P.P").json()

    assert (len(found["values"]), found["truncated"]) == (5000, True)
