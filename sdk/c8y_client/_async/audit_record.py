"""Audit records, one by one: who did what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Self

from c8y_client._async._objects import WithId
from c8y_client._documents.dates import Moment
from c8y_client._documents.fields import Field, MomentField, ReferenceField, TimeField
from c8y_client._queries.audit import AuditSeverity, Change
from c8y_client._queries.params import Reference
from c8y_client._types import JSON

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient


class AuditRecord(WithId):
    """What a user or the platform itself did. Records can be written, but neither changed nor deleted.

    >>> record = AuditRecord(
    ...     type="Alarm", time="2026-01-01", source="4711", activity="Alarm updated", text="cleared by a script",
    ...     changes=[Change(attribute="status", previous_value="ACTIVE", new_value="CLEARED")],
    ... )
    >>> record.changes[0].new_value
    'CLEARED'
    """

    __slots__ = ()

    resource_path: ClassVar[str] = "/audit/auditRecords"
    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.auditrecord+json"
    _assigned: ClassVar[frozenset[str]] = frozenset({"id", "self", "creationTime"})

    type: Field[str] = Field("type", doc="What the record is about, see `AuditType`.")
    time: TimeField = TimeField("time", doc="When it was done, as text.")
    datetime: MomentField = MomentField("time")
    source: ReferenceField = ReferenceField("source", doc="The id of what it was done to; logins have none.")
    activity: Field[str] = Field("activity", doc="What was done, in short: `Alarm updated`.")
    text: Field[str] = Field("text", doc="What was done, in words.")
    severity: Field[str] = Field("severity", doc="How much it matters, see `AuditSeverity`.")
    application: Field[str] = Field("application", doc="The application that it was done with.")
    user: Field[str] = Field("user", doc="Who did it.")
    creation_time: TimeField = TimeField("creationTime", read_only=True, doc="When the record was written, as text.")
    creation_datetime: MomentField = MomentField("creationTime")

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        *,
        type: str | None = None,
        time: Moment | None = None,
        source: Reference | None = None,
        activity: str | None = None,
        text: str | None = None,
        changes: Sequence[Mapping[str, JSON]] | None = None,
        severity: AuditSeverity | str | None = None,
        application: str | None = None,
        user: str | None = None,
        **kwargs: JSON,
    ) -> None:
        """Make a record that the platform does not know yet; other keywords become fragments."""
        super().__init__(c8y, **kwargs)
        self.type, self.time, self.source = type, time, source
        self.activity, self.text, self.changes = activity, text, changes
        self.severity, self.application, self.user = severity, application, user

    @property  # type: ignore[override]
    def changes(self) -> tuple[Change, ...] | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """What became of single attributes, `None` if the record does not say.

        (Elsewhere `changes` is what has not been sent yet; records are never changed.)
        """
        recorded = self.json.get("changes")
        if recorded is None:
            return None
        if not all(isinstance(each, Change) for each in recorded):
            recorded = self.json["changes"] = [Change(each) for each in recorded]
        return tuple(recorded)

    @changes.setter
    def changes(self, changes: Sequence[Mapping[str, JSON]] | None) -> None:
        if changes is None:
            self.json.pop("changes", None)
        else:
            self.json["changes"] = [each if isinstance(each, Change) else Change(each) for each in changes]

    async def create(self, copy: bool = False) -> Self:
        """Write the record and take what the platform made of it, or give that as a new object with `copy`.

        Without `user` it is that of the connection.
        """
        return await self._create(copy)

    async def reload(self, copy: bool = False) -> Self:
        """Read the record again."""
        return await self._reload(copy)

    async def delete(self, **_: JSON) -> None:
        """Ask the platform to delete the record, which it refuses with an `InvalidRequestError`.

        Records stay until the tenant's retention rules let them go.
        """
        await self._delete()
