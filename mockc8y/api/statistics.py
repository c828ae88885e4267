"""Usage and device statistics."""

from __future__ import annotations

from mockc8y.api.route import PAGING, Route, query_names
from mockc8y.domain.roles import roles

ROUTES = (
    Route(
        "GET",
        "/tenant/statistics",
        "getTenantUsageStatisticsCollectionResource",
        roles("TENANT_STATISTICS_READ"),
        parameters=query_names("dateFrom dateTo") | PAGING,
    ),
    Route(
        "GET",
        "/tenant/statistics/summary",
        "getSummaryUsageStatistics",
        roles("TENANT_STATISTICS_READ", "INVENTORY_READ", "MANAGED_OBJECT_READ"),
        parameters=query_names("dateFrom dateTo tenant"),
    ),
    Route(
        "GET",
        "/tenant/statistics/allTenantsSummary",
        "getSummaryAllTenantsUsageStatistics",
        roles("TENANT_MANAGEMENT_READ"),
        parameters=query_names("dateFrom dateTo"),
    ),
    Route(
        "POST",
        "/tenant/statistics/files",
        "postGenerateStatisticsFileRequest",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_MANAGEMENT_CREATE"),
    ),
    Route(
        "GET",
        "/tenant/statistics/files",
        "getTenantUsageStatisticsFileCollectionResource",
        roles("TENANT_MANAGEMENT_ADMIN"),
        parameters=query_names("currentPage dateFrom dateTo pageSize withTotalPages"),
    ),
    Route("GET", "/tenant/statistics/files/{id}", "getTenantUsageStatisticsFileById", roles("TENANT_MANAGEMENT_ADMIN")),
    Route(
        "GET",
        "/tenant/statistics/files/latest/{month}",
        "getTenantUsageStatisticsLatestFile",
        roles("TENANT_MANAGEMENT_ADMIN"),
    ),
    Route(
        "GET",
        "/tenant/statistics/device/{tenantId}/monthly/{date}",
        "getTenantDeviceStatisticsMonthlyCollection",
        roles("TENANT_STATISTICS_READ"),
        parameters=query_names("currentPage deviceId pageSize withTotalPages"),
    ),
    Route(
        "GET",
        "/tenant/statistics/device/{tenantId}/daily/{date}",
        "getTenantDeviceStatisticsDailyCollection",
        roles("TENANT_STATISTICS_READ"),
        parameters=query_names("currentPage deviceId pageSize withTotalPages"),
    ),
)
"""The operations of this family in the official specification."""
