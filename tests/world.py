"""A tenant that tests furnish through its own API, and requests to it that can be varied before they are sent."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import quote

import orjson

from mockc8y.api.asgi import build_app
from mockc8y.api.route import Route
from mockc8y.api.settings import Settings
from mockc8y.domain import users
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.default_groups import ADMINS, DEVICES
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Snapshot, Tenant
from mockc8y.domain.times import parse_millis
from mockc8y.store.codec import Document
from tests.digest import Digest, digest
from tests.door import ADMIN, Door, Response

TENANT = "t07007007"
NOW = "2026-01-15T12:00:00.000Z"
EARLIER = "2026-01-15T11:00:00.000Z"
TOMORROW = "2026-01-16T12:00:00.000Z"
AS_ASKED = "as asked"
MANAGEMENT_ADMIN = "management/admin:admin"
"""The login of the administrator of the management tenant."""
NOBODY = f"{TENANT}/nobody:nobody"
"""The login of a user without any role."""
DEVICE = f"{TENANT}/device_tank-1:tank"
"""The login of a device, which owns nothing yet."""

JSON = "application/json"
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Ask:
    """A valid request for an operation: what fills its path in order, its query, and its body, JSON or other bytes.

    `login` is who asks, as `tenant/user:password`.
    """

    arguments: tuple[str, ...] = ()
    query: str = ""
    json: object = None
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: _NO_HEADERS)
    login: str | None = ADMIN


class Wire(NamedTuple):
    """A request as it goes to the application."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    def with_header(self, name: str, value: str | None) -> Wire:
        """Return the request with a header set, or taken away by `None`."""
        kept = {known: text for known, text in self.headers.items() if known != name}
        return self._replace(headers=kept if value is None else {**kept, name: value})

    def with_json(self, document: object) -> Wire:
        """Return the request with another JSON body, whose numbers may be of any size."""
        return self.with_body(json.dumps(document).encode())

    def with_body(self, body: bytes, content_type: str = JSON) -> Wire:
        """Return the request with another body."""
        return self._replace(body=body).with_header("content-type", content_type)


def wire(route: Route, ask: Ask, *, accept: str | None = JSON, login: str | None = AS_ASKED) -> Wire:
    """Write down the request that asks for an operation."""
    if login == AS_ASKED:
        login = ask.login
    headers = {"host": "mock.test"}
    if accept is not None:
        headers["accept"] = accept
    if login is not None:
        headers["authorization"] = "Basic " + base64.b64encode(login.encode()).decode()
    if ask.json is not None:
        headers["content-type"] = JSON
    body = ask.body if ask.json is None else orjson.dumps(ask.json)
    return Wire(route.method, path_of(route, ask.arguments, ask.query), {**headers, **ask.headers}, body)


def path_of(route: Route, arguments: tuple[str, ...], query: str = "") -> str:
    """Fill the placeholders of a path with values, which are encoded on the way."""
    values = iter(arguments)
    segments = [
        quote(next(values), safe="") if segment.startswith("{") else segment for segment in route.path.split("/")
    ]
    assert next(values, None) is None, f"{route.operation}: more arguments than {route.path} has placeholders"
    return "/".join(segments) + (f"?{query}" if query else "")


Kept = list[tuple[Tenant, Snapshot, Any]]
"""The state of a platform at one moment, and that of what each tenant draws its passwords and tokens from."""


class World:
    """A fresh tenant whose clock stands still, and short ways to put something into it."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.platform = Platform(clock=FrozenClock(parse_millis(NOW)))
        self.tenant: Tenant = self.platform.add_tenant(TENANT)
        users.add(self.tenant, "admin", "admin", groups=[ADMINS])
        users.add(self.tenant, "nobody", "nobody")
        users.add(self.tenant, "device_tank-1", "tank", groups=[DEVICES])
        users.add(self.platform.tenants[0], "admin", "admin", groups=[ADMINS])
        self.app = build_app(self.platform, settings)
        self.call = Door(self.app)

    def digest(self) -> Digest:
        """Return what there is once everything that is due has been done, as any request has it done first."""
        self.platform.settle()
        return digest(self.platform)

    def keep(self) -> Kept:
        """Remember the present state of every tenant."""
        drawn = self.platform.serials.last
        return [(tenant, tenant.snapshot(), (tenant.random.getstate(), drawn)) for tenant in self.platform.tenants]

    def restore(self, kept: Kept) -> None:
        """Return to a state that was kept: tenants that came since go, and those that went come back."""
        self.platform._tenants = {tenant.id: tenant for tenant, _, _ in kept}
        for tenant, snapshot, (random, drawn) in kept:
            tenant.restore(snapshot)
            tenant.random.setstate(random)
            self.platform.serials.last = drawn

    def send(self, request: Wire) -> Response:
        """Send a request as it is, and judge nothing."""
        return self.call.send(*request)

    def post(self, path: str, document: Document) -> str:
        """Create something and return its id."""
        response = self.call("POST", path, json=document, accept=None)
        assert response.status == 201, response.body
        return response.headers["location"].rpartition("/")[2]

    def object(self, **fragments: object) -> str:
        """Create a managed object."""
        return self.post("/inventory/managedObjects", {"name": "Valve", "type": "acme_Valve", **fragments})

    def device(self) -> str:
        """Create a device whose availability is watched, with an external id."""
        return self.object(
            name="Pump",
            type="acme_Pump",
            c8y_IsDevice={},
            com_cumulocity_model_Agent={},
            c8y_SupportedOperations=["c8y_Restart"],
            c8y_RequiredAvailability={"responseInterval": 10},
            externalIds=[{"type": "c8y_Serial", "externalId": f"sn-{len(self.tenant.external_ids)}"}],
        )

    def group(self) -> str:
        """Create a group that holds one device."""
        group = self.object(name="Plant", type="c8y_DeviceGroup", c8y_IsDeviceGroup={})
        self.adopt(group, "childAssets", self.device())
        return group

    def adopt(self, parent: str, kind: str, child: str) -> None:
        """Make an object a child of another."""
        path = f"/inventory/managedObjects/{parent}/{kind}"
        response = self.call("POST", path, json={"managedObject": {"id": child}}, accept=None)
        assert response.status == 201, response.body


Scenario = Callable[[World], Ask]
"""Prepares what an operation needs and returns a valid request for it."""


def nothing(_: World) -> Ask:
    """Ask without any preparation."""
    return Ask()
