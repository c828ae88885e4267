"""An operation: what a device is asked to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, Self

from c8y_client._async._objects import WithId
from c8y_client._documents.dates import parse_moment
from c8y_client._documents.fields import Field, MomentField, TimeField, id_of
from c8y_client._queries.params import Reference
from c8y_client._reading.progress import ProgressOption
from c8y_client._types import JSON

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient

# What operations have beside the fragment that names the command.
_NO_COMMAND: Final = frozenset(
    {
        "bulkOperationId",
        "creationTime",
        "delivery",
        "deliveryType",
        "description",
        "failureReason",
        "id",
        "self",
        "status",
    }
)
_OF_ONE_DEVICE: Final = frozenset(
    {"delivery", "deviceExternalIDs", "deviceId", "deviceName", "failureReason", "status"}
)


class OperationStatus(StrEnum):
    """How far a device has come with an operation."""

    PENDING = "PENDING"
    EXECUTING = "EXECUTING"
    SUCCESSFUL = "SUCCESSFUL"
    FAILED = "FAILED"


class OperationStatusChange(NamedTuple):
    """A step of an operation on its way to the device.

    >>> OperationStatusChange("2026-01-01T12:00:00.000Z", "DELIVERED").datetime.hour
    12
    """

    time: str
    status: str

    @property
    def datetime(self) -> datetime:
        """When that was, with time zone."""
        return parse_moment(self.time)


class Operation(WithId):
    """Something that a device is asked to do.

    >>> operation = Operation(device_id="4711", description="Restart", c8y_Restart={})
    >>> operation.resolve_type()
    'c8y_Restart'
    """

    __slots__ = ()

    resource_path: ClassVar[str] = "/devicecontrol/operations"
    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.operation+json"

    Status: ClassVar[type[OperationStatus]] = OperationStatus

    _assigned: ClassVar[frozenset[str]] = frozenset(
        {"id", "self", "bulkOperationId", "creationTime", "delivery", "deviceExternalIDs", "deviceName"}
    )

    bulk_operation_id: Field[int] = Field(
        "bulkOperationId", read_only=True, doc="The bulk operation that made it, if one did."
    )
    device_id: Field[str] = Field("deviceId", doc="The id of the device that is to act.")
    description: Field[str] = Field("description", doc="What is to be done, in words.")
    status: Field[str] = Field("status", doc="How far the device has come, one of `OperationStatus`.")
    failure_reason: Field[str] = Field("failureReason", doc="Why it failed; it goes with the status FAILED only.")
    creation_time: TimeField = TimeField("creationTime", read_only=True, doc="When it reached the platform, as text.")
    creation_datetime: MomentField = MomentField("creationTime")

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        *,
        device_id: Reference | None = None,
        description: str | None = None,
        status: str | None = None,
        **kwargs: JSON,
    ) -> None:
        """Make an operation that the platform does not know yet; other keywords become fragments."""
        super().__init__(c8y, **kwargs)
        self.device_id = None if device_id is None else id_of(device_id)
        self.description, self.status = description, status

    @property
    def changes(self) -> dict[str, JSON]:
        """What differs from what the platform last said, with the status, which it wants with every update."""
        changed = super().changes
        return {"status": self.status, **changed} if changed and self.status else changed

    def resolve_type(self) -> str | None:
        """Guess what the command is called: the first fragment with an underscore, else any; `None` without one."""
        named = (name for name in self if "_" in name)
        others = (name for name in self if name not in _NO_COMMAND and not name.startswith("device"))
        return next(named, None) or next(others, None)

    def get_status_changes(self) -> list[OperationStatusChange]:
        """List the steps that the platform recorded on the way to the device, oldest first."""
        return [OperationStatusChange(step["time"], step["status"]) for step in self.get("delivery.log") or ()]

    async def create(self, copy: bool = False) -> Self:
        """Create the operation and take what the platform made of it, or give that as a new object with `copy`."""
        return await self._create(copy)

    async def update(self, copy: bool = False) -> Self:
        """Send what was changed; sends nothing if nothing was."""
        return await self._update(copy)

    async def reload(self, copy: bool = False) -> Self:
        """Read the operation again; changes that were not sent are lost, unless in a `copy`."""
        return await self._reload(copy)

    async def delete(self, **_: JSON) -> None:
        """Try to delete the operation. The platform deletes by filters only and refuses; see `Operations.delete_by`."""
        await self._delete()

    async def send_to(
        self, *devices: Reference, workers: int | None = None, progress: ProgressOption = False
    ) -> list[str]:
        """Send an operation like this one to each of some devices, and give the ids of the operations in that order."""
        from c8y_client._async.operations import Operations  # noqa: PLC0415 - which is made of this module

        return await Operations(self._connection).send_to(self, *devices, workers=workers, progress=progress)


def template_of(operation: Operation | Mapping[str, JSON]) -> dict[str, JSON]:
    """Take from an operation what others like it have as well."""
    fields = operation.sendable() if isinstance(operation, Operation) else operation
    return {
        name: value for name, value in fields.items() if name not in _OF_ONE_DEVICE and name not in Operation._assigned
    }
