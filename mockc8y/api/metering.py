"""Which requests count as use of a tenant, and as what."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from mockc8y.api.request import Request
from mockc8y.domain import applications, usage_counting
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.usage import (
    ALARMS_CREATED,
    ALARMS_UPDATED,
    DEVICE_REQUESTS,
    EVENTS_CREATED,
    EVENTS_UPDATED,
    INVENTORIES_CREATED,
    INVENTORIES_UPDATED,
    MEASUREMENTS_CREATED,
    OPERATIONS_CREATED,
    OPERATIONS_UPDATED,
    REQUESTS,
)

_CHILD_WRITES = (
    "postManagedObjectChild{}sResource",
    "deleteManagedObjectChild{}Resource",
    "deleteManagedObjectChild{}ResourceMultiple",
)
TRANSFERS: Mapping[str, str] = MappingProxyType(
    {
        "postAlarmCollectionResource": ALARMS_CREATED,
        "postAlarmUpsertResource": ALARMS_CREATED,
        "putAlarmCollectionResource": ALARMS_UPDATED,
        "putAlarmResource": ALARMS_UPDATED,
        "postEventCollectionResource": EVENTS_CREATED,
        "putEventResource": EVENTS_UPDATED,
        "postEventBinaryResource": EVENTS_UPDATED,
        "putEventBinaryResource": EVENTS_UPDATED,
        "postManagedObjectCollectionResource": INVENTORIES_CREATED,
        "putManagedObjectCollectionResource": INVENTORIES_UPDATED,
        "putManagedObjectResource": INVENTORIES_UPDATED,
        "postBinariesCollectionResource": INVENTORIES_CREATED,
        "putBinariesResource": INVENTORIES_UPDATED,
        "postMeasurementCollectionResource": MEASUREMENTS_CREATED,
        "postOperationCollectionResource": OPERATIONS_CREATED,
        "putOperationResource": OPERATIONS_UPDATED,
        **{
            name.format(kind): INVENTORIES_UPDATED for name in _CHILD_WRITES for kind in ("Addition", "Asset", "Device")
        },
    }
)
"""What a request for an operation counts as, whatever becomes of it (specification).

Where it is about several documents, the operation counts those past the first itself, see `count_more`.
# unverified: upserts of alarms and files, of which nothing is known.
"""

UNCOUNTED = (
    "/application/currentApplication",
    "/devicecontrol/deviceCredentials",
    "/inventory/templates",
    "/tenant/limit",
)
NO_DEVICES = ("/tenant", "/application", "/user")
"""Beginnings of paths that devices are not expected to ask for (specification)."""


class Counted(NamedTuple):
    """The counters that a request raises when it comes from a device, and when it comes from an application."""

    of_device: tuple[str, ...]
    of_application: tuple[str, ...]


class Meter:
    """Counts requests for the tenants of a platform."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._keys: dict[str, tuple[object, object, frozenset[object]]] = {}

    def count(self, request: Request) -> None:
        """Count a request whose tenant is known, before it is known whether it is right and allowed."""
        counted = counted_for(request.route.operation, request.route.path)
        key = request.headers.get(b"x-cumulocity-application-key")
        if key is None or key.decode("latin-1") not in self._keys_of(request.tenant):
            usage_counting.count(request.tenant, counted.of_device)
        else:
            usage_counting.count(request.tenant, counted.of_application)

    def _keys_of(self, tenant: Tenant) -> frozenset[object]:
        """Return the keys of the applications of a tenant, remembered until it has other applications."""
        known = self._keys.get(tenant.id)
        owned, used = tenant.applications.version, tenant.subscriptions.version
        if known is not None and known[0] is owned and known[1] is used:
            return known[2]
        found = frozenset(found.document.get("key") for found in applications.visible(self._platform, tenant))
        self._keys[tenant.id] = owned, used, found
        return found


def count_more(request: Request, counter: str, documents: int) -> None:
    """Count the documents of a request that were not counted with it, as that counted as one already."""
    usage_counting.count(request.tenant, (counter,), documents - 1)


@cache
def counted_for(operation: str, path: str) -> Counted:
    """Return what a request for an operation counts as."""
    transfer = TRANSFERS.get(operation)
    counters = [] if transfer is None else [transfer]
    if "/health" in path or path.startswith(UNCOUNTED):
        return Counted(tuple(counters), tuple(counters))
    of_application = (REQUESTS, *counters)
    return Counted(
        of_application if path.startswith(NO_DEVICES) else (DEVICE_REQUESTS, *of_application), of_application
    )
