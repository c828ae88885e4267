"""The use of the tenant, where code written for pyc8y looks for them."""

from c8y_client._async.tenant_statistics import TenantStatistics
from c8y_client._async.tenant_statistics_file import TenantStatisticsFile
from c8y_client._documents.tenant_parts import DeviceStatistics, UsageStatistics

__all__ = ["DeviceStatistics", "TenantStatistics", "TenantStatisticsFile", "UsageStatistics"]
