"""Statistics files."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest

from mockc8y.domain import statistics_files, usage_counting
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform
from mockc8y.domain.statistics_files import TABLE
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import DAY_MS, parse_millis
from mockc8y.domain.usage import REQUESTS
from mockc8y.store.codec import Document
from mockc8y.store.dated_collection import Span

JANUARY = {"dateFrom": "2026-01-01", "dateTo": "2026-01-31"}


def rows(content: bytes) -> list[dict[str, str]]:
    """Unpack a file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(TABLE).decode())))


def test_file_holds_a_line_for_each_tenant_and_day(platform: Platform, tenant: Tenant) -> None:
    """All tenants are in it, management too, with what they were used for."""
    usage_counting.count(tenant, (REQUESTS,), 7)
    platform.advance(DAY_MS)

    file = statistics_files.create(platform, platform.management, JANUARY)

    found = [(row["tenantId"], row["day"], row[REQUESTS]) for row in rows(file.content)]
    assert found == [
        ("management", "2026-01-16", "0"),
        (tenant.id, "2026-01-15", "7"),
        (tenant.id, "2026-01-16", "0"),
    ]


def test_same_usage_makes_the_same_file(platform: Platform) -> None:
    """Nothing of the moment or of the machine is in it."""
    one, other = (statistics_files.create(platform, platform.management, JANUARY) for _ in range(2))

    assert one.content == other.content
    assert one.id != other.id


@pytest.mark.parametrize(
    ("since", "until", "is_found"),
    [
        (None, None, True),
        ("2026-01-31", None, True),
        ("2026-02-01", None, False),
        (None, "2026-01-01", True),
        (None, "2025-12-31", False),
        ("2026-01-10", "2026-01-12", True),
    ],
)
def test_files_are_found_by_days_in_common(
    platform: Platform, since: str | None, until: str | None, is_found: bool
) -> None:
    """A file that tells of any day of a span is found."""
    statistics_files.create(platform, platform.management, JANUARY)
    span = Span(*(None if text is None else parse_millis(text) for text in (since, until)))

    assert bool(statistics_files.select(platform.management, span)) is is_found


@pytest.mark.parametrize(
    "document", [{}, {"dateFrom": "2026-01-01"}, JANUARY | {"dateTo": "soon"}, JANUARY | {"dateTo": "2025-12-31"}]
)
def test_span_that_cannot_be_is_refused(platform: Platform, document: Document) -> None:
    """Both ends are needed, as dates in order."""
    with pytest.raises(PlatformError, match=r"^422 "):
        statistics_files.create(platform, platform.management, document)


@pytest.mark.parametrize("file_id", ["1", "0", "x"])
def test_unknown_file_is_not_found(platform: Platform, file_id: str) -> None:
    """The platform's words, with the id as it was asked for."""
    with pytest.raises(PlatformError, match=f"^404 statistics/Not Found: Statistics file with id {file_id} not found"):
        statistics_files.get(platform.management, file_id)


def test_file_of_a_month_is_there_once_the_month_is_over(platform: Platform, tenant: Tenant) -> None:
    """On the first day of the next month, and only for months that anything was asked in."""
    usage_counting.count(tenant, (REQUESTS,))
    january = parse_millis("2026-01-07")
    platform.advance(parse_millis("2026-02-01") - platform.clock.now() - 1)
    with pytest.raises(PlatformError, match="of month 2026-01 not found"):
        statistics_files.of_month(platform, platform.management, january)

    platform.advance(1)

    assert len(rows(statistics_files.of_month(platform, platform.management, january))) == 17
    with pytest.raises(PlatformError, match="of month 2025-12 not found"):
        statistics_files.of_month(platform, platform.management, parse_millis("2025-12-01"))
