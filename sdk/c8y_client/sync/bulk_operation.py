# Made from sdk/c8y_client/_async/bulk_operation.py by sdk/scripts/unasync.py; change that.
"""A bulk operation: what all devices of a group are asked to do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

from c8y_client._documents.dates import Moment
from c8y_client._documents.fields import Field, MomentField, TimeField, id_of
from c8y_client._queries.params import Reference
from c8y_client._types import JSON
from c8y_client.sync._objects import WithNumber

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient


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

    group_id: Field[str] = Field("groupId", doc="The id of the group whose devices are to act.")
    failed_parent_id: Field[str] = Field(
        "failedParentId", doc="The bulk operation whose failures are to be tried again."
    )
    start_time: TimeField = TimeField("startDate", doc="When the first operation is to be created, as text.")
    start_datetime: MomentField = MomentField("startDate")
    creation_ramp: Field[float] = Field("creationRamp", doc="The pause between two operations, in seconds.")
    operation_prototype: Field[dict[str, JSON]] = Field("operationPrototype", doc="What every operation is to hold.")
    status: Field[str] = Field("status", read_only=True, doc="How far it has come, one of `BulkOperationStatus`.")
    general_status: Field[str] = Field(
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
