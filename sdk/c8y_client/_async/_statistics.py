"""The collections behind the statistics of tenants."""

from __future__ import annotations

from typing import Any, ClassVar

import orjson

from c8y_client._async._resource import CumulocityResource
from c8y_client._async.tenant_statistics_file import PATH, TenantStatisticsFile
from c8y_client._documents.tenant_parts import DeviceStatistics, UsageStatistics
from c8y_client._http.urls import path
from c8y_client._queries.tenants import DeviceUsageQuery, UsageQuery
from c8y_client._reading.plan import Collection
from c8y_client._types import Raw


class Files(CumulocityResource[TenantStatisticsFile]):
    """The files."""

    collection: ClassVar[Collection] = Collection(path=PATH, name="statisticsFiles")
    query = UsageQuery
    object_class = TenantStatisticsFile


class Usage(CumulocityResource[Any]):
    """The days of a tenant."""

    collection: ClassVar[Collection] = Collection(path="/tenant/statistics", name="usageStatistics")
    query = UsageQuery

    def _wrap(self, documents: list[Raw]) -> list[UsageStatistics]:
        return [UsageStatistics(orjson.loads(bytes(document))) for document in documents]


class Devices(CumulocityResource[Any]):
    """What devices sent on days and in months."""

    query = DeviceUsageQuery

    def _wrap(self, documents: list[Raw]) -> list[DeviceStatistics]:
        return [DeviceStatistics(orjson.loads(bytes(document))) for document in documents]


def devices_of(tenant_id: str, span: str, day: str) -> Collection:
    """Tell where the numbers of devices are, for the `daily` or `monthly` span that a day lies in."""
    # They stand where other collections tell how many there are, so that is not to be had here.
    return Collection(path=path("/tenant/statistics/device", tenant_id, span, day), name="statistics", total=None)
