# Made from sdk/c8y_client/_async/tenant_statistics_file.py by sdk/scripts/unasync.py; change that.
"""The model of a statistics file."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Self

from c8y_client._documents.dates import Moment
from c8y_client._documents.fields import Field, MomentField, TimeField
from c8y_client._http.download import FileDownload
from c8y_client._types import JSON
from c8y_client.sync._objects import WithId

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient

PATH: Final = "/tenant/statistics/files"


class TenantStatisticsFile(WithId):
    """A file with the usage of all tenants in some days, for the management tenant only.

    The platform makes one for each month that is over; others are made with `generate`. None can be changed or deleted.

    >>> TenantStatisticsFile(date_from="2026-03-01", date_to="2026-03-19").date_to
    '2026-03-19T00:00:00.000Z'
    """

    __slots__ = ()

    resource_path: ClassVar[str] = PATH

    id: Field[str] = Field("id", read_only=True, doc="What the platform calls this file; `None` until it is generated.")
    type: Field[str] = Field("type", read_only=True, doc="`REAL` for the platform's own files, `TEST` for others.")
    instance: Field[str] = Field("instanceName", read_only=True, doc="Where the file comes from.")
    generation_date: TimeField = TimeField("generationDate", read_only=True, doc="When it was made, as text.")
    generation_datetime: MomentField = MomentField("generationDate")
    date_from: TimeField = TimeField("dateFrom", doc="The first day that it tells of, as text.")
    datetime_from: MomentField = MomentField("dateFrom")
    date_to: TimeField = TimeField("dateTo", doc="The last day that it tells of, as text.")
    datetime_to: MomentField = MomentField("dateTo")

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        *,
        date_from: Moment | None = None,
        date_to: Moment | None = None,
    ) -> None:
        """Describe a file that is to be made."""
        super().__init__(c8y)
        self.date_from, self.date_to = date_from, date_to

    def _title(self) -> dict[str, JSON]:
        return {name: self.json[name] for name in ("id", "dateFrom", "dateTo") if name in self.json}

    def generate(self, copy: bool = False) -> Self:
        """Make the file and take what the platform tells of it, or give that as a new object with `copy`."""
        return self._create(copy)

    create = generate

    def read(self) -> FileDownload:
        """Read the content."""
        return self._connection.get_file(self.object_path)
