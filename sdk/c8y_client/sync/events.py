# Made from sdk/c8y_client/_async/events.py by sdk/scripts/unasync.py; change that.
"""Events: things that happened to an object, each with at most one file attached."""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self, Unpack, overload

from c8y_client._documents.dates import Age, Moment
from c8y_client._documents.fields import Field, MomentField, ReferenceField, TimeField
from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._http.download import FileDownload
from c8y_client._http.upload import FileSource, opened
from c8y_client._http.urls import path
from c8y_client._queries.events import EventFilters, EventQuery
from c8y_client._queries.params import Params, Reference, in_all_time, ordering, params_of, with_bound
from c8y_client._reading.keywords import keywords
from c8y_client._reading.plan import Collection, Timeline
from c8y_client._reading.progress import ProgressOption
from c8y_client._types import JSON
from c8y_client.sync._objects import WithId
from c8y_client.sync._resource import CumulocityResource

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient


class Event(WithId):
    """Something that happened to a source at a point in time.

    >>> event = Event(type="c8y_Door", source="4711", time="2026-01-01", text="opened", my_Door={"by": "key"})
    >>> event.time, event["my_Door.by"]
    ('2026-01-01T00:00:00.000Z', 'key')
    """

    __slots__ = ()

    resource_path: ClassVar[str] = "/event/events"
    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.event+json"
    _assigned: ClassVar[frozenset[str]] = frozenset({"id", "self", "creationTime", "lastUpdated"})

    type: Field[str] = Field("type", doc="What kind of event it is.")
    text: Field[str] = Field("text", doc="What happened, in words.")
    source: ReferenceField = ReferenceField("source", doc="The id of the object that it happened to.")
    time: TimeField = TimeField("time", doc="When it happened, as text.")
    datetime: MomentField = MomentField("time")
    creation_time: TimeField = TimeField("creationTime", read_only=True, doc="When it reached the platform, as text.")
    creation_datetime: MomentField = MomentField("creationTime")
    update_time: TimeField = TimeField("lastUpdated", read_only=True, doc="When it was last changed, as text.")
    update_datetime: MomentField = MomentField("lastUpdated")
    last_updated = update_time
    last_updated_datetime = update_datetime

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        type: str | None = None,
        time: Moment | None = None,
        source: Reference | None = None,
        text: str | None = None,
        **kwargs: JSON,
    ) -> None:
        """Make an event that the platform does not know yet; other keywords become fragments."""
        super().__init__(c8y, **kwargs)
        self.type, self.time, self.source, self.text = type, time, source, text

    @property
    def attachment_path(self) -> str:
        """Where the attached file is, whether there is one or not."""
        return f"{self.object_path}/binaries"

    def has_attachment(self) -> bool:
        """Tell whether a file is attached, as far as the object was read."""
        return "c8y_IsBinary" in self.json

    def create(self, copy: bool = False) -> Self:
        """Create the event and take what the platform made of it, or give that as a new object with `copy`."""
        return self._create(copy)

    def update(self, copy: bool = False) -> Self:
        """Send what was changed; sends nothing if nothing was."""
        return self._update(copy)

    def reload(self, copy: bool = False) -> Self:
        """Read the event again; changes that were not sent are lost, unless in a `copy`."""
        return self._reload(copy)

    def apply_to(self, other_id: str) -> Self:
        """Send the changes of this event to another one, which is returned."""
        return self._apply_to(other_id)

    def delete(self, **_: JSON) -> None:
        """Delete the event."""
        self._delete()

    def create_attachment(
        self, file: FileSource, content_type: str | None = None, *, filename: str | None = None
    ) -> JSON:
        """Attach a file; a `ConflictError` if there is one already."""
        return Events(self._connection).create_attachment(self._key(), file, content_type, filename=filename)

    def update_attachment(
        self, file: FileSource, content_type: str | None = None, *, filename: str | None = None
    ) -> JSON:
        """Replace the attached file."""
        return Events(self._connection).update_attachment(self._key(), file, content_type, filename=filename)

    def download_attachment(self) -> FileDownload:
        """Read the attached file; a `NotFoundError` if there is none."""
        return Events(self._connection).download_attachment(self._key())

    def download_to(self, path: str | os.PathLike[str]) -> Path:
        """Write the attached file to a path, or into a folder under the name it has; tell the path."""
        return Events(self._connection).download_to(self._key(), path)

    def delete_attachment(self) -> None:
        """Remove the attached file."""
        Events(self._connection).delete_attachment(self._key())


class Events(CumulocityResource[Event]):
    """The events of a tenant."""

    collection: ClassVar[Collection] = Collection(
        path="/event/events", name="events", timeline=Timeline(newest_first=True)
    )
    query = EventQuery
    one_at_a_time: ClassVar[str] = "type"
    object_class = Event

    def _params(self, filters: Mapping[str, Any]) -> Params:
        return with_bound([*params_of(filters), *ordering(filters, newest_first=True).items()])

    def _deletion(self, params: Params) -> Params:
        return in_all_time(params)

    def build_attachment_path(self, event_id: str) -> str:
        """Tell where the file that is attached to an event is."""
        return path(self.resource_path, event_id, "binaries")

    def get(self, event_id: str) -> Event:
        """Read one event; a `NotFoundError`, which is a `KeyError`, if there is none."""
        return self._get(event_id)

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[EventQuery]
    ) -> Generator[Event]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[EventQuery]
    ) -> Generator[Any]: ...
    @keywords(EventQuery)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[EventQuery]
    ) -> Generator[Any]:
        """Query events and iterate over them while they are being read; 5 at most unless `limit` says otherwise.

        `expression` is the text behind `?` of a request and takes the place of all filters. `as_values` gives the
        values at paths in place of objects.
        """
        return self._select(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[EventQuery]
    ) -> Results[Event]: ...
    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[EventQuery]
    ) -> Results[Any]: ...
    @keywords(EventQuery)
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[EventQuery]
    ) -> Results[Any]:
        """Query events and give them as a list; 5 at most unless `limit` says otherwise. See `select`."""
        return self._get_all(self._plan(expression, filters, as_values), filters.get("progress", False))

    @keywords(EventFilters)
    def get_count(self, expression: str | None = None, **filters: Unpack[EventFilters]) -> int:
        """Ask how many events there are, without reading them."""
        return self._get_count(expression, filters)

    @overload
    def get_last(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[EventFilters]
    ) -> Event | None: ...
    @overload
    def get_last(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[EventFilters]
    ) -> Any | None: ...
    @keywords(EventFilters)
    def get_last(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[EventFilters]
    ) -> Any | None:
        """Read the newest event that matches, `None` if none does."""
        newest = self._get_all(self._plan(expression, {**filters, "limit": 1}, as_values))
        return newest[0] if newest else None

    def skim_latest(
        self, source: Reference | None = None, *, max_age: Age | None = None, limit: int | None = 200, **kwargs: Any
    ) -> dict[str, Event]:
        """Read the newest events and give the latest of each type, for a quick look.

        `limit` is how many events are read, unless `max_age` says how far to go back. A type that did not occur in
        these is not in the result. Other filters are those of `select`.
        """
        limit = limit if max_age is None else None
        filters = {**kwargs, "source": source, "max_age": max_age, "limit": limit}
        return self._skim(self._plan(None, filters), lambda event: event.type)

    def create(self, *events: Event, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Create events, which take their ids; see `BatchError` for what is raised when some fail."""
        self._create(events, workers, progress)

    def update(self, *events: Event, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Send what was changed in events."""
        self._update(events, workers, progress)

    def apply_to(
        self,
        model: Mapping[str, JSON] | Event,
        *event_ids: str | Event,
        workers: int | None = None,
        progress: ProgressOption = False,
    ) -> None:
        """Send a document, or the changes of an event, to events."""
        self._apply_to(model, event_ids, workers, progress)

    def delete(
        self,
        *events: str | Event,
        workers: int | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
    ) -> None:
        """Delete events, given as such or by id."""
        self._delete(events, workers, progress, missing_ok=missing_ok)

    @keywords(EventFilters)
    def delete_by(self, expression: str | None = None, *, force: bool = False, **filters: Unpack[EventFilters]) -> None:
        """Delete all events that match; the platform may go on doing so after it answered.

        Without any filter this deletes every event that the user may see, which `force=True` has to confirm.
        """
        self._delete_by(expression, filters, force=force)

    def create_attachment(
        self, event_id: str, file: FileSource, content_type: str | None = None, *, filename: str | None = None
    ) -> JSON:
        """Attach a file to an event; a `ConflictError` if it has one already.

        `file` is a path, a file open in binary mode or bytes, and is sent in pieces. Its name is that of the path and
        its media type follows from the name, unless `filename` and `content_type` are given. The description of the
        file is returned.
        """
        where = self.build_attachment_path(event_id)
        return self.c8y.post_file(where, file, filename=filename, content_type=content_type)

    def update_attachment(
        self, event_id: str, file: FileSource, content_type: str | None = None, *, filename: str | None = None
    ) -> JSON:
        """Replace the file attached to an event; see `create_attachment`."""
        where = self.build_attachment_path(event_id)
        with opened(file, filename, content_type) as upload:
            return self.c8y.put(where, content=upload.raw(), headers=upload.naming())

    def download_attachment(self, event_id: str) -> FileDownload:
        """Read the file attached to an event: `bytes`, with its `filename` and `content_type`."""
        return self.c8y.get_file(self.build_attachment_path(event_id))

    def download_to(self, event_id: str, path: str | os.PathLike[str]) -> Path:
        """Write the file attached to an event to a path, or into a folder under the name it has; tell the path.

        Little of it is in memory at a time; see `CumulocityRestClient.download_to`.
        """
        return self.c8y.download_to(self.build_attachment_path(event_id), path)

    def delete_attachment(self, event_id: str) -> None:
        """Remove the file attached to an event."""
        self.c8y.delete(self.build_attachment_path(event_id))
