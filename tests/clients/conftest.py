"""What the tests of all published clients share: a tenant behind a real socket with one device in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockc8y.control.mock_tenant import MockTenant
from mockc8y.domain import users

AddUser = Callable[..., str]
"""Adds a user that holds just the named roles, with its name as its password, and returns the name."""


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the clients from asking a proxy of this machine for a loopback address."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def device(c8y_mock: MockTenant) -> str:
    """Give the id of a device that is an agent, too."""
    document = {"name": "Pump 7", "type": "acme_Pump", "c8y_IsDevice": {}, "com_cumulocity_model_Agent": {}}
    made: str = c8y_mock.inventory.create(document)["id"]
    return made


@pytest.fixture
def add_user(c8y_mock: MockTenant) -> AddUser:
    """Give a function that adds users to the tenant."""

    def add(name: str, *roles: str) -> str:
        users.add(c8y_mock.tenant, name, name, roles)
        return name

    return add
