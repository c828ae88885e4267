# Made from sdk/c8y_client/_async/audit_records.py by sdk/scripts/unasync.py; change that.
"""The audit records of a tenant."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any, ClassVar, Unpack, overload

from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._queries.audit import AuditFilters, AuditQuery, TrailQuery, trail_of
from c8y_client._queries.params import Params, in_own_order
from c8y_client._reading.keywords import keywords
from c8y_client._reading.plan import Collection, Timeline
from c8y_client._reading.progress import ProgressOption
from c8y_client.sync._objects import CumulocityObject
from c8y_client.sync._resource import CumulocityResource
from c8y_client.sync.audit_record import AuditRecord


class AuditRecords(CumulocityResource[AuditRecord]):
    """The audit records of a tenant: what users and the platform itself did."""

    collection: ClassVar[Collection] = Collection(
        path="/audit/auditRecords", name="auditRecords", timeline=Timeline(newest_first=True, is_revertible=False)
    )
    query = AuditQuery
    object_class = AuditRecord

    def _params(self, filters: Mapping[str, Any]) -> Params:
        return in_own_order(filters, "audit records come newest first")

    def get(self, record_id: str) -> AuditRecord:
        """Read one record; a `NotFoundError`, which is a `KeyError`, if there is none."""
        return self._get(record_id)

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[AuditQuery]
    ) -> Generator[AuditRecord]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[AuditQuery]
    ) -> Generator[Any]: ...
    @keywords(AuditQuery)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[AuditQuery]
    ) -> Generator[Any]:
        """Query records and iterate over them while they are being read; 5 at most unless `limit` says otherwise.

        `expression` is the text behind `?` of a request and takes the place of all filters. `as_values` gives the
        values at paths in place of objects. Records come newest first, but with several `workers` in the order in which
        pages arrive: the platform offers no ordering of records.
        """
        return self._select(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    def select_for(
        self, obj: CumulocityObject, *, as_values: None = None, **filters: Unpack[TrailQuery]
    ) -> Generator[AuditRecord]: ...
    @overload
    def select_for(
        self, obj: CumulocityObject, *, as_values: AsValues, **filters: Unpack[TrailQuery]
    ) -> Generator[Any]: ...
    @keywords(TrailQuery)
    def select_for(
        self, obj: CumulocityObject, *, as_values: AsValues | None = None, **filters: Unpack[TrailQuery]
    ) -> Generator[Any]:
        """Query the records about an object: an alarm, event, operation, managed object, user and so on.

        An object that the platform keeps no records about, or that it does not know yet, is a `ValueError`. For the
        other parameters see `select`.
        """
        return self._select(self._plan(None, {**filters, **trail_of(obj)}, as_values), filters.get("progress", False))

    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[AuditQuery]
    ) -> Results[AuditRecord]: ...
    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[AuditQuery]
    ) -> Results[Any]: ...
    @keywords(AuditQuery)
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[AuditQuery]
    ) -> Results[Any]:
        """Query records and give them as a list; 5 at most unless `limit` says otherwise. See `select`."""
        return self._get_all(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    def get_all_for(
        self, obj: CumulocityObject, *, as_values: None = None, **filters: Unpack[TrailQuery]
    ) -> Results[AuditRecord]: ...
    @overload
    def get_all_for(
        self, obj: CumulocityObject, *, as_values: AsValues, **filters: Unpack[TrailQuery]
    ) -> Results[Any]: ...
    @keywords(TrailQuery)
    def get_all_for(
        self, obj: CumulocityObject, *, as_values: AsValues | None = None, **filters: Unpack[TrailQuery]
    ) -> Results[Any]:
        """Query the records about an object and give them as a list. See `select_for`."""
        plan = self._plan(None, {**filters, **trail_of(obj)}, as_values)
        return self._get_all(plan, filters.get("progress", False))

    @keywords(AuditFilters)
    def get_count(self, expression: str | None = None, **filters: Unpack[AuditFilters]) -> int:
        """Ask how many records there are, without reading them."""
        return self._get_count(expression, filters)

    def create(self, *records: AuditRecord, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Write records, which take their ids; see `BatchError` for what is raised when some fail."""
        self._create(records, workers, progress)
