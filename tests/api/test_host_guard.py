"""Requests whose host name a web page could control."""

from __future__ import annotations

import asyncio

import pytest

from mockc8y.api.application import Scope
from mockc8y.api.asgi import build_app
from mockc8y.api.body import Receive
from mockc8y.api.host_guard import HostGuard, allowed_hosts
from mockc8y.api.reply import Send
from mockc8y.api.stepping import Message, step
from mockc8y.domain.platform import Platform


async def welcome(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Answer everything."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def status_for(host: bytes, bound_to: str = "127.0.0.1", base_url: str | None = None) -> int:
    """Ask a guarded application with a `Host` header."""
    guard = HostGuard(welcome, allowed_hosts(bound_to, base_url))
    return step(guard, {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", host)]}, b"").status


@pytest.mark.parametrize(
    "host",
    [
        b"localhost",
        b"localhost:8080",
        b"LOCALHOST",
        b"127.0.0.1:8080",
        b"[::1]:8080",
        b"t1.localhost:8080",
        b"192.168.1.5",
        b"host.docker.internal:8080",
    ],
)
def test_names_of_this_machine_are_welcome(host: bytes) -> None:
    """Addresses and names below localhost cannot be rebound by a page."""
    assert status_for(host) == 200


@pytest.mark.parametrize(
    "host",
    [
        b"evil.test",
        b"evil.test:8080",
        b"localhost.evil.test",
        b"127.0.0.1.evil.test",
        b"evillocalhost",
        b"t07007007.mockc8y.local",
        b"",
        b"evil.test@localhost",
        b"localhost/@evil.test",
        b"localhost#evil.test",
        b"a b",
        b"[x",
    ],
)
def test_other_names_are_refused_on_loopback(host: bytes) -> None:
    """A name that a page could point at this machine gets 421."""
    assert status_for(host) == 421


def test_public_address_is_welcome_by_name() -> None:
    """`--base-url` names the host a proxy uses."""
    assert status_for(b"iot.example.test", base_url="https://iot.example.test") == 200


def test_server_that_others_reach_answers_to_any_name() -> None:
    """Bound to more than loopback, the machine has names we do not know."""
    assert status_for(b"build-agent-7", bound_to="0.0.0.0") == 200


@pytest.mark.parametrize("bound_to", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_every_form_of_loopback_is_guarded(bound_to: str) -> None:
    """Whichever of its own addresses a machine listens on, a foreign name is refused there."""
    assert status_for(b"evil.test", bound_to=bound_to) == 421


@pytest.mark.parametrize("bound_to", ["0.0.0.0", "::", "192.168.1.5", "fd00::1"])
def test_only_loopback_is_guarded(bound_to: str) -> None:
    """An address that others reach has names that are not known here."""
    assert allowed_hosts(bound_to, None) is None


@pytest.mark.parametrize("headers", [[], [(b"host", b"localhost"), (b"host", b"evil.test")]])
def test_request_without_one_clear_host_is_refused(headers: list[tuple[bytes, bytes]]) -> None:
    """No host at all, or a foreign one beside ours, is not from a client that means this machine."""
    guard = HostGuard(welcome, allowed_hosts("127.0.0.1", None))

    assert step(guard, {"type": "http", "method": "GET", "path": "/", "headers": headers}, b"").status == 421


@pytest.mark.parametrize(
    "path",
    ["/", "/_mock/coverage", "/_mock/explain/1", "/tenant/loginOptions", "/apps/public/login/", "/service/feeder/a"],
)
def test_no_address_is_left_open(platform: Platform, path: str) -> None:
    """The emulator's own addresses, the API, hosted applications and microservices: all are behind the guard."""
    guard = HostGuard(build_app(platform), allowed_hosts("127.0.0.1", None))
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [(b"host", b"evil.test")]}

    assert step(guard, scope, b"").status == 421


def test_websocket_of_a_foreign_host_is_closed() -> None:
    """A page may open websockets to any host, so they are looked at too."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    guard = HostGuard(welcome, allowed_hosts("127.0.0.1", None))
    asyncio.run(guard({"type": "websocket", "path": "/", "headers": [(b"host", b"evil.test")]}, receive, send))

    assert sent == [{"type": "websocket.close", "code": 1008}]
