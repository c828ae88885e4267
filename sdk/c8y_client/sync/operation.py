# Made from sdk/c8y_client/_async/operation.py by sdk/scripts/unasync.py; change that.
"""Operations, which ask a device to do something, and bulk operations, which ask all devices of a group."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, Self

from c8y_client._dates import Moment, parse_moment
from c8y_client._fields import Field, MomentField, TimeField, id_of
from c8y_client._progress import ProgressOption
from c8y_client._queries.params import Reference
from c8y_client._types import JSON
from c8y_client.sync._objects import WithId, WithNumber

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient

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
    _assigned: ClassVar[frozenset[str]] = frozenset(
        {"id", "self", "bulkOperationId", "creationTime", "delivery", "deviceExternalIDs", "deviceName"}
    )

    bulk_operation_id = Field[int](
        "bulkOperationId", read_only=True, doc="The bulk operation that made it, if one did."
    )
    device_id = Field[str]("deviceId", doc="The id of the device that is to act.")
    description = Field[str]("description", doc="What is to be done, in words.")
    status = Field[str]("status", doc="How far the device has come, one of `OperationStatus`.")
    failure_reason = Field[str]("failureReason", doc="Why it failed; it goes with the status FAILED only.")
    creation_time = TimeField("creationTime", read_only=True, doc="When it reached the platform, as text.")
    creation_datetime = MomentField("creationTime")

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

    def create(self, copy: bool = False) -> Self:
        """Create the operation and take what the platform made of it, or give that as a new object with `copy`."""
        return self._create(copy)

    def update(self, copy: bool = False) -> Self:
        """Send what was changed; sends nothing if nothing was."""
        return self._update(copy)

    def reload(self, copy: bool = False) -> Self:
        """Read the operation again; changes that were not sent are lost, unless in a `copy`."""
        return self._reload(copy)

    def delete(self, **_: JSON) -> None:
        """Try to delete the operation. The platform deletes by filters only and refuses; see `Operations.delete_by`."""
        self._delete()

    def send_to(self, *devices: Reference, workers: int | None = None, progress: ProgressOption = False) -> list[str]:
        """Send an operation like this one to each of some devices, and give the ids of the operations in that order."""
        from c8y_client.sync.operations import Operations  # noqa: PLC0415 - which is made of this module

        return Operations(self._connection).send_to(self, *devices, workers=workers, progress=progress)


def template_of(operation: Operation | Mapping[str, JSON]) -> dict[str, JSON]:
    """Take from an operation what others like it have as well."""
    fields = operation.sendable() if isinstance(operation, Operation) else operation
    return {
        name: value for name, value in fields.items() if name not in _OF_ONE_DEVICE and name not in Operation._assigned
    }


class BulkOperationStatus(StrEnum):
    """How far a bulk operation has come with creating operations."""

    ACTIVE = "ACTIVE"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    DELETED = "DELETED"


class BulkOperationGeneralStatus(StrEnum):
    """What has become of a bulk operation as a whole. Tenants differ in what they call the beginning and the ends."""

    SCHEDULED = "SCHEDULED"
    PENDING = "PENDING"
    EXECUTING = "EXECUTING"
    EXECUTING_WITH_ERROR = "EXECUTING_WITH_ERROR"
    EXECUTING_WITH_ERRORS = "EXECUTING_WITH_ERRORS"
    SUCCESSFUL = "SUCCESSFUL"
    FAILED = "FAILED"
    CANCELED = "CANCELED"
    COMPLETED_SUCCESSFULLY = "COMPLETED SUCCESSFULLY"
    COMPLETED_WITH_FAILURES = "COMPLETED WITH FAILURES"


class BulkOperationProgress(NamedTuple):
    """How many operations of a bulk operation are in which state."""

    pending: int = 0
    failed: int = 0
    executing: int = 0
    successful: int = 0
    all: int = 0


class BulkOperation(WithNumber):
    """An operation for all devices of a group, created for one after the other.

    It is for the devices of `group_id`, or for those whose operation of the bulk operation `failed_parent_id` failed.

    >>> restart = BulkOperation(
    ...     group_id="9200",
    ...     start_time="2026-01-01T12:00:00Z",
    ...     creation_ramp=1.5,
    ...     operation_prototype={"description": "Restart", "c8y_Restart": {}},
    ... )
    >>> restart.start_time, restart.creation_ramp
    ('2026-01-01T12:00:00.000Z', 1.5)
    """

    __slots__ = ()

    resource_path: ClassVar[str] = "/devicecontrol/bulkoperations"
    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.bulkoperation+json"
    _assigned: ClassVar[frozenset[str]] = frozenset({"id", "self", "status", "generalStatus", "progress"})

    group_id = Field[str]("groupId", doc="The id of the group whose devices are to act.")
    failed_parent_id = Field[str]("failedParentId", doc="The bulk operation whose failures are to be tried again.")
    start_time = TimeField("startDate", doc="When the first operation is to be created, as text.")
    start_datetime = MomentField("startDate")
    creation_ramp = Field[float]("creationRamp", doc="The pause between two operations, in seconds.")
    operation_prototype = Field[dict[str, JSON]]("operationPrototype", doc="What every operation is to hold.")
    status = Field[str]("status", read_only=True, doc="How far it has come, one of `BulkOperationStatus`.")
    general_status = Field[str](
        "generalStatus", read_only=True, doc="What has become of it, one of `BulkOperationGeneralStatus`."
    )

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        *,
        group_id: Reference | None = None,
        failed_parent_id: Reference | None = None,
        start_time: Moment | None = None,
        creation_ramp: float | None = None,
        operation_prototype: Mapping[str, JSON] | None = None,
        **kwargs: JSON,
    ) -> None:
        """Make a bulk operation that the platform does not know yet; other keywords become fragments.

        `group_id` and `failed_parent_id` exclude each other. `creation_ramp` is in seconds.
        """
        super().__init__(c8y, **kwargs)
        self.group_id = None if group_id is None else id_of(group_id)
        self.failed_parent_id = None if failed_parent_id is None else id_of(failed_parent_id)
        self.start_time, self.creation_ramp = start_time, creation_ramp
        self.operation_prototype = None if operation_prototype is None else dict(operation_prototype)

    @property
    def progress(self) -> BulkOperationProgress | None:
        """How many operations are in which state, as far as the object was read."""
        counts = self.get("progress")
        if counts is None:
            return None
        return BulkOperationProgress(**{name: counts.get(name) or 0 for name in BulkOperationProgress._fields})

    def create(self, copy: bool = False) -> Self:
        """Create the bulk operation and take what the platform made of it, or give that as a new object with `copy`."""
        return self._create(copy)

    def update(self, copy: bool = False) -> Self:
        """Send what was changed, which the platform accepts until all operations are created."""
        return self._update(copy)

    def reload(self, copy: bool = False) -> Self:
        """Read the bulk operation again; changes that were not sent are lost, unless in a `copy`."""
        return self._reload(copy)

    def delete(self, **_: JSON) -> None:
        """Cancel the bulk operation; see `cancel`."""
        self._delete()

    def cancel(self, copy: bool = False) -> Self:
        """Create no more operations, and read what has become of it. It remains, with the status DELETED."""
        self._delete()
        return self._reload(copy)

    def retry_failed(self, *, start_time: Moment = "now", creation_ramp: float | None = None) -> BulkOperation:
        """Create a bulk operation for the devices that failed, by the same prototype and, if not given, pause."""
        again = BulkOperation(
            self._connection,
            failed_parent_id=self._key(),
            start_time=start_time,
            creation_ramp=self.creation_ramp if creation_ramp is None else creation_ramp,
            operation_prototype=self.operation_prototype,
        )
        return again.create()
