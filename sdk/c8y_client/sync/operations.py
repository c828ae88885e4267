# Made from sdk/c8y_client/_async/operations.py by sdk/scripts/unasync.py; change that.
"""Operations: what devices are asked to do."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any, ClassVar, Unpack, overload

from c8y_client._documents.dates import Age
from c8y_client._documents.fields import id_of
from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._queries.narrowing import refuse_reading
from c8y_client._queries.operations import OperationFilters, OperationQuery, needs_search, operation_params, spot
from c8y_client._queries.params import Params, Reference
from c8y_client._reading.keywords import keywords
from c8y_client._reading.plan import MAX_PAGE_SIZE, Collection, Timeline
from c8y_client._reading.progress import ProgressOption
from c8y_client._types import JSON
from c8y_client.sync._bulk import each
from c8y_client.sync._resource import CumulocityResource
from c8y_client.sync.operation import Operation, template_of


class Operations(CumulocityResource[Operation]):
    """The operations of a tenant."""

    collection: ClassVar[Collection] = Collection(
        path="/devicecontrol/operations",
        name="operations",
        timeline=Timeline(field="creationTime", newest_first=False),
    )
    query = OperationQuery
    one_at_a_time: ClassVar[str] = "status"
    object_class = Operation

    def _params(self, filters: Mapping[str, Any]) -> Params:
        return operation_params(filters)

    def get(self, operation_id: str) -> Operation:
        """Read one operation; a `NotFoundError`, which is a `KeyError`, if there is none."""
        return self._get(operation_id)

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[OperationQuery]
    ) -> Generator[Operation]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[OperationQuery]
    ) -> Generator[Any]: ...
    @keywords(OperationQuery)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[OperationQuery]
    ) -> Generator[Any]:
        """Query operations and iterate over them while they are being read; 5 at most unless `limit` says otherwise.

        `expression` is the text behind `?` of a request and takes the place of all filters. `as_values` gives the
        values at paths in place of objects.
        """
        return self._select(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[OperationQuery]
    ) -> Results[Operation]: ...
    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[OperationQuery]
    ) -> Results[Any]: ...
    @keywords(OperationQuery)
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[OperationQuery]
    ) -> Results[Any]:
        """Query operations and give them as a list; 5 at most unless `limit` says otherwise. See `select`."""
        return self._get_all(self._plan(expression, filters, as_values), filters.get("progress", False))

    @keywords(OperationFilters)
    def get_count(self, expression: str | None = None, **filters: Unpack[OperationFilters]) -> int:
        """Ask how many operations there are, without reading them."""
        return self._get_count(expression, filters)

    @overload
    def get_last(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[OperationFilters]
    ) -> Operation | None: ...
    @overload
    def get_last(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[OperationFilters]
    ) -> Any | None: ...
    @keywords(OperationFilters)
    def get_last(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[OperationFilters]
    ) -> Any | None:
        """Read the newest operation that matches, `None` if none does. An expression brings its own order."""
        order = {} if expression else {"asc": False}
        newest = self._get_all(self._plan(expression, {**filters, **order, "limit": 1}, as_values))
        return newest[0] if newest else None

    def skim_latest(
        self, device_id: Reference | None = None, *, max_age: Age | None = None, limit: int | None = 200, **kwargs: Any
    ) -> dict[str, Operation]:
        """Look through the newest operations for the latest of each type, as `Operation.resolve_type` names it.

        That are `limit` operations or, if it is given, those of `max_age`. Types that do not occur among them are
        missing, so this is for a quick look, not for a complete one. Other parameters are those of `select`.
        """
        filters = {**kwargs, "device_id": device_id, "max_age": max_age, "asc": False}
        plan = self._plan(None, {**filters, "limit": limit if max_age is None else None})
        return self._skim(plan, lambda operation: operation.resolve_type())

    def create(self, *operations: Operation, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Create operations, which take their ids; see `BatchError` for what is raised when some fail."""
        self._create(operations, workers, progress)

    def send_to(
        self,
        operation: Operation | Mapping[str, JSON],
        *device_ids: Reference,
        workers: int | None = None,
        progress: ProgressOption = False,
    ) -> list[str]:
        """Send an operation like the given one to each of some devices, given as such or by id.

        The ids of the operations come in the order of the devices. What the given operation holds about its own device
        and state is left out.
        """
        template = template_of(operation)

        def send(device: Reference) -> str:
            document = self.c8y.post(
                self.resource_path,
                json={**template, "deviceId": id_of(device)},
                accept=Operation.object_type,
                content_type=Operation.object_type,
            )
            return str(document["id"])

        return each(device_ids, send, workers, progress)

    def update(self, *operations: Operation, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Send what was changed in operations."""
        self._update(operations, workers, progress)

    @keywords(OperationFilters)
    def delete_by(
        self, expression: str | None = None, *, force: bool = False, **filters: Unpack[OperationFilters]
    ) -> None:
        """Delete all operations that match; the platform may go on doing so after it answered.

        Without any filter this deletes every operation that the user may see, which `force=True` has to confirm.

        The platform is not known to delete by `bulk_id` or `fragment`, nor does it delete single operations. Then the
        operations are searched for, and deleted by their device and the millisecond of their creation. It is a
        `ValueError` before anything is deleted if that would delete others as well.
        """
        refuse_reading(filters)
        if not expression and needs_search(filters):
            self._delete_found(filters)
        else:
            self._delete_by(expression, filters, force=force)

    def _delete_found(self, asked: Mapping[str, Any]) -> None:
        meant: dict[tuple[str, str], set[str]] = {}
        columns = ["deviceId", "creationTime", "id"]
        for device, time, number in self._everything(asked, columns):
            meant.setdefault((device, time), set()).add(number)
        for place, numbers in meant.items():
            others = set(self._everything(spot(*place), "id")) - numbers
            if others:
                raise ValueError(f"this would delete {', '.join(sorted(others))} as well, created at the same moment")
        for place in meant:
            self._delete_by(None, spot(*place), force=False)

    def _everything(self, asked: Mapping[str, Any], as_values: AsValues) -> Results[Any]:
        return self._get_all(self._plan(None, {**asked, "limit": None, "page_size": MAX_PAGE_SIZE}, as_values))
