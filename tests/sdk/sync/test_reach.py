# Made from tests/sdk/_async/test_reach.py by sdk/scripts/unasync.py; change that.
"""Every operation of the official specification has a function of its own in the SDK."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, unquote

import httpx
import pytest

from c8y_client import AccessDeniedError, BasicAuth, RefreshingAuth
from c8y_client.sync.client import CumulocityClient
from c8y_client.sync.registry import DeviceRegistryClient
from c8y_client.sync.rest import CumulocityRestClient
from mockc8y.api.routes import DISPATCHER
from tests.sdk.sync._reach_administration import APPLICATIONS, CERTIFICATES, LOGINS, TENANTS, USERS
from tests.sdk.sync._reach_data import DATA
from tests.specification import ABSENT, load_specification

BASE_URL = "http://tenant.test"
AUTH = BasicAuth("a", "b")
TABLE = MappingProxyType({**DATA, **USERS, **APPLICATIONS, **TENANTS, **LOGINS, **CERTIFICATES})

Start: TypeAlias = Callable[[httpx.MockTransport], Any]


def announced(wire: httpx.MockTransport) -> None:
    """Ask for credentials as a new device."""
    with DeviceRegistryClient(BASE_URL, "management", AUTH, transport=wire) as registry:
        registry.await_credentials("1")


def refreshed(wire: httpx.MockTransport) -> None:
    """Ask for anything with credentials that renew themselves."""
    with CumulocityClient(BASE_URL, "t1", RefreshingAuth(BASE_URL, "t1", "a", "b"), transport=wire) as c8y:
        c8y.tenants.get_current()


def listened(wire: httpx.MockTransport) -> None:
    """Listen to what happens, where there are no websockets."""
    c8y = CumulocityClient(BASE_URL, "t1", AUTH, transport=wire)
    with c8y, c8y.realtime(way="long-polling") as realtime:
        realtime.listen(print, "/alarms/*")


# What does not begin with a connected client.
BESIDE: Mapping[str, Start] = MappingProxyType(
    {
        "postDeviceCredentialsCollectionResource": announced,
        "postLoginFormBody": refreshed,
        "postLoginFormCookie": lambda wire: CumulocityRestClient.authenticate(BASE_URL, "t1", "a", "b", transport=wire),
        "postNotificationRealtimeResource": listened,
    }
)

# What no function asks for, and why not.
WITHOUT: Mapping[str, str] = MappingProxyType({})


class Refusing:
    """A tenant that refuses everything and remembers which operations it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.wire = httpx.MockTransport(self.answer)

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Refuse a request."""
        path, _, query = request.url.raw_path.decode().partition("?")
        found = DISPATCHER.find([unquote(segment) for segment in path.strip("/").split("/")])
        route = found.route(request.method, [name for name, _ in parse_qsl(query)]) if found else None
        self.asked.append("none" if route is None else path if path in TABLE else route.operation)
        return httpx.Response(403, json={"error": "security/Forbidden", "message": "Access is denied"})


@pytest.mark.parametrize("operation", sorted(TABLE))
def test_function_asks_for_the_operation_that_the_table_names(operation: str) -> None:
    """It is what the first request is for, and the platform's refusal comes back."""
    tenant = Refusing()
    with CumulocityClient(BASE_URL, "t1", AUTH, transport=tenant.wire) as c8y:
        # A wrong second-factor code is refused in the same way, and that is a ValueError.
        with pytest.raises((AccessDeniedError, ValueError)):
            TABLE[operation](c8y)

    assert tenant.asked == [operation]


@pytest.mark.parametrize("operation", sorted(BESIDE))
def test_function_that_begins_without_a_client_asks_for_its_operation(operation: str) -> None:
    """Others may come before it, such as how one can log in."""
    tenant = Refusing()
    with pytest.raises(AccessDeniedError):
        BESIDE[operation](tenant.wire)

    assert operation in tenant.asked


def test_every_operation_has_a_function_or_a_reason() -> None:
    """What the specification gains is missed here, and what it loses is too much."""
    specification = load_specification()
    if specification is None:
        pytest.skip(ABSENT)
    known = [path if path in TABLE else operation["operationId"] for _, path, operation in specification.operations()]

    assert len(known) == len(set(known)) == 250
    assert set(known) == TABLE.keys() | BESIDE.keys() | WITHOUT.keys()
