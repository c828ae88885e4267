# Made from sdk/c8y_client/_async/registry.py by sdk/scripts/unasync.py; change that.
"""How a device that is new gets its credentials."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Self

from c8y_client._access import environment
from c8y_client._access.auth import BasicAuth
from c8y_client._access.credentials import Credentials
from c8y_client._documents.dates import Age, duration
from c8y_client._errors import NotFoundError
from c8y_client._running.sleep import sleep
from c8y_client.sync.client import CumulocityClient
from c8y_client.sync.rest import CumulocityRestClient

_CREDENTIALS = "/devicecontrol/deviceCredentials"


class DeviceRegistryClient(CumulocityRestClient):
    """A connection for devices that have no user yet; its credentials are those that all new devices share."""

    @classmethod
    def default(cls) -> Self:
        """Connect by the environment.

        It names the address as `C8Y_BASEURL` and the shared user as `C8Y_DEVICEBOOTSTRAP_TENANT`, `..._USER` and
        `..._PASSWORD`; what is missing is a `ValueError`.
        """
        tenant_id = environment.required(environment.DEVICE_BOOTSTRAP_TENANT)
        user = environment.required(environment.DEVICE_BOOTSTRAP_USER)
        password = environment.required(environment.DEVICE_BOOTSTRAP_PASSWORD)
        auth = environment.basic_auth(tenant_id, user, password)
        return cls(environment.required(environment.BASE_URL), tenant_id, auth)

    def await_credentials(
        self,
        device_id: str,
        timeout: Age = "60m",
        pause: Age = "1s",
        *,
        sleep: Callable[[float], None] = sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> Credentials:
        """Ask for the credentials of a device until somebody accepts it.

        `device_id` is the id that the device was announced with, such as its serial number. It is asked for every
        `pause`, up to a `timeout`, after which it is a `TimeoutError`. Errors other than "not yet" are raised at once.
        """
        end = now() + duration(timeout, "timeout").total_seconds()
        wait = duration(pause, "pause").total_seconds()
        while True:
            try:
                answer = self.post(_CREDENTIALS, json={"id": device_id})
            except NotFoundError:
                left = end - now()
                if left <= 0:
                    raise TimeoutError(f"nobody has accepted the device {device_id!r} within {timeout}") from None
                sleep(min(wait, left))
            else:
                return Credentials(answer["tenantId"], answer["username"], answer["password"])

    def await_connection(self, device_id: str, timeout: Age = "60m", pause: Age = "1s") -> CumulocityClient:
        """Ask for the credentials of a device until somebody accepts it, and connect with them.

        See `await_credentials`. The connection has the settings of this one.
        """
        credentials = self.await_credentials(device_id, timeout, pause)
        auth = BasicAuth(f"{credentials.tenant_id}/{credentials.username}", credentials.password)
        return CumulocityClient(
            self.base_url,
            credentials.tenant_id,
            auth,
            self.application_key,
            self.processing_mode,
            settings=self.transport.settings,
        )
