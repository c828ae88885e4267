"""The tenant of a test: fresh, isolated, reachable in-process, over a socket and from Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from mockc8y.api.asgi import build_app
from mockc8y.control.doors import Alarms, BulkOperations, Events, Identity, Inventory, Measurements, Operations
from mockc8y.domain import users
from mockc8y.domain.default_groups import ADMINS
from mockc8y.domain.platform import Platform
from mockc8y.domain.roles import known as known_roles
from mockc8y.domain.tenant import Snapshot
from mockc8y.domain.tenant_profile import MANAGEMENT

if TYPE_CHECKING:
    import httpx

    from mockc8y.control.live_server import Door, LiveServer
    from mockc8y.control.transports import InProcessTransport
    from mockc8y.domain.clock import Clock

TENANT_ID = "t07007007"
USERNAME = "admin"
PASSWORD = "admin"  # noqa: S105 - the documented login of every fresh tenant
IN_PROCESS_URL = "http://mockc8y.local"

Login = tuple[str, str]
"""User name with tenant, and password."""


class MockTenant:
    """A Cumulocity tenant of its own, with its own platform and clock.

    Ask it over HTTP with any client at `base_url`, in-process with `client()` or any httpx client built on
    `transport`, or from Python without HTTP at all:

    ```python
    device = c8y_mock.inventory.create({"name": "Pump 7", "c8y_IsDevice": {}})
    ```

    `live` is called when the first socket is wanted.
    """

    def __init__(
        self, live: Callable[[], LiveServer], *, state: Snapshot | None = None, clock: Clock | None = None
    ) -> None:
        self.platform = Platform(clock=clock)
        self.tenant = self.platform.add_tenant(TENANT_ID)
        if state is not None:
            self.tenant.restore(state)
        for tenant in (self.tenant, self.platform.management):
            users.add(tenant, USERNAME, PASSWORD, groups=[ADMINS])
        self.app = build_app(self.platform)
        self._live = live
        self._start = self.platform.snapshot()
        self._door: Door | None = None

    @property
    def tenant_id(self) -> str:
        """The tenant's id; a login is `tenant_id/username`."""
        return TENANT_ID

    @property
    def username(self) -> str:
        """The administrator's name."""
        return USERNAME

    @property
    def password(self) -> str:
        """The administrator's password."""
        return PASSWORD

    @property
    def auth(self) -> Login:
        """User name with tenant, and password, as HTTP clients take them."""
        return f"{TENANT_ID}/{USERNAME}", PASSWORD

    @property
    def management_auth(self) -> Login:
        """The login of the platform's operator, who makes tenants and lets others make them."""
        return f"{MANAGEMENT}/{USERNAME}", PASSWORD

    @property
    def base_url(self) -> str:
        """The address of the socket door. Asking for it opens the door."""
        if self._door is None:
            self._door = self._live().open(self.app)
        return self._door.base_url

    @cached_property
    def transport(self) -> InProcessTransport:
        """The in-process door, for `httpx.Client` and `httpx.AsyncClient`."""
        # Imported on first use: tests that use a socket or plain Python need no httpx.
        from mockc8y.control.transports import InProcessTransport  # noqa: PLC0415

        return InProcessTransport(self.app)

    def add_user(self, name: str, *, roles: Iterable[str] = (), groups: Iterable[str] = ()) -> Login:
        """Add a user whose password is its name, and return its login as HTTP clients take it.

        It holds the roles, such as `ROLE_ALARM_READ`, and those of the groups (global roles), such as `admins`.
        Raises `ValueError` for one that the tenant does not know.
        """
        known = {group.name: group.id for group in self.tenant.groups.values()}
        unknown = [*(set(roles) - set(known_roles(self.tenant))), *(set(groups) - known.keys())]
        if unknown:
            raise ValueError(f"no such role or group: {', '.join(sorted(unknown))}; groups: {', '.join(known)}")
        users.add(self.tenant, name, name, roles, [known[group] for group in groups])
        return f"{TENANT_ID}/{name}", name

    def client(self, login: Login | None = None) -> httpx.Client:
        """Return an httpx client over the in-process door: the administrator's, or that of another login."""
        import httpx  # noqa: PLC0415 - as above

        return httpx.Client(
            transport=self.transport,
            base_url=IN_PROCESS_URL,
            auth=login or self.auth,
            headers={"accept": "application/json"},
            trust_env=False,
        )

    def async_client(self, login: Login | None = None) -> httpx.AsyncClient:
        """Return an async httpx client over the in-process door: the administrator's, or that of another login."""
        import httpx  # noqa: PLC0415 - as above

        return httpx.AsyncClient(
            transport=self.transport,
            base_url=IN_PROCESS_URL,
            auth=login or self.auth,
            headers={"accept": "application/json"},
            trust_env=False,
        )

    def reset(self) -> None:
        """Return to the state the test started with. Tenants that were made since are gone."""
        self.platform.restore(self._start)

    def close(self) -> None:
        """Close the socket door, if it was opened."""
        if self._door is not None:
            self._door.close()
            self._door = None

    @property
    def inventory(self) -> Inventory:
        """Managed objects from Python."""
        return Inventory(self.tenant)

    @property
    def identity(self) -> Identity:
        """External ids from Python."""
        return Identity(self.tenant)

    @property
    def measurements(self) -> Measurements:
        """Measurements from Python."""
        return Measurements(self.tenant)

    @property
    def events(self) -> Events:
        """Events from Python."""
        return Events(self.tenant)

    @property
    def alarms(self) -> Alarms:
        """Alarms from Python."""
        return Alarms(self.tenant)

    @property
    def operations(self) -> Operations:
        """Operations from Python."""
        return Operations(self.tenant)

    @property
    def bulk_operations(self) -> BulkOperations:
        """Bulk operations from Python."""
        return BulkOperations(self.tenant)
