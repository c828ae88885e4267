# Made from sdk/c8y_client/_async/tenant_statistics.py by sdk/scripts/unasync.py; change that.
"""What tenants and devices use, and files that hold it."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Final, Unpack, overload

from c8y_client._documents.dates import Moment
from c8y_client._documents.results import Results
from c8y_client._documents.tenant_parts import DeviceStatistics, UsageStatistics
from c8y_client._documents.values import AsValues
from c8y_client._http.download import FileDownload
from c8y_client._http.urls import path
from c8y_client._queries.params import params_of
from c8y_client._queries.tenants import DeviceUsageQuery, UsageQuery, wire_day
from c8y_client._queries.times import TimeRange
from c8y_client._reading.keywords import keywords
from c8y_client._reading.plan import Plan
from c8y_client.sync._statistics import Devices, Files, Usage, devices_of
from c8y_client.sync.tenant_statistics_file import PATH, TenantStatisticsFile

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient

_PATH: Final = "/tenant/statistics"


class TenantStatistics:
    """How much tenants and their devices use, by day and month, and files with the usage of all tenants.

    Days are those of the server. Files, and other tenants than the own one and those below, are for the management
    tenant.
    """

    def __init__(self, c8y: CumulocityRestClient) -> None:
        self.c8y = c8y
        self._devices = Devices(c8y)
        self._files = Files(c8y)
        self._usage = Usage(c8y)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.c8y.base_url}>"

    @overload
    def select_usage_statistics(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[UsageQuery]
    ) -> Generator[UsageStatistics]: ...
    @overload
    def select_usage_statistics(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[UsageQuery]
    ) -> Generator[Any]: ...
    @keywords(UsageQuery)
    def select_usage_statistics(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[UsageQuery]
    ) -> Generator[Any]:
        """Iterate over what the own tenant used, day by day; 5 at most unless `limit` says otherwise.

        `expression` is the text behind `?` of a request and takes the place of all filters.
        """
        plan = self._usage._plan(expression, filters, as_values)
        return self._usage._select(plan, filters.get("progress", False))

    @overload
    def get_all_usage_statistics(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[UsageQuery]
    ) -> Results[UsageStatistics]: ...
    @overload
    def get_all_usage_statistics(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[UsageQuery]
    ) -> Results[Any]: ...
    @keywords(UsageQuery)
    def get_all_usage_statistics(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[UsageQuery]
    ) -> Results[Any]:
        """Read what the own tenant used, day by day, as a list; 5 at most unless `limit` says otherwise."""
        plan = self._usage._plan(expression, filters, as_values)
        return self._usage._get_all(plan, filters.get("progress", False))

    @keywords(TimeRange)
    def get_usage_summary(self, tenant_id: str | None = None, **span: Unpack[TimeRange]) -> UsageStatistics:
        """Read what a tenant used in some days together: this month unless told otherwise, and the own tenant."""
        params = params_of({"tenant": tenant_id, **span})
        return UsageStatistics(self.c8y.get(f"{_PATH}/summary", params=params))

    @keywords(TimeRange)
    def get_usage_summary_all_tenants(self, **span: Unpack[TimeRange]) -> list[UsageStatistics]:
        """Read what each tenant below the own one used in some days together: this month unless told otherwise."""
        found = self.c8y.get(f"{_PATH}/allTenantsSummary", params=params_of(span))
        return [UsageStatistics(one) for one in found or []]

    @overload
    def select_daily_device_statistics(
        self, tenant_id: str, date: Moment, *, as_values: None = None, **filters: Unpack[DeviceUsageQuery]
    ) -> Generator[DeviceStatistics]: ...
    @overload
    def select_daily_device_statistics(
        self, tenant_id: str, date: Moment, *, as_values: AsValues, **filters: Unpack[DeviceUsageQuery]
    ) -> Generator[Any]: ...
    @keywords(DeviceUsageQuery)
    def select_daily_device_statistics(
        self, tenant_id: str, date: Moment, *, as_values: AsValues | None = None, **filters: Unpack[DeviceUsageQuery]
    ) -> Generator[Any]:
        """Iterate over how much each device sent on a day; 5 at most unless `limit` says otherwise.

        `date` is the day. What is counted are the measurements, events and alarms that were stored.
        """
        plan = self._plan_of_devices(tenant_id, "daily", date, filters, as_values)
        return self._devices._select(plan, filters.get("progress", False))

    @overload
    def get_all_daily_device_statistics(
        self, tenant_id: str, date: Moment, *, as_values: None = None, **filters: Unpack[DeviceUsageQuery]
    ) -> Results[DeviceStatistics]: ...
    @overload
    def get_all_daily_device_statistics(
        self, tenant_id: str, date: Moment, *, as_values: AsValues, **filters: Unpack[DeviceUsageQuery]
    ) -> Results[Any]: ...
    @keywords(DeviceUsageQuery)
    def get_all_daily_device_statistics(
        self, tenant_id: str, date: Moment, *, as_values: AsValues | None = None, **filters: Unpack[DeviceUsageQuery]
    ) -> Results[Any]:
        """Read how much each device sent on a day as a list; 5 at most unless `limit` says otherwise."""
        plan = self._plan_of_devices(tenant_id, "daily", date, filters, as_values)
        return self._devices._get_all(plan, filters.get("progress", False))

    @overload
    def select_monthly_device_statistics(
        self, tenant_id: str, date: Moment, *, as_values: None = None, **filters: Unpack[DeviceUsageQuery]
    ) -> Generator[DeviceStatistics]: ...
    @overload
    def select_monthly_device_statistics(
        self, tenant_id: str, date: Moment, *, as_values: AsValues, **filters: Unpack[DeviceUsageQuery]
    ) -> Generator[Any]: ...
    @keywords(DeviceUsageQuery)
    def select_monthly_device_statistics(
        self, tenant_id: str, date: Moment, *, as_values: AsValues | None = None, **filters: Unpack[DeviceUsageQuery]
    ) -> Generator[Any]:
        """Iterate over how much each device sent in a month; 5 at most unless `limit` says otherwise.

        `date` is any day of the month. What is counted are the measurements, events and alarms that were stored.
        """
        plan = self._plan_of_devices(tenant_id, "monthly", date, filters, as_values)
        return self._devices._select(plan, filters.get("progress", False))

    @overload
    def get_all_monthly_device_statistics(
        self, tenant_id: str, date: Moment, *, as_values: None = None, **filters: Unpack[DeviceUsageQuery]
    ) -> Results[DeviceStatistics]: ...
    @overload
    def get_all_monthly_device_statistics(
        self, tenant_id: str, date: Moment, *, as_values: AsValues, **filters: Unpack[DeviceUsageQuery]
    ) -> Results[Any]: ...
    @keywords(DeviceUsageQuery)
    def get_all_monthly_device_statistics(
        self, tenant_id: str, date: Moment, *, as_values: AsValues | None = None, **filters: Unpack[DeviceUsageQuery]
    ) -> Results[Any]:
        """Read how much each device sent in a month as a list; 5 at most unless `limit` says otherwise."""
        plan = self._plan_of_devices(tenant_id, "monthly", date, filters, as_values)
        return self._devices._get_all(plan, filters.get("progress", False))

    @overload
    def select_files(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[UsageQuery]
    ) -> Generator[TenantStatisticsFile]: ...
    @overload
    def select_files(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[UsageQuery]
    ) -> Generator[Any]: ...
    @keywords(UsageQuery)
    def select_files(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[UsageQuery]
    ) -> Generator[Any]:
        """Iterate over the files that tell of any of some days; 5 at most unless `limit` says otherwise.

        `expression` is the text behind `?` of a request and takes the place of all filters.
        """
        plan = self._files._plan(expression, filters, as_values)
        return self._files._select(plan, filters.get("progress", False))

    @overload
    def get_all_files(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[UsageQuery]
    ) -> Results[TenantStatisticsFile]: ...
    @overload
    def get_all_files(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[UsageQuery]
    ) -> Results[Any]: ...
    @keywords(UsageQuery)
    def get_all_files(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[UsageQuery]
    ) -> Results[Any]:
        """Read the files that tell of any of some days as a list; 5 at most unless `limit` says otherwise."""
        plan = self._files._plan(expression, filters, as_values)
        return self._files._get_all(plan, filters.get("progress", False))

    def generate(
        self,
        *files: TenantStatisticsFile,
        date_from: Moment | None = None,
        date_to: Moment | None = None,
        workers: int | None = None,
    ) -> None:
        """Make files, or one of the days from `date_from` to `date_to`."""
        if bool(files) == (date_from is not None or date_to is not None):
            raise ValueError("give files, or date_from= and date_to=")
        wanted = files or (TenantStatisticsFile(date_from=date_from, date_to=date_to),)
        self._files._create(wanted, workers)

    def get_file(self, file_id: str) -> FileDownload:
        """Read a file."""
        return self.c8y.get_file(path(PATH, file_id))

    def get_latest_file(self, *, month: Moment = "today") -> FileDownload:
        """Read the file of the month that a day lies in; a `NotFoundError` while the month is not over."""
        return self.c8y.get_file(path(PATH, "latest", wire_day(month, "month")))

    def _plan_of_devices(
        self, tenant_id: str, span: str, date: Moment, filters: DeviceUsageQuery, as_values: AsValues | None
    ) -> Plan:
        return self._devices._plan(None, filters, as_values, devices_of(tenant_id, span, wire_day(date, "date")))
