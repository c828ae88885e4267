"""The devices among the objects of the inventory, and how they come to be there."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import ClassVar

from c8y_client._async.device import Device
from c8y_client._async.inventory import Inventory
from c8y_client._documents.dates import Age, duration
from c8y_client._documents.fields import id_of
from c8y_client._http.urls import path
from c8y_client._queries.inventory import InventoryWording
from c8y_client._queries.params import Reference
from c8y_client._reading.progress import ProgressOption
from c8y_client._running.sleep import async_sleep

_REQUESTS = "/devicecontrol/newDeviceRequests"
_REQUEST = "application/vnd.com.nsn.cumulocity.newdevicerequest+json"
_NOT_SEEN_YET = "WAITING_FOR_CONNECTION"
_PATIENCE = "60m"


class DeviceInventory(Inventory[Device]):
    """The devices of a tenant."""

    object_class: type[Device] = Device
    _wording: ClassVar[InventoryWording] = InventoryWording("q", "c8y_IsDevice")

    async def request(self, id: str, *, type: str | None = None, group: Reference | None = None) -> None:
        """Announce a device by its own id, such as a serial number, so that it may register.

        Its object will be of `type` and a member of `group`, if these are given.
        """
        wishes = {"type": type, "groupId": None if group is None else id_of(group)}
        document = {"id": id, **{name: value for name, value in wishes.items() if value is not None}}
        await self.c8y.post(_REQUESTS, json=document, accept=_REQUEST, content_type=_REQUEST)

    async def accept(
        self, id: str, wait: bool | Age = False, *, pause: Age = "1s", security_token: str | None = None
    ) -> None:
        """Let a device register that was announced and has asked for its credentials.

        A device that has not asked yet cannot be accepted, which is an `InvalidRequestError`. With `wait=True` this
        looks every `pause` whether it has, for an hour, or as long as `wait` says, such as `"5m"`; then it is a
        `TimeoutError`. `security_token` is compared with that of the device, where the tenant wants one.
        """
        where = path(_REQUESTS, id)
        if wait is not False:
            await self._asked(where, duration(_PATIENCE if wait is True else wait, "wait"), duration(pause, "pause"))
        document = {"status": "ACCEPTED"} | ({"securityToken": security_token} if security_token else {})
        await self.c8y.put(where, json=document, accept=_REQUEST, content_type=_REQUEST)

    async def delete(
        self,
        *devices: Reference,
        workers: int | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
        with_device_user: bool | None = True,
    ) -> None:
        """Delete devices, given as such or by id, and the users they log in as, unless `with_device_user=False`."""
        await super().delete(
            *devices,
            workers=workers,
            progress=progress,
            missing_ok=missing_ok,
            with_device_user=with_device_user or None,
        )

    async def delete_trees(
        self,
        *devices: Reference,
        workers: int | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
        with_device_user: bool | None = True,
    ) -> None:
        """Delete devices with all that is below them, and the users they log in as; see `delete`."""
        await super().delete_trees(
            *devices,
            workers=workers,
            progress=progress,
            missing_ok=missing_ok,
            with_device_user=with_device_user or None,
        )

    async def _asked(self, where: str, patience: timedelta, pause: timedelta) -> None:
        """Wait until a device has asked for its credentials."""
        end = time.monotonic() + patience.total_seconds()
        while (await self.c8y.get(where, accept=_REQUEST))["status"] == _NOT_SEEN_YET:
            if time.monotonic() >= end:
                raise TimeoutError(f"the device has not asked for its credentials within {patience}: {where}")
            await async_sleep(pause.total_seconds())
