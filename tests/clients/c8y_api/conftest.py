"""Clients of `c8y_api`, closed when their test is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from c8y_api import CumulocityApi

from mockc8y.control.mock_tenant import MockTenant

Login = Callable[[str, str], CumulocityApi]
"""Makes a client of a user by name and password."""


@pytest.fixture
def login(c8y_mock: MockTenant) -> Iterator[Login]:
    """Give a function that makes clients of the tenant's users."""
    with ExitStack() as stack:

        def connect(name: str, password: str) -> CumulocityApi:
            client = CumulocityApi(c8y_mock.base_url, c8y_mock.tenant_id, name, password)
            stack.callback(client.session.close)
            return client

        yield connect


@pytest.fixture
def c8y(c8y_mock: MockTenant, login: Login) -> CumulocityApi:
    """Give the administrator's client."""
    return login(c8y_mock.username, c8y_mock.password)
