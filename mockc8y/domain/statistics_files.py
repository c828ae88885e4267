"""Statistics files: the usage of all tenants in a span of days, packed to be taken away."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import NamedTuple

from mockc8y.domain import usage_statistics
from mockc8y.domain.counting import next_number
from mockc8y.domain.device_statistics import month_of
from mockc8y.domain.documents import parse_id, require_fields, time_field
from mockc8y.domain.errors import error
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import DAY_MS, format_millis
from mockc8y.domain.usage import COUNTERS, FIGURES
from mockc8y.store.codec import Document
from mockc8y.store.dated_collection import Span

AREA = "statistics"
REAL, TEST = "REAL", "TEST"
TABLE = "usage.csv"
"""What the archive holds: one line for each tenant and day."""

_COLUMNS = ("tenantId", "day", *COUNTERS, *FIGURES, usage_statistics.TOTAL)
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time that entries of the archive bear: the first that the format knows, as a file is to depend on its content."""


class StatisticsFile(NamedTuple):
    """A file and the days it tells of, whose first and last moments are in milliseconds UTC, like its making."""

    id: int
    since: int
    until: int
    generated: int
    content: bytes


def create(platform: Platform, management: Tenant, document: Document) -> StatisticsFile:
    """Pack the usage of all tenants in the days that a document names, both ends included."""
    require_fields(document, ("dateFrom", "dateTo"))
    since, until = (time_field(document, name, AREA).millis for name in ("dateFrom", "dateTo"))
    if until < since:
        raise error("invalid_data", area=AREA, reason="'dateTo' must not lie before 'dateFrom'")
    number = next_number(management, "statistics files", 1)
    file = StatisticsFile(number, since, until, management.clock.now(), _packed(platform, Span(since, until)))
    management.statistics_files.put(number, file)
    return file


def select(management: Tenant, span: Span) -> Sequence[StatisticsFile]:
    """List the files that tell of any day of a span."""
    return [
        file
        for file in management.statistics_files.values()
        if (span.until is None or file.since <= span.until) and (span.since is None or file.until >= span.since)
    ]


def get(management: Tenant, file_id: str) -> StatisticsFile:
    """Return a file by the id of a path, or raise 404."""
    number = parse_id(file_id)
    file = None if number is None else management.statistics_files.get(number)
    if file is None:
        raise error("statistics_file.unknown", id=file_id)
    return file


def of_month(platform: Platform, management: Tenant, millis: int) -> bytes:
    """Pack the month that a moment lies in, as the platform does on the first day of the next one.

    It is packed when it is asked for, so it is not among the files that are listed. Raises 404 for a month that is
    not over, or in which nobody asked anything.
    """
    days = month_of(millis)
    is_over = days.stop * DAY_MS <= management.clock.now()
    if not is_over or not any(not set(days).isdisjoint(tenant.usage.days) for tenant in platform.tenants):
        raise error("statistics_file.unknown", id=f"of month {format_millis(days.start * DAY_MS)[:7]}")
    return _packed(platform, Span(days.start * DAY_MS, (days.stop - 1) * DAY_MS))


def _packed(platform: Platform, span: Span) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(TABLE, _EARLIEST), _table(platform, span), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _table(platform: Platform, span: Span) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for tenant in platform.tenants:
        for day in usage_statistics.daily(tenant, span):
            writer.writerow({"tenantId": tenant.id, "day": format_millis(day.time)[:10], **day.numbers})
    return text.getvalue()
