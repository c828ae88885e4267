"""The contracts themselves, run against a second mock that plays the real tenant, well or badly."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mockc8y.control.live_server import LiveServer
from mockc8y.control.mock_tenant import MockTenant
from tests.contract.tenants import VARIABLES

ROOT = Path(__file__).parents[2]
App = Callable[..., Awaitable[None]]


class Deviating:
    """A tenant whose repeated alarms are never counted."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        """Answer as the tenant does, but for the count of alarms."""
        start: list[MutableMapping[str, Any]] = []

        async def altered(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                start.append(message)
                return
            body = message.get("body", b"").replace(b'"count":2', b'"count":1')
            await send(start.pop()) if start else None
            await send({**message, "body": body})

        await self._app(scope, receive, altered if scope["path"].startswith("/alarm") else send)


@contextmanager
def served(live: LiveServer, app: App) -> Iterator[str]:
    """Serve an application on a port of its own."""
    door = live.open(app)
    try:
        yield door.base_url
    finally:
        door.close()


def run_contracts(module: str, base_url: str, mock: MockTenant, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a module of contracts against a tenant that the environment names."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    login = (base_url, mock.tenant_id, mock.username, mock.password)
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-n",
            "0",
            "-p",
            "no:cacheprovider",
            "-k",
            "real",
            *options,
            f"tests/contract/{module}",
        ],
        env=environment | dict(zip(VARIABLES, login, strict=True)),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )


def leftovers(mock: MockTenant) -> list[str]:
    """Name what contracts left behind."""
    with mock.client() as client:
        objects = client.get("/inventory/managedObjects?pageSize=2000").json()["managedObjects"]
    return [each["name"] for each in objects if each.get("name", "").startswith("contract")]


def test_contracts_hold_on_a_tenant_named_by_the_environment(
    c8y_mock: MockTenant, c8y_live_server: Callable[[], LiveServer]
) -> None:
    """All contracts pass over a socket with nothing but an address and a login, and leave nothing behind."""
    with served(c8y_live_server(), c8y_mock.app) as base_url:
        done = run_contracts("test_data.py", base_url, c8y_mock)

    assert done.returncode == 0, done.stdout
    assert "skipped" not in done.stdout.splitlines()[-1]
    assert leftovers(c8y_mock) == []


def test_deviation_is_told_and_cleaned_up(c8y_mock: MockTenant, c8y_live_server: Callable[[], LiveServer]) -> None:
    """A tenant that behaves otherwise fails the one contract that says so, and is left clean as well."""
    with served(c8y_live_server(), Deviating(c8y_mock.app)) as base_url:
        done = run_contracts("test_data.py", base_url, c8y_mock)

    assert done.returncode == 1
    assert "test_equal_alarms_are_one_that_counts" in done.stdout
    assert "1 failed" in done.stdout.splitlines()[-1]
    assert leftovers(c8y_mock) == []


def test_without_a_tenant_the_word_is_clear(c8y_mock: MockTenant) -> None:
    """Who has no tenant is told which variables to set."""
    environment = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-n",
            "0",
            "-p",
            "no:cacheprovider",
            "-k",
            "real",
            "-rs",
            "tests/contract/test_data.py",
        ],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )

    assert "no real tenant: set C8Y_BASEURL, C8Y_TENANT, C8Y_USER, C8Y_PASSWORD" in done.stdout
