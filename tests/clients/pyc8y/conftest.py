"""Clients of `pyc8y`, and a loop for each asynchronous test."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable

import pytest
from pyc8y import CumulocityClient
from pyc8y.auth import BasicAuth

from mockc8y.control.mock_tenant import MockTenant

Login = Callable[[str, str], CumulocityClient]
"""Makes a client of a user by name and password."""


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run an asynchronous test on a loop of its own and close its clients before the loop ends."""
    test = pyfuncitem.obj
    if not inspect.iscoroutinefunction(test):
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in inspect.signature(test).parameters}

    async def run() -> None:
        try:
            await test(**arguments)
        finally:
            made: list[CumulocityClient] = pyfuncitem.funcargs["clients"]
            for client in made:
                await client.close()

    asyncio.run(run())
    return True


@pytest.fixture(autouse=True)
def clients() -> list[CumulocityClient]:
    """Give the list of the clients that a test made, for them to be closed."""
    return []


@pytest.fixture
def login(c8y_mock: MockTenant, clients: list[CumulocityClient]) -> Login:
    """Give a function that makes clients of the tenant's users."""

    def connect(name: str, password: str) -> CumulocityClient:
        auth = BasicAuth(f"{c8y_mock.tenant_id}/{name}", password)
        client = CumulocityClient(c8y_mock.base_url, c8y_mock.tenant_id, auth)
        clients.append(client)
        return client

    return connect


@pytest.fixture
def c8y(c8y_mock: MockTenant, login: Login) -> CumulocityClient:
    """Give the administrator's client."""
    return login(c8y_mock.username, c8y_mock.password)
