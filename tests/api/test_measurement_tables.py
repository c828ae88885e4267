"""Measurements as tables and streams over HTTP."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest

from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call

PATH = "/measurement/measurements"
HEADER = ("time", "source", "device_name", "fragment.series", "value", "unit")
SPREADSHEETS = ("application/vnd.ms-excel", "application/xlsx")


@pytest.fixture
def pump(call: Call) -> str:
    """Make a device with a name that needs quotes, and two measurements of three values."""
    pump: str = call("POST", "/inventory/managedObjects", json={"name": 'Pump "7", left'}).json()["id"]
    report(call, pump, "2026-01-15T09:00:00+01:00", acme_T={"T": {"value": 20.5, "unit": "°C"}, "H": {"value": 40}})
    report(call, pump, "2026-01-15T10:00:00+01:00", acme_P={"=1+1": {"value": 3, "unit": "http://bar"}}, note="x")
    return pump


def report(call: Call, pump: str, time: str, **fragments: Any) -> None:
    """Store a measurement."""
    call("POST", PATH, json={"source": {"id": pump}, "type": "t", "time": time, **fragments})


def expected(pump: str) -> list[tuple[Any, ...]]:
    """Return the rows of the table, newest first."""
    name = 'Pump "7", left'
    return [
        ("2026-01-15T10:00:00.000+01:00", pump, name, "acme_P.=1+1", 3, "http://bar"),
        ("2026-01-15T09:00:00.000+01:00", pump, name, "acme_T.T", 20.5, "°C"),
        ("2026-01-15T09:00:00.000+01:00", pump, name, "acme_T.H", 40, ""),
    ]


def test_comma_separated_values_have_a_line_for_each_value(call: Call, pump: str) -> None:
    """Lines end as RFC 4180 says, and what holds commas or quotes is quoted."""
    response = call("GET", f"{PATH}?source={pump}", accept="text/csv")

    text = response.body.decode()
    assert (response.status, response.headers["content-type"]) == (200, "text/csv")
    assert text.startswith("time,source,device_name,fragment.series,value,unit\r\n")
    assert f'2026-01-15T10:00:00.000+01:00,{pump},"Pump ""7"", left",acme_P.=1+1,3,http://bar\r\n' in text
    rows = [tuple(map(str, row)) for row in expected(pump)]
    assert [tuple(row) for row in csv.reader(StringIO(text))] == [HEADER, *rows]


@pytest.mark.parametrize("media_type", SPREADSHEETS)
def test_spreadsheet_has_the_same_rows(call: Call, pump: str, media_type: str) -> None:
    """Numbers are numbers, and text is never a formula or a link."""
    response = call("GET", f"{PATH}?source={pump}", accept=media_type)

    sheet = openpyxl.load_workbook(BytesIO(response.body)).worksheets[0]
    rows = [tuple(value if value is not None else "" for value in row) for row in sheet.values]
    assert response.headers["content-type"] == media_type
    assert rows == [HEADER, *expected(pump)]
    assert {cell.data_type for row in sheet.rows for cell in row} <= {"s", "n"}


@pytest.mark.usefixtures("pump")
def test_spreadsheet_is_dated_by_the_clock_of_the_platform(call: Call) -> None:
    """The same request at the same time gives the same file, to the byte."""
    first, second = (call("GET", PATH, accept="application/xlsx").body for _ in range(2))

    created = openpyxl.load_workbook(BytesIO(first)).properties.created
    assert first == second
    assert created is not None
    assert created.isoformat().startswith("2026-01-15T12:00:00")


@pytest.mark.parametrize("media_type", ["text/csv", *SPREADSHEETS])
def test_table_without_rows_has_its_header(call: Call, media_type: str) -> None:
    """Nothing found is no error."""
    response = call("GET", PATH, accept=media_type)

    assert (response.status, bool(response.body)) == (200, True)


def test_table_honours_page_and_order(call: Call, pump: str) -> None:
    """A table has the measurements of a page in the order of the list."""
    query = f"source={pump}&pageSize=1&dateFrom=1970-01-01&revert=false"

    lines = call("GET", f"{PATH}?{query}", accept="text/csv").body.decode().splitlines()

    assert [line.split(",")[0] for line in lines[1:]] == ["2026-01-15T09:00:00.000+01:00"] * 2


def test_table_has_the_units_asked_for(call: Call, pump: str) -> None:
    """Values of a table are converted as those of a document."""
    headers = {"X-Cumulocity-System-Of-Units": "imperial"}

    text = call("GET", f"{PATH}?source={pump}", accept="text/csv", headers=headers).body.decode()

    assert "acme_T.T,68.9,°F" in text


def test_device_without_a_name_has_an_empty_cell(call: Call, tenant: Tenant) -> None:
    """The column of names is empty where there is none."""
    nameless = call("POST", "/inventory/managedObjects", json={}).json()["id"]
    report(call, nameless, "2026-01-15", acme_T={"T": {"value": 1}})

    assert f"{nameless},,acme_T.T,1,\r\n" in call("GET", PATH, accept="text/csv").body.decode()


def test_stream_has_no_pages(call: Call, pump: str) -> None:
    """A stream is the same JSON with everything that was found."""
    for number in range(10):
        report(call, pump, f"2026-01-15T11:{number:02d}:00Z", note=number)

    response = call("GET", f"{PATH}?source={pump}&dateTo=2026-01-15T11:08:00Z", accept="application/json-stream")

    page = response.json()
    notes = [measurement.get("note") for measurement in page["measurements"]]
    assert response.headers["content-type"] == "application/json-stream"
    assert notes == [7, 6, 5, 4, 3, 2, 1, 0, "x", None]
    assert page["statistics"] == {"currentPage": 1, "pageSize": 10}


@pytest.mark.parametrize("accept", ["text/html", "application/pdf"])
def test_other_formats_are_not_acceptable(call: Call, accept: str) -> None:
    """A format that the platform cannot write answers 406."""
    assert call("GET", PATH, accept=accept).status == 406


def test_preference_of_the_client_counts(call: Call) -> None:
    """The format that is accepted most is the one that comes."""
    response = call("GET", PATH, accept="application/json;q=0.5, text/csv")

    assert response.headers["content-type"] == "text/csv"
