"""Clients of `pyc8y`, and a loop for each asynchronous test."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import cast

import aiohttp
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
        async with cast("AsyncExitStack", pyfuncitem.funcargs["to_close"]):
            await test(**arguments)

    asyncio.run(run())
    return True


@pytest.fixture(autouse=True)
def to_close() -> AsyncExitStack:
    """Give the stack of what is to be closed when a test is over."""
    return AsyncExitStack()


@pytest.fixture
def login(c8y_mock: MockTenant, to_close: AsyncExitStack) -> Login:
    """Give a function that makes clients of the tenant's users.

    They get a plain connector: the client's own one reads all certificates of the world first, which takes longer than
    most tests.
    """

    async def connector() -> aiohttp.TCPConnector:
        made = aiohttp.TCPConnector()
        to_close.push_async_callback(made.close)
        return made

    def connect(name: str, password: str) -> CumulocityClient:
        auth = BasicAuth(f"{c8y_mock.tenant_id}/{name}", password)
        client = CumulocityClient(c8y_mock.base_url, c8y_mock.tenant_id, auth, connector_factory=connector)
        to_close.push_async_callback(client.close)
        return client

    return connect


@pytest.fixture
def c8y(c8y_mock: MockTenant, login: Login) -> CumulocityClient:
    """Give the administrator's client."""
    return login(c8y_mock.username, c8y_mock.password)
