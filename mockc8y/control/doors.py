"""Python's way into a tenant: the domain's own functions, with documents as the REST API shows them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from mockc8y.api import alarms as alarms_api
from mockc8y.api import bulk_operations as bulk_operations_api
from mockc8y.api import events as events_api
from mockc8y.api import identity as identity_api
from mockc8y.api import managed_object
from mockc8y.api import measurements as measurements_api
from mockc8y.api import operations as operations_api
from mockc8y.api.links import Links
from mockc8y.domain import (
    alarms,
    bulk_operations,
    children,
    deletion,
    events,
    identity,
    inventory,
    measurements,
    operations,
)
from mockc8y.domain.callers import Caller
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document, decode
from mockc8y.store.collection import Collection, Record

LINKS = Links("http://mockc8y.local")
CALLER = Caller("admin", application="mockc8y")
"""Who acts from Python: the administrator, whose requests are no signs of life of a device."""


class Documents(ABC):
    """The documents of one family. Iterating yields all of them, in the order of their ids.

    Errors are the platform's: `PlatformError` with status, code and message.
    """

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    def __len__(self) -> int:
        return len(self._collection)

    def __iter__(self) -> Iterator[Document]:
        return map(self._shown, self._collection)

    @property
    @abstractmethod
    def _collection(self) -> Collection:
        """Where they are kept. Asked for anew each time, as a reset replaces it."""

    @abstractmethod
    def _render(self, record: Record) -> bytes:
        """Write one as the REST API does."""

    def _shown(self, record: Record) -> Document:
        return decode(self._render(record))


class Inventory(Documents):
    """Managed objects.

    ```python
    pump = c8y_mock.inventory.create({"name": "Pump 7", "c8y_IsDevice": {}})
    valve = c8y_mock.inventory.create({"name": "Valve 1"})
    c8y_mock.inventory.add_child(pump["id"], valve["id"])
    ```
    """

    def create(self, document: Document) -> Document:
        """Create a managed object."""
        return self._shown(inventory.create(self._tenant, document, CALLER))

    def get(self, object_id: str) -> Document:
        """Return a managed object; its lists of children and parents stay empty, as over REST."""
        return self._shown(inventory.get(self._tenant, object_id))

    def update(self, object_id: str, change: Document) -> Document:
        """Replace top-level properties; `None` removes one."""
        return self._shown(inventory.update(self._tenant, object_id, change, CALLER))

    def delete(self, object_id: str) -> None:
        """Delete a managed object and all that belongs to it."""
        deletion.delete(self._tenant, object_id, CALLER)

    def add_child(self, parent: str, child: str, kind: str = "childDevices") -> None:
        """Make one object a child of another; `kind` is `childDevices`, `childAssets` or `childAdditions`."""
        children.add(self._tenant, kind, parent, [child])

    @property
    def _collection(self) -> Collection:
        return self._tenant.inventory

    def _render(self, record: Record) -> bytes:
        return managed_object.without_references(record, LINKS)


class Identity:
    """External ids."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    def create(self, object_id: str, type: str, external_id: str) -> Document:
        """Bind an external id to a managed object."""
        made = identity.create(self._tenant, object_id, {"type": type, "externalId": external_id})
        return identity_api.document_of(made, LINKS)

    def get(self, type: str, external_id: str) -> Document:
        """Return an external id and the managed object it stands for."""
        return identity_api.document_of(identity.get(self._tenant, type, external_id), LINKS)


class Measurements(Documents):
    """Measurements."""

    def create(self, document: Document) -> Document:
        """Store a measurement."""
        return self._shown(measurements.create(self._tenant, document, CALLER))

    def get(self, measurement_id: str) -> Document:
        """Return a measurement."""
        return self._shown(measurements.get(self._tenant, measurement_id))

    @property
    def _collection(self) -> Collection:
        return self._tenant.measurements

    def _render(self, record: Record) -> bytes:
        return measurements_api.RESOURCE.render(record, LINKS)


class Events(Documents):
    """Events."""

    def create(self, document: Document) -> Document:
        """Store an event."""
        return self._shown(events.create(self._tenant, document, CALLER))

    def get(self, event_id: str) -> Document:
        """Return an event."""
        return self._shown(events.get(self._tenant, event_id))

    def update(self, event_id: str, change: Document) -> Document:
        """Change text or fragments of an event."""
        return self._shown(events.update(self._tenant, event_id, change, CALLER))

    @property
    def _collection(self) -> Collection:
        return self._tenant.events

    def _render(self, record: Record) -> bytes:
        return events_api.RESOURCE.render(record, LINKS)


class Alarms(Documents):
    """Alarms."""

    def create(self, document: Document) -> Document:
        """Raise an alarm, or count up the one that is open for the same source and type."""
        return self._shown(alarms.raise_alarm(self._tenant, document, CALLER))

    def get(self, alarm_id: str) -> Document:
        """Return an alarm."""
        return self._shown(alarms.get(self._tenant, alarm_id))

    def update(self, alarm_id: str, change: Document) -> Document:
        """Change status, severity, text or fragments of an alarm."""
        return self._shown(alarms.update(self._tenant, alarm_id, change, CALLER))

    @property
    def _collection(self) -> Collection:
        return self._tenant.alarms

    def _render(self, record: Record) -> bytes:
        return alarms_api.resource_of(self._tenant).render(record, LINKS)


class Operations(Documents):
    """Operations."""

    def create(self, document: Document) -> Document:
        """Send an operation to a device."""
        return self._shown(operations.create(self._tenant, document, CALLER))

    def get(self, operation_id: str) -> Document:
        """Return an operation."""
        return self._shown(operations.get(self._tenant, operation_id))

    def update(self, operation_id: str, change: Document) -> Document:
        """Report the state of an operation, as its device would."""
        return self._shown(operations.update(self._tenant, operation_id, change, CALLER))

    @property
    def _collection(self) -> Collection:
        return self._tenant.operations

    def _render(self, record: Record) -> bytes:
        return operations_api.RESOURCE.render(record, LINKS)


class BulkOperations(Documents):
    """Bulk operations. Their ids are numbers."""

    def create(self, document: Document) -> Document:
        """Plan an operation for each member of a group."""
        return self._shown(bulk_operations.create(self._tenant, document, CALLER))

    def get(self, bulk_operation_id: int) -> Document:
        """Return a bulk operation with its progress."""
        return self._shown(bulk_operations.get(self._tenant, str(bulk_operation_id)))

    def cancel(self, bulk_operation_id: int) -> None:
        """Cancel a bulk operation."""
        bulk_operations.cancel(self._tenant, str(bulk_operation_id), CALLER)

    @property
    def _collection(self) -> Collection:
        return self._tenant.bulk_operations

    def _render(self, record: Record) -> bytes:
        return bulk_operations_api.resource_of(self._tenant).render(record, LINKS)
