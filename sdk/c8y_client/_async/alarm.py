"""Alarms, one by one: conditions of a source that somebody should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from c8y_client._async._objects import WithId
from c8y_client._documents.dates import Moment
from c8y_client._documents.fields import Field, MomentField, ReferenceField, TimeField
from c8y_client._http import log as _log
from c8y_client._queries.alarms import AlarmSeverity, AlarmStatus, Kind
from c8y_client._queries.params import Reference
from c8y_client._types import JSON

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient


class Alarm(WithId):
    """A condition of a source, with a severity and a status.

    There is one open alarm of a type for a source at most: creating another one raises the `count` of the first, and
    its `time`, and changes nothing else.

    >>> alarm = Alarm(type="c8y_Heat", source="4711", time="2026-01-01", text="too hot", severity=AlarmSeverity.MAJOR)
    >>> alarm.severity == "MAJOR", alarm.status
    (True, None)
    """

    __slots__ = ()

    resource_path: ClassVar[str] = "/alarm/alarms"
    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.alarm+json"

    Severity: ClassVar[type[AlarmSeverity]] = AlarmSeverity
    Status: ClassVar[type[AlarmStatus]] = AlarmStatus
    _assigned: ClassVar[frozenset[str]] = frozenset(
        {"id", "self", "creationTime", "lastUpdated", "firstOccurrenceTime", "count", "history"}
    )

    type: Field[str] = Field("type", doc="What kind of alarm it is.")
    text: Field[str] = Field("text", doc="What is wrong, in words.")
    source: ReferenceField = ReferenceField("source", doc="The id of the object that has the condition.")
    severity: Field[str] = Field("severity", doc="How bad it is, see `AlarmSeverity`.")
    status: Field[str] = Field("status", doc="Whether somebody has seen to it, see `AlarmStatus`.")
    count: Field[int] = Field("count", read_only=True, doc="How often it was raised while it was open.")
    time: TimeField = TimeField("time", doc="When it was last raised, as text.")
    datetime: MomentField = MomentField("time")
    first_time: TimeField = TimeField(
        "firstOccurrenceTime", read_only=True, doc="When it was first raised, as text; only if `count` exceeds 1."
    )
    first_datetime: MomentField = MomentField("firstOccurrenceTime")
    creation_time: TimeField = TimeField("creationTime", read_only=True, doc="When it reached the platform, as text.")
    creation_datetime: MomentField = MomentField("creationTime")
    update_time: TimeField = TimeField("lastUpdated", read_only=True, doc="When it was last changed, as text.")
    update_datetime: MomentField = MomentField("lastUpdated")
    last_updated = update_time
    last_updated_datetime = update_datetime

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        *,
        type: str | None = None,
        time: Moment | None = None,
        source: Reference | None = None,
        text: str | None = None,
        status: AlarmStatus | str | None = None,
        severity: AlarmSeverity | str | None = None,
        **kwargs: JSON,
    ) -> None:
        """Make an alarm that the platform does not know yet; other keywords become fragments."""
        super().__init__(c8y, **kwargs)
        self.type, self.time, self.source, self.text = type, time, source, text
        self.status, self.severity = status, severity

    async def create(self, copy: bool = False) -> Self:
        """Create the alarm and take what the platform made of it, or give that as a new object with `copy`.

        Where an alarm of the same type and source is open, the platform counts that one up and gives it, with its own
        id, text and severity.
        """
        return await self._create(copy)

    async def update(self, copy: bool = False) -> Self:
        """Send what was changed; sends nothing if nothing was. Type, source and time cannot be changed."""
        return await self._update(copy)

    async def reload(self, copy: bool = False) -> Self:
        """Read the alarm again; changes that were not sent are lost, unless in a `copy`."""
        return await self._reload(copy)

    async def apply_to(self, other_id: str) -> Self:
        """Send the changes of this alarm to another one, which is returned."""
        return await self._apply_to(other_id)

    async def delete(self, **_: JSON) -> None:
        """Delete this alarm and every other one of its type and source, whatever their status.

        The platform has no way to delete a single alarm. An alarm without type or source is a `ValueError`.
        """
        await delete_kind(self._connection, self._kind())

    def _kind(self) -> Kind:
        return Kind.of(self.type, self.source)


async def delete_kind(c8y: CumulocityRestClient, kind: Kind) -> None:
    """Delete all alarms of a type and source, and say so in the log."""
    _log.deletion(f"all alarms of type {kind.type!r} and source {kind.source!r}")
    await c8y.transport.request("DELETE", Alarm.resource_path, params=kind._asdict())
