"""Measurements as tables: one row for each value, for spreadsheets and other programs."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from io import BytesIO, StringIO
from types import MappingProxyType

from mockc8y.api.request import Request
from mockc8y.domain.errors import error
from mockc8y.domain.terms import series_of
from mockc8y.domain.times import EPOCH, MILLISECOND
from mockc8y.domain.units import SYSTEMS, Conversion, converted
from mockc8y.store.collection import Record

STREAM = "application/json-stream"
HEADER = ("time", "source", "device_name", "fragment.series", "value", "unit")
SYSTEM_HEADER = b"x-cumulocity-system-of-units"

Row = tuple[str, str, str, str, float, str]


def conversions_of(request: Request) -> Mapping[str, Conversion]:
    """Return how units are converted for a request: not at all, unless it names a system of units."""
    name = request.header(SYSTEM_HEADER)
    if not name:
        return {}
    conversions = SYSTEMS.get(name.lower())
    if conversions is None:
        # unverified: what the platform says to other systems is not known.
        reason = f"X-Cumulocity-System-Of-Units must be {' or '.join(SYSTEMS)}, not '{name}'"
        raise error("invalid_data", area="general", reason=reason)
    return conversions


def written(request: Request, media_type: str, records: Iterable[Record]) -> bytes:
    """Write measurements as a table of a media type in `WRITERS`."""
    now = EPOCH + request.tenant.clock.now() * MILLISECOND
    return WRITERS[media_type](_rows(request, records), now)


def _rows(request: Request, records: Iterable[Record]) -> Iterator[Row]:
    """Write the values of measurements line by line, in the system of units that the request asks for."""
    names, conversions = request.tenant.names, conversions_of(request)
    for record in records:
        document = converted(record.document, conversions)
        device = names.get(record.source) or ""
        for (fragment, series), entry in series_of(document):
            name, value = f"{fragment}.{series}", entry["value"]
            yield document["time"], str(record.source), device, name, value, entry.get("unit", "")


def _csv(table: Iterable[Row], _: datetime) -> bytes:
    """Write comma-separated values as RFC 4180 has them.

    # unverified: the specification shows the columns, but no value that needs quotes.
    """
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows(table)
    return text.getvalue().encode()


def _workbook(table: Iterable[Row], now: datetime) -> bytes:
    # The library takes a while to import, and few ask for spreadsheets.
    from xlsxwriter import Workbook  # noqa: PLC0415

    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        workbook.set_properties({"created": now})
        sheet = workbook.add_worksheet("Measurements")
        for number, row in enumerate((HEADER, *table)):
            sheet.write_row(number, 0, row)
    return file.getvalue()


WRITERS: Mapping[str, Callable[[Iterable[Row], datetime], bytes]] = MappingProxyType(
    {
        "text/csv": _csv,
        "application/vnd.ms-excel": _workbook,
        "application/xlsx": _workbook,
    }
)
"""What writes a table, by media type. The platform's `ms-excel` is taken to be the newer format as well."""
