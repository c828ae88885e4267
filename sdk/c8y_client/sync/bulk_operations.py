# Made from sdk/c8y_client/_async/bulk_operations.py by sdk/scripts/unasync.py; change that.
"""Bulk operations: what all devices of a group are asked to do."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, ClassVar, Unpack, overload

from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._reading.keywords import Reading, keywords
from c8y_client._reading.plan import Collection
from c8y_client._reading.progress import ProgressOption
from c8y_client._types import JSON
from c8y_client.sync._resource import CumulocityResource
from c8y_client.sync.bulk_operation import BulkOperation


class BulkOperations(CumulocityResource[BulkOperation]):
    """The bulk operations of a tenant. They cannot be filtered by the platform, and come in no promised order."""

    collection: ClassVar[Collection] = Collection(
        path="/devicecontrol/bulkoperations", name="bulkOperations", total="withTotalElements"
    )
    object_class = BulkOperation

    def get(self, operation_id: str | int) -> BulkOperation:
        """Read one bulk operation; a `NotFoundError`, which is a `KeyError`, if there is none."""
        return self._get(str(operation_id))

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[Reading]
    ) -> Generator[BulkOperation]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[Reading]
    ) -> Generator[Any]: ...
    @keywords(Reading)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[Reading]
    ) -> Generator[Any]:
        """Iterate over bulk operations while they are being read; 5 at most unless `limit` says otherwise.

        `expression` is the text behind `?` of a request. `as_values` gives the values at paths in place of objects.
        """
        return self._select(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[Reading]
    ) -> Results[BulkOperation]: ...
    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[Reading]
    ) -> Results[Any]: ...
    @keywords(Reading)
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[Reading]
    ) -> Results[Any]:
        """Give bulk operations as a list; 5 at most unless `limit` says otherwise. See `select`."""
        return self._get_all(self._plan(expression, filters, as_values), filters.get("progress", False))

    def get_count(self, expression: str | None = None, **kwargs: JSON) -> int:
        """Ask how many bulk operations there are, without reading them."""
        return self._get_count(expression, kwargs)

    def create(self, *operations: BulkOperation, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Create bulk operations, which take their ids; see `BatchError` for what is raised when some fail."""
        self._create(operations, workers, progress)

    def update(self, *operations: BulkOperation, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Send what was changed in bulk operations, which the platform accepts until all operations are created."""
        self._update(operations, workers, progress)

    def cancel(
        self,
        *operations: str | int | BulkOperation,
        workers: int | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
    ) -> None:
        """Create no more operations. The bulk operations remain, with the status DELETED."""
        self._delete([*map(_named, operations)], workers, progress, missing_ok=missing_ok)

    delete = cancel


def _named(operation: str | int | BulkOperation) -> str | BulkOperation:
    return str(operation) if isinstance(operation, int) else operation
