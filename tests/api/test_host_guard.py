"""Requests whose host name a web page could control."""

from __future__ import annotations

import pytest

from mockc8y.api.application import Scope, Send
from mockc8y.api.body import Receive
from mockc8y.api.host_guard import HostGuard, allowed_hosts
from mockc8y.api.stepping import step


async def welcome(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Answer everything."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def status_for(host: bytes, bound_to: str = "127.0.0.1", base_url: str | None = None) -> int:
    """Ask a guarded application with a `Host` header."""
    guard = HostGuard(welcome, allowed_hosts(bound_to, base_url))
    return step(guard, {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", host)]}, b"").status


@pytest.mark.parametrize(
    "host", [b"localhost", b"localhost:8080", b"127.0.0.1:8080", b"[::1]:8080", b"t1.localhost:8080", b"192.168.1.5"]
)
def test_names_of_this_machine_are_welcome(host: bytes) -> None:
    """Addresses and names below localhost cannot be rebound by a page."""
    assert status_for(host) == 200


@pytest.mark.parametrize("host", [b"evil.test", b"localhost.evil.test", b"", b"evil.test@localhost", b"a b", b"[x"])
def test_other_names_are_refused_on_loopback(host: bytes) -> None:
    """A name that a page could point at this machine gets 421."""
    assert status_for(host) == 421


def test_public_address_is_welcome_by_name() -> None:
    """`--base-url` names the host a proxy uses."""
    assert status_for(b"iot.example.test", base_url="https://iot.example.test") == 200


def test_server_that_others_reach_answers_to_any_name() -> None:
    """Bound to more than loopback, the machine has names we do not know."""
    assert status_for(b"build-agent-7", bound_to="0.0.0.0") == 200
