# Made from tests/sdk/_async/test_tenant_statistics.py by sdk/scripts/unasync.py; change that.
"""Statistics of tenants and devices against the mock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from c8y_client import DeviceStatistics, NotFoundError, UsageStatistics
from c8y_client.sync.tenant_statistics_file import TenantStatisticsFile
from tests.sdk.sync._connected import connected, operating

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant


def busy_devices(mock: MockTenant, count: int) -> list[str]:
    """Make devices that send an event each, and give their ids."""
    ids = [str(mock.inventory.create({"name": f"Pump {number}", "type": "pump"})["id"]) for number in range(count)]
    with connected(mock) as c8y:
        for source in ids:
            event = {"type": "door", "text": "opened", "time": "2026-01-01T00:00:00Z", "source": {"id": source}}
            c8y.post("/event/events", json=event)
    return ids


def test_usage_is_read_day_by_day(c8y_mock: MockTenant) -> None:
    """As objects with properties, or as values."""
    with connected(c8y_mock) as c8y:
        c8y.tenants.get_current()
        days = c8y.tenant_statistics.get_all_usage_statistics(date_from="today")

        assert isinstance(days[0], UsageStatistics)
        assert days[0].request_count is not None
        assert days[0].day_datetime == datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        assert days[0]["device_request_count"] == days[0].device_request_count
        values = [each for each in c8y.tenant_statistics.select_usage_statistics(max_age="1d", as_values="day")]
        assert days[0].day in values


def test_usage_is_summed_up(c8y_mock: MockTenant) -> None:
    """For the own tenant or one below it, and for all that are below."""
    busy_devices(c8y_mock, 3)
    with operating(c8y_mock) as c8y:
        summary = c8y.tenant_statistics.get_usage_summary(c8y_mock.tenant_id, after="today")
        everybody = c8y.tenant_statistics.get_usage_summary_all_tenants(date_from="today")

        assert summary["eventsCreatedCount"] == 3
        assert [(each.tenant_id, each["eventsCreatedCount"]) for each in everybody] == [(c8y_mock.tenant_id, 3)]
        assert (c8y.tenant_statistics.get_usage_summary())["eventsCreatedCount"] == 0


def test_a_bound_is_given_in_one_way(c8y_mock: MockTenant) -> None:
    """As for every other query."""
    with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match="set the same bound"):
            c8y.tenant_statistics.get_usage_summary(after="today", date_from="today")


def test_devices_are_counted_by_day_and_month(c8y_mock: MockTenant) -> None:
    """Five at most unless the limit says otherwise, with several workers as well."""
    ids = busy_devices(c8y_mock, 7)
    with connected(c8y_mock) as c8y:
        statistics, where = c8y.tenant_statistics, c8y_mock.tenant_id
        daily = statistics.get_all_daily_device_statistics(where, "today")
        assert len(daily) == 5
        assert isinstance(daily[0], DeviceStatistics)

        every = statistics.get_all_daily_device_statistics(where, "now", limit=None, page_size=2, workers=3)
        assert {(each.device_id, each.count) for each in every} == {(device, 1) for device in ids}

        monthly = [each for each in statistics.select_monthly_device_statistics(where, "today", limit=1)]
        assert (monthly[0].device_type, monthly[0].device_parents) == ("pump", [])
        one = statistics.select_daily_device_statistics(where, "today", device_id=ids[0], as_values="deviceId")
        assert [each for each in one] == [ids[0]]
        assert statistics.get_all_monthly_device_statistics(where, "2020-01-01") == []


def test_file_is_made_listed_and_read(c8y_mock: MockTenant) -> None:
    """By an object, or by the days alone."""
    with operating(c8y_mock) as c8y:
        made = TenantStatisticsFile(c8y, date_from="2026-03-01", date_to="2026-03-19").generate()
        c8y.tenant_statistics.generate(date_from="2026-04-01", date_to="2026-04-30")

        assert made.id is not None
        assert made.type == "TEST"
        found = c8y.tenant_statistics.get_all_files(date_to="2026-03-31")
        assert found == [made]
        assert len([each for each in c8y.tenant_statistics.select_files()]) == 2
        content = made.read()
        assert content
        assert c8y.tenant_statistics.get_file(str(made.id)) == content


def test_files_that_were_given_learn_their_ids(c8y_mock: MockTenant) -> None:
    """Like other objects that are created together."""
    with operating(c8y_mock) as c8y:
        some = [TenantStatisticsFile(date_from=f"2026-0{month}-01", date_to=f"2026-0{month}-28") for month in (1, 2)]
        c8y.tenant_statistics.generate(*some)

        assert all(each.id for each in some)
        assert some[0].datetime_from == datetime(2026, 1, 1, tzinfo=UTC)
        with pytest.raises(ValueError, match="give files"):
            c8y.tenant_statistics.generate()


def test_month_that_is_not_over_has_no_file(c8y_mock: MockTenant) -> None:
    """The platform makes it on the first day of the next one."""
    with operating(c8y_mock) as c8y:
        with pytest.raises(NotFoundError):
            c8y.tenant_statistics.get_latest_file()
