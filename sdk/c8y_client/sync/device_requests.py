# Made from sdk/c8y_client/_async/device_requests.py by sdk/scripts/unasync.py; change that.
"""Devices that are announced and not yet registered."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any, ClassVar, Self, Unpack, overload

from c8y_client._documents.fields import Field, MomentField, TimeField, id_of
from c8y_client._documents.platform_parts import BulkRegistration
from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._http.upload import FileSource
from c8y_client._reading.keywords import Reading, keywords
from c8y_client._reading.plan import Collection
from c8y_client._reading.progress import ProgressOption
from c8y_client._types import JSON
from c8y_client.sync._bulk import each
from c8y_client.sync._objects import WithId
from c8y_client.sync._resource import CumulocityResource

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient


class DeviceRequest(WithId):
    """The announcement of a device: it waits for the device to connect, and then for somebody to accept it.

    With an `enrollment_token`, which is a one-time password, it is accepted from the start, and the device asks for a
    certificate; see `DeviceCertificates.enroll`.

    >>> DeviceRequest(id="pump-7", type="c8y_Pump")
    DeviceRequest(id='pump-7', type='c8y_Pump')
    """

    __slots__ = ()

    resource_path: ClassVar[str] = "/devicecontrol/newDeviceRequests"
    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.newdevicerequest+json"
    _assigned: ClassVar[frozenset[str]] = frozenset({"self", "status", "owner", "tenantId", "creationTime"})

    id: Field[str] = Field("id", doc="What the device calls itself, such as its serial number.")
    type: Field[str] = Field("type", doc="The type that the device will have.")
    group_id: Field[str] = Field("groupId", doc="The id of the group that the device will be in.")
    enrollment_token: Field[str] = Field("enrollmentToken", doc="The one-time password; it is sent and never read.")
    status: Field[str] = Field("status", doc="`WAITING_FOR_CONNECTION`, `PENDING_ACCEPTANCE` or `ACCEPTED`.")
    security_token: Field[str] = Field("securityToken", doc="What the device shows to prove that it is the right one.")
    owner: Field[str] = Field("owner", read_only=True, doc="Who announced the device.")
    tenant_id: Field[str] = Field("tenantId", read_only=True, doc="Where the device belongs.")
    creation_time: TimeField = TimeField("creationTime", read_only=True, doc="When it was announced, as text.")
    creation_datetime: MomentField = MomentField("creationTime")

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        *,
        id: str | None = None,
        type: str | None = None,
        group_id: str | None = None,
        enrollment_token: str | None = None,
    ) -> None:
        """Describe a device that is to be announced."""
        super().__init__(c8y)
        self.id, self.type, self.group_id, self.enrollment_token = id, type, group_id, enrollment_token

    def create(self, copy: bool = False) -> Self:
        """Announce the device and take what the platform made of it, or give that as a new object with `copy`."""
        return self._create(copy)

    def update(self, copy: bool = False) -> Self:
        """Send what was changed, which can be the status and the security token."""
        return self._update(copy)

    def reload(self, copy: bool = False) -> Self:
        """Read the announcement again."""
        return self._reload(copy)

    def delete(self, **_: JSON) -> None:
        """Reject the device: the announcement is gone, and a device that asks for credentials gets none."""
        self._delete()


class DeviceRequests(CumulocityResource[DeviceRequest]):
    """The devices of a tenant that are announced and not yet registered, and the registration of many at once."""

    collection: ClassVar[Collection] = Collection(path="/devicecontrol/newDeviceRequests", name="newDeviceRequests")
    object_class = DeviceRequest

    def get(self, device_id: str) -> DeviceRequest:
        """Read one announcement; a `NotFoundError`, which is a `KeyError`, if there is none."""
        return self._get(device_id)

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[Reading]
    ) -> Generator[DeviceRequest]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[Reading]
    ) -> Generator[Any]: ...
    @keywords(Reading)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[Reading]
    ) -> Generator[Any]:
        """Iterate over the announcements while they are being read; 5 at most unless `limit` says otherwise.

        `expression` is the text behind `?` of a request. `as_values` gives the values at paths in place of objects.
        With `workers` the order is open.
        """
        return self._select(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[Reading]
    ) -> Results[DeviceRequest]: ...
    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[Reading]
    ) -> Results[Any]: ...
    @keywords(Reading)
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[Reading]
    ) -> Results[Any]:
        """Read the announcements as a list; 5 at most unless `limit` says otherwise. See `select`."""
        return self._get_all(self._plan(expression, filters, as_values), filters.get("progress", False))

    def get_count(self, expression: str | None = None) -> int:
        """Ask how many announcements there are, without reading them."""
        return self._get_count(expression, {})

    def create(self, *requests: DeviceRequest, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Announce devices; see `BatchError` for what is raised when some fail."""
        self._create(requests, workers, progress)

    def accept(
        self, *devices: str | DeviceRequest, security_token: str | None = None, workers: int | None = None
    ) -> None:
        """Accept devices that have connected; one that has not is an `InvalidRequestError`."""
        given = {} if security_token is None else {"securityToken": security_token}

        def accept(device: str | DeviceRequest) -> None:
            self._put(self.build_object_path(id_of(device)), {"status": "ACCEPTED", **given})

        each(devices, accept, workers)

    def reject(self, *devices: str | DeviceRequest, workers: int | None = None, missing_ok: bool = False) -> None:
        """Reject devices: their announcements are gone, and when they ask for credentials they get none."""
        self._delete(devices, workers, missing_ok=missing_ok)

    delete = reject

    def register(self, file: FileSource) -> BulkRegistration:
        """Register the devices in a table at once, without waiting for them to connect.

        The table is CSV with a heading: `ID` and `CREDENTIALS`, which are the password, or `AUTH_TYPE` and
        `ENROLLMENT_OTP` for devices with certificates, and others such as `TYPE`, `NAME` and `PATH`. Rows that fail are
        told in the answer; they are no error.
        """
        where = "/devicecontrol/bulkNewDeviceRequests"
        return BulkRegistration(self.c8y.post_file(where, file, content_type="text/csv"))
