# Made from sdk/c8y_client/_async/alarms.py by sdk/scripts/unasync.py; change that.
"""The alarms of a tenant."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any, ClassVar, Final, Unpack, overload

import orjson

from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._errors import NotFoundError
from c8y_client._queries.alarms import AlarmFilters, AlarmQuery, Kind
from c8y_client._queries.narrowing import narrows, refuse_reading
from c8y_client._queries.params import Params, in_all_time, in_own_order
from c8y_client._reading.keywords import keywords
from c8y_client._reading.plan import Collection, Timeline
from c8y_client._reading.progress import ProgressOption
from c8y_client._types import JSON
from c8y_client.sync import _reading
from c8y_client.sync._bulk import attempt_each, concluded
from c8y_client.sync._resource import CumulocityResource
from c8y_client.sync.alarm import Alarm, delete_kind

# The resource that counts does not know these, and would count too much.
_NOT_COUNTED_BY: Final = frozenset({"createdFrom", "createdTo", "lastUpdatedFrom", "lastUpdatedTo"})


class Alarms(CumulocityResource[Alarm]):
    """The alarms of a tenant."""

    collection: ClassVar[Collection] = Collection(
        path="/alarm/alarms", name="alarms", timeline=Timeline(newest_first=True, is_revertible=False)
    )
    query = AlarmQuery
    object_class = Alarm

    def _params(self, filters: Mapping[str, Any]) -> Params:
        return in_own_order(filters, "alarms come newest first")

    def _deletion(self, params: Params) -> Params:
        return in_all_time(params)

    def get(self, id: str) -> Alarm:
        """Read one alarm; a `NotFoundError`, which is a `KeyError`, if there is none."""
        return self._get(id)

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[AlarmQuery]
    ) -> Generator[Alarm]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[AlarmQuery]
    ) -> Generator[Any]: ...
    @keywords(AlarmQuery)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[AlarmQuery]
    ) -> Generator[Any]:
        """Query alarms and iterate over them while they are being read; 5 at most unless `limit` says otherwise.

        `expression` is the text behind `?` of a request and takes the place of all filters. `as_values` gives the
        values at paths in place of objects. Alarms come newest first, but with several `workers` in the order in which
        pages arrive: the platform offers no ordering of alarms.
        """
        return self._select(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[AlarmQuery]
    ) -> Results[Alarm]: ...
    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[AlarmQuery]
    ) -> Results[Any]: ...
    @keywords(AlarmQuery)
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[AlarmQuery]
    ) -> Results[Any]:
        """Query alarms and give them as a list; 5 at most unless `limit` says otherwise. See `select`."""
        return self._get_all(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    def get_last(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[AlarmFilters]
    ) -> Alarm | None: ...
    @overload
    def get_last(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[AlarmFilters]
    ) -> Any | None: ...
    @keywords(AlarmFilters)
    def get_last(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[AlarmFilters]
    ) -> Any | None:
        """Read the newest alarm that matches, `None` if none does."""
        newest = self._get_all(self._plan(expression, {**filters, "limit": 1}, as_values))
        return newest[0] if newest else None

    @keywords(AlarmFilters)
    def count(self, expression: str | None = None, **filters: Unpack[AlarmFilters]) -> int:
        """Ask how many alarms there are, whatever their status unless a filter says otherwise."""
        plan = self._plan(expression, filters)
        if _NOT_COUNTED_BY.intersection(name for name, _ in plan.params):
            return _reading.count(self.c8y, self._plan(None, {**filters, "page_size": 1, "limit": None}))
        params = plan.expression or plan.params
        where = f"{self.resource_path}/count"
        response = self.c8y.transport.request("GET", where, params=params, accept="text/plain")
        return response.number()

    @keywords(AlarmFilters)
    def get_count(self, expression: str | None = None, **filters: Unpack[AlarmFilters]) -> int:
        """Ask how many alarms there are: `count`, under the name that all resources share."""
        return self.count(expression, **filters)

    def create(self, *alarms: Alarm, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Create alarms, which take their ids; see `BatchError` for what is raised when some fail.

        An alarm whose type and source have an open one becomes that one, see `Alarm.create`.
        """
        self._create(alarms, workers, progress)

    def upsert(self, alarm: Alarm, *, increment_count: bool = False) -> Alarm | None:
        """Change the open alarm of the same type and source, or create one if there is none.

        The alarm takes what the platform made of it. What is returned is the state before, `None` for one that was
        created. `increment_count` counts the alarm up as well.
        """
        answer = self.c8y.post(
            f"{self.resource_path}/upsert",
            params={"incrementCount": increment_count},
            json=alarm.sendable(),
            content_type=Alarm.object_type,
        )
        alarm._adopt(orjson.dumps(answer["alarm"]))
        alarm.c8y = alarm.c8y or self.c8y
        before = answer.get("previousState")
        return None if before is None else Alarm.from_json(before, self.c8y)

    def update(self, *alarms: Alarm, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Send what was changed in alarms."""
        self._update(alarms, workers, progress)

    def apply_to(
        self,
        alarm: Mapping[str, JSON] | Alarm,
        *alarm_ids: str | Alarm,
        workers: int | None = None,
        progress: ProgressOption = False,
    ) -> None:
        """Send a document, or the changes of an alarm, to alarms."""
        self._apply_to(alarm, alarm_ids, workers, progress)

    @keywords(AlarmFilters)
    def apply_by(
        self, alarm: Mapping[str, JSON] | Alarm, expression: str | None = None, **filters: Unpack[AlarmFilters]
    ) -> None:
        """Set the status of all alarms that match: `apply_by({"status": "CLEARED"}, source="4711")`.

        The document, or the changes of the alarm, may hold the status only. The platform may go on doing so after it
        answered. It documents no `type` here; and without any filter it refuses, which is a `ValueError` here.
        """
        json = alarm.changes if isinstance(alarm, Alarm) else dict(alarm)
        refuse_reading(filters)
        plan = self._plan(expression, filters)
        if not (plan.expression or narrows(self.query, filters)):
            raise ValueError("no filter is given that is known; alarms are changed by source, status, time or the like")
        self.c8y.transport.request(
            "PUT", self.resource_path, params=plan.expression or plan.params, json=json, content_type=Alarm.object_type
        )

    def delete(
        self,
        *alarms: str | Alarm,
        workers: int | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
    ) -> None:
        """Delete alarms, given as such or by id, **with all others of the same type and source**.

        The platform has no way to delete a single alarm. Ids are looked up first, so that each deletion can be made by
        type and source; what is deleted is told in the log `c8y_client` at level INFO. An id that is gone already is an
        error unless `missing_ok`.
        """

        def look_up(alarm: str | Alarm) -> Kind | None:
            try:
                return (alarm if isinstance(alarm, Alarm) else self.get(alarm))._kind()
            except NotFoundError:
                if missing_ok:
                    return None
                raise

        # All are looked up before the first is deleted, since that may take others along.
        found = attempt_each(alarms, look_up, workers, progress)
        kinds = [*dict.fromkeys(each for each in found if isinstance(each, Kind))]
        deleted = attempt_each(kinds, lambda kind: delete_kind(self.c8y, kind), workers)
        became: dict[Any, Any] = dict(zip(kinds, deleted, strict=True))
        concluded(alarms, [became.get(each, each) for each in found])

    @keywords(AlarmFilters)
    def delete_by(self, expression: str | None = None, *, force: bool = False, **filters: Unpack[AlarmFilters]) -> None:
        """Delete all alarms that match; the platform may go on doing so after it answered.

        It documents no bounds on `last_updated` here. Without any filter this deletes every alarm that the user may
        see, which `force=True` has to confirm.
        """
        self._delete_by(expression, filters, force=force)
