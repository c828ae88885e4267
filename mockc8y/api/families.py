"""How the documents of a change look, told by the family that the change stream names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mockc8y.api import alarms, events, managed_object, measurements, operations
from mockc8y.api.links import Links
from mockc8y.api.render import Resource
from mockc8y.domain.tenant import Tenant
from mockc8y.store.collection import Record

_RESOURCES: Mapping[str, Resource] = MappingProxyType(
    {
        "events": events.RESOURCE,
        "managedobjects": managed_object.RESOURCE,
        "measurements": measurements.RESOURCE,
        "operations": operations.RESOURCE,
    }
)


def rendered(tenant: Tenant, family: str, record: Record, links: Links) -> bytes:
    """Write a document as its GET shows it."""
    resource = alarms.resource_of(tenant) if family == "alarms" else _RESOURCES[family]
    return resource.render(record, links)
