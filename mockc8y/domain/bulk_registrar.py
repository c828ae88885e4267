"""Registration of devices by the lines of a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mockc8y.domain import children, device_requests, device_users, inventory, password_policy
from mockc8y.domain.bulk_registration_device import document_of
from mockc8y.domain.callers import Caller
from mockc8y.domain.device_requests import ACCEPTED, WAITING_FOR_CONNECTION, DeviceRequest
from mockc8y.domain.device_users import AREA
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.group_paths import GroupPaths
from mockc8y.domain.hierarchy import ASSETS
from mockc8y.domain.tenant import Tenant

CREATED, CREDENTIAL_UPDATED = "CREATED", "CREDENTIAL_UPDATED"
BASIC, CERTIFICATES = "BASIC", "CERTIFICATES"

Cells = Mapping[str, str]
"""What stands in a line by the names of its columns; empty places are left out."""


class Registrar:
    """Registers devices in one tenant, for one caller."""

    def __init__(self, tenant: Tenant, caller: Caller) -> None:
        self._tenant = tenant
        self._caller = caller
        self._groups = GroupPaths(tenant, caller)

    def announce(self, cells: Cells) -> str:
        """Make a request for a device, which has to be accepted like any other."""
        external_id = _id_of(cells)
        device_requests.require_free(self._tenant, external_id)
        group = self._groups.group_at(cells.get("PATH", ""))
        created = self._tenant.clock.now()
        request = DeviceRequest(external_id, WAITING_FOR_CONNECTION, self._caller.user, created, group)
        device_requests.add(self._tenant, request)
        return CREATED

    def register(self, cells: Cells) -> str:
        """Give a device what it signs in with. One that is new gets its user, managed object and groups, too."""
        external_id = _id_of(cells)
        admit = self._admission_of(external_id, cells)
        if device_users.name_of(external_id) in self._tenant.users:
            admit()
            return CREDENTIAL_UPDATED
        device = inventory.create(self._tenant, document_of(cells), self._caller)
        admit()
        group = self._groups.group_at(cells.get("PATH", ""))
        if group is not None:
            children.add(self._tenant, ASSETS, str(group), [str(device.id)])
        return CREATED

    def _admission_of(self, external_id: str, cells: Cells) -> Callable[[], None]:
        """Check how a device will sign in, and return what makes it so."""
        way = cells.get("AUTH_TYPE", BASIC).upper()
        one_time_password = cells.get("ENROLLMENT_OTP")
        if way not in (BASIC, CERTIFICATES):
            raise _refused(f"AUTH_TYPE must be {BASIC} or {CERTIFICATES}, not {way}")
        if way == BASIC and one_time_password is not None:
            raise _refused(f"ENROLLMENT_OTP needs AUTH_TYPE {CERTIFICATES}")
        if way == BASIC:
            password = password_policy.check(self._tenant, None, cells.get("CREDENTIALS", ""))
            return lambda: self._give_password(external_id, password)
        return lambda: self._expect_certificate(external_id, one_time_password)

    def _give_password(self, external_id: str, password: str) -> None:
        device_users.set_password(self._tenant, external_id, password, self._caller)

    def _expect_certificate(self, external_id: str, one_time_password: str | None) -> None:
        device_users.provide(self._tenant, external_id, self._caller)
        if one_time_password is None:
            return
        created = self._tenant.clock.now()
        owner = self._caller.user
        request = DeviceRequest(external_id, ACCEPTED, owner, created, one_time_password=one_time_password)
        self._tenant.device_requests.put(external_id, request)


def _id_of(cells: Cells) -> str:
    return device_users.id_field({"id": cells.get("ID", "")})


def _refused(reason: str) -> PlatformError:
    return error("unprocessable", area=AREA, reason=reason)
