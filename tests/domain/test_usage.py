"""What a tenant was used for, day by day."""

from __future__ import annotations

import pytest

from mockc8y.domain import children, inventory, storage, usage_counting, usage_statistics
from mockc8y.domain.callers import Caller
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import DAY_MS, parse_millis
from mockc8y.domain.usage import EVENTS_CREATED, MEASUREMENTS_CREATED, REQUESTS
from mockc8y.store.dated_collection import Span

ANA = Caller("ana")
TODAY = parse_millis("2026-01-15")
EVER = Span()


def device(tenant: Tenant) -> int:
    """Create a device."""
    return inventory.create(tenant, {"c8y_IsDevice": {}}, ANA).id


def test_counters_rise_on_the_day_of_the_clock(platform: Platform, tenant: Tenant) -> None:
    """What is counted after midnight UTC belongs to the next day."""
    usage_counting.count(tenant, (REQUESTS, EVENTS_CREATED))
    usage_counting.count(tenant, (REQUESTS,))
    platform.advance(DAY_MS // 2 - 1)
    usage_counting.count(tenant, (REQUESTS,))
    platform.advance(1)
    usage_counting.count(tenant, (REQUESTS,))

    days = usage_statistics.daily(tenant, EVER)

    assert [(day.time, day.numbers[REQUESTS]) for day in days] == [(TODAY, 3), (TODAY + DAY_MS, 1)]
    assert [day.numbers[EVENTS_CREATED] for day in days] == [1, 0]


def test_days_without_requests_are_listed_too(platform: Platform, tenant: Tenant) -> None:
    """From the first day that anything was asked on there is one entry for each day."""
    usage_counting.count(tenant, (REQUESTS,))
    platform.advance(3 * DAY_MS)
    usage_counting.count(tenant, (REQUESTS,))

    assert [day.numbers[REQUESTS] for day in usage_statistics.daily(tenant, EVER)] == [1, 0, 0, 1]


def test_tenant_that_nobody_used_has_today(tenant: Tenant) -> None:
    """The list is never empty."""
    [day] = usage_statistics.daily(tenant, EVER)

    assert (day.time, day.numbers[REQUESTS]) == (TODAY, 0)


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (None, None, [0, 1, 2]),
        ("2026-01-16", None, [1, 2]),
        ("2026-01-16T23:00:00Z", None, [1, 2]),
        (None, "2026-01-16", [0, 1]),
        ("2026-01-16", "2026-01-16T00:00:00.001Z", [1]),
        ("2026-01-16T00:30:00+01:00", "2026-01-16T00:30:00+01:00", [0]),
        ("2026-02-01", None, []),
        (None, "2025-12-31", []),
        ("2026-01-17", "2026-01-16", []),
    ],
)
def test_days_come_whole(
    platform: Platform, tenant: Tenant, since: str | None, until: str | None, found: list[int]
) -> None:
    """A day that a span touches is in it with all that happened on it; both ends are included."""
    usage_counting.count(tenant, (REQUESTS,))
    platform.advance(2 * DAY_MS)
    span = Span(*(None if text is None else parse_millis(text) for text in (since, until)))

    days = usage_statistics.daily(tenant, span)

    assert [(day.time - TODAY) // DAY_MS for day in days] == found


def test_figures_of_today_are_those_of_the_moment(tenant: Tenant) -> None:
    """Devices are counted as they are now; those without child devices are endpoints."""
    parent, child = device(tenant), device(tenant)
    inventory.create(tenant, {"name": "no device"}, ANA)
    children.add(tenant, "childDevices", str(parent), [str(child)])

    [day] = usage_statistics.daily(tenant, EVER)

    assert (day.numbers["deviceCount"], day.numbers["deviceWithChildrenCount"]) == (2, 1)
    assert day.numbers["deviceEndpointCount"] == 1
    assert day.numbers["storageSize"] == storage.size_of(tenant) > 0


def test_figures_of_the_past_stay(platform: Platform, tenant: Tenant) -> None:
    """A day that is over keeps the figures it ended with; a day that nobody used has those of the day before."""
    usage_counting.count(tenant, (REQUESTS,))
    device(tenant)
    platform.advance(2 * DAY_MS)
    usage_counting.count(tenant, (REQUESTS,))
    device(tenant)

    assert [day.numbers["deviceCount"] for day in usage_statistics.daily(tenant, EVER)] == [1, 1, 2]


def test_summary_adds_up_counters_and_takes_the_last_figures(platform: Platform, tenant: Tenant) -> None:
    """Requests of all days are added, devices are not."""
    device(tenant)
    usage_counting.count(tenant, (REQUESTS, MEASUREMENTS_CREATED))
    platform.advance(DAY_MS)
    usage_counting.count(tenant, (REQUESTS, EVENTS_CREATED), 5)

    found = usage_statistics.summary(tenant, EVER)

    assert (found.time, found.numbers[REQUESTS], found.numbers["deviceCount"]) == (TODAY + DAY_MS, 6, 1)
    assert found.numbers["totalResourceCreateAndUpdateCount"] == 6


def test_summary_is_of_this_month_by_default(platform: Platform, tenant: Tenant) -> None:
    """What happened before the first of the month is left out, unless it is asked for."""
    usage_counting.count(tenant, (REQUESTS,))
    platform.advance(20 * DAY_MS)
    usage_counting.count(tenant, (REQUESTS,))

    assert usage_statistics.summary(tenant, EVER).numbers[REQUESTS] == 1
    assert usage_statistics.summary(tenant, Span(TODAY)).numbers[REQUESTS] == 2


def test_summary_of_no_days_is_all_zero(tenant: Tenant) -> None:
    """A span before the first day has nothing in it."""
    found = usage_statistics.summary(tenant, Span(0, DAY_MS))

    assert set(found.numbers.values()) == {0}


def test_peaks_are_the_greatest_figures(platform: Platform, tenant: Tenant) -> None:
    """What went away since still counts for the peak."""
    number = device(tenant)
    usage_counting.count(tenant, (REQUESTS,))
    platform.advance(DAY_MS)
    usage_counting.count(tenant, (REQUESTS,))
    tenant.inventory.remove([number])

    assert usage_statistics.peaks(tenant, EVER)["peakDeviceCount"] == 1
    assert usage_statistics.summary(tenant, EVER).numbers["deviceCount"] == 0


def test_total_is_the_sum_of_all_that_came_and_changed(tenant: Tenant) -> None:
    """Requests are no part of it."""
    usage_counting.count(tenant, (REQUESTS, EVENTS_CREATED))
    usage_counting.count(tenant, (REQUESTS, MEASUREMENTS_CREATED), 3)

    [day] = usage_statistics.daily(tenant, EVER)

    assert day.numbers["totalResourceCreateAndUpdateCount"] == 4


def test_snapshot_keeps_the_counters(platform: Platform, tenant: Tenant) -> None:
    """A restored tenant has the usage it had, and counting on does not change the snapshot."""
    usage_counting.count(tenant, (REQUESTS,))
    kept = tenant.snapshot()
    for _ in range(2):
        usage_counting.count(tenant, (REQUESTS,))
        platform.advance(DAY_MS)
        usage_counting.count(tenant, (REQUESTS,))

        tenant.restore(kept)

    assert sum(day.numbers[REQUESTS] for day in usage_statistics.daily(tenant, EVER)) == 1


def test_storage_is_estimated_where_there_is_much(tenant: Tenant) -> None:
    """A hundred documents are weighed; ten times as many alike weigh ten times as much."""
    empty = storage.size_of(tenant)
    for _ in range(100):
        device(tenant)
    hundred = storage.size_of(tenant) - empty
    for _ in range(900):
        device(tenant)

    assert hundred == sum(len(record.body) for record in tenant.inventory.select()[:100])
    assert storage.size_of(tenant) - empty == 10 * hundred


def test_storage_counts_files(tenant: Tenant) -> None:
    """A file weighs what it is long."""
    before = storage.size_of(tenant)

    tenant.files.put(1, b"x" * 1000)

    assert storage.size_of(tenant) == before + 1000
