"""Keywords of the queries for tenants and their statistics, and the paths below a tenant."""

from __future__ import annotations

from typing import TypedDict

from c8y_client._documents.dates import Moment, wire_moment
from c8y_client._http.urls import path
from c8y_client._queries.params import Reference
from c8y_client._queries.times import TimeRange
from c8y_client._reading.keywords import Reading


class TenantFilters(TypedDict, total=False):
    """Which tenants are meant, of those below the own one: by company, by domain, or by the id of their parent.

    Only the management tenant finds tenants by `parent`.
    """

    parent: str | None
    domain: str | None
    company: str | None


class TenantQuery(TenantFilters, Reading, total=False):
    """Which tenants are read and how. The platform gives them in no order that could be chosen."""


class UsageQuery(TimeRange, Reading, total=False):
    """Which days, or files that tell of them, are read and how."""


class DeviceUsageQuery(Reading, total=False):
    """Which numbers of devices are read and how; `device_id` tells of which device, if not of all."""

    device_id: Reference | None


def tenant_path(tenant_id: str, *below: str) -> str:
    """Tell where a tenant is, or what is below it.

    >>> tenant_path("t42", "applications")
    '/tenant/tenants/t42/applications'
    """
    return path("/tenant/tenants", tenant_id, *below)


def wire_day(moment: Moment, name: str) -> str:
    """Write the day of a point in time, in UTC.

    >>> wire_day("2026-03-01T23:30:00-02:00", "date")
    '2026-03-02'
    """
    return wire_moment(moment, name)[: len("YYYY-MM-DD")]
