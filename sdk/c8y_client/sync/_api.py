"""The synchronous clients by the names of the older SDK; there is no asynchronous counterpart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Self, Unpack, cast

from c8y_client._access import environment
from c8y_client._access.credentials import Credentials
from c8y_client._documents.dates import Age
from c8y_client.sync import microservices
from c8y_client.sync._connector import CumulocityRestApi
from c8y_client.sync._transport import ClientOptions
from c8y_client.sync.client import CumulocityClient
from c8y_client.sync.registry import DeviceRegistryClient


class CumulocityApi(CumulocityRestApi, CumulocityClient):  # pyright: ignore[reportIncompatibleMethodOverride]
    """A connection to one tenant, with an attribute for each part of the platform.

    Either `username` and `password` or `auth` is needed. Keywords beyond are those of `CumulocityClient`.
    """


class CumulocityDeviceRegistry(CumulocityRestApi, DeviceRegistryClient):  # pyright: ignore[reportIncompatibleMethodOverride]
    """A connection for devices that have no user yet; its credentials are those that all new devices share."""

    Credentials: ClassVar[type[Credentials]] = Credentials

    def __init__(
        self, base_url: str, tenant_id: str, username: str, password: str, **options: Unpack[ClientOptions]
    ) -> None:
        super().__init__(base_url, tenant_id, username, password, **options)

    @classmethod
    def default(cls) -> Self:
        """Connect by the environment; see `DeviceRegistryClient.default`."""
        return cls(
            environment.required(environment.BASE_URL),
            environment.required(environment.DEVICE_BOOTSTRAP_TENANT),
            environment.required(environment.DEVICE_BOOTSTRAP_USER),
            environment.required(environment.DEVICE_BOOTSTRAP_PASSWORD),
        )

    def await_connection(self, device_id: str, timeout: Age = "60m", pause: Age = "1s") -> CumulocityApi:
        """Ask for the credentials of a device until somebody accepts it, and connect with them."""
        found = self.await_credentials(device_id, timeout, pause)
        return CumulocityApi(
            self.base_url, found.tenant_id, found.username, found.password, settings=self.transport.settings
        )


class _Callers(microservices.Callers):
    """The clients of users, as those of the older SDK."""

    kind: ClassVar[type[CumulocityClient]] = CumulocityApi

    def get_user_instance(
        self, headers: Mapping[str, str] | None = None, cookies: Mapping[str, str] | None = None
    ) -> CumulocityApi:
        """Give a client that acts as the user behind an inbound request; see `c8y_client.SimpleCumulocityApp`."""
        return cast("CumulocityApi", super().get_user_instance(headers, cookies))


class SimpleCumulocityApp(_Callers, microservices.SimpleCumulocityApp, CumulocityApi):  # pyright: ignore[reportIncompatibleMethodOverride]
    """A microservice that serves one tenant; see `c8y_client.SimpleCumulocityApp` for the parameters."""


class MultiTenantCumulocityApp(_Callers, microservices.MultiTenantCumulocityApp):
    """A microservice that serves every tenant that subscribes; see `c8y_client.MultiTenantCumulocityApp`."""

    bootstrap_instance: CumulocityApi  # pyright: ignore[reportIncompatibleVariableOverride]

    def get_tenant_instance(
        self,
        tenant_id: str | None = None,
        headers: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None,
    ) -> CumulocityApi:
        """Give a client of the service's user in a tenant; see `c8y_client.MultiTenantCumulocityApp`."""
        return cast("CumulocityApi", super().get_tenant_instance(tenant_id, headers, cookies))
