"""Registration of devices through @c8y/client."""

from __future__ import annotations

import pytest

from mockc8y.control.mock_tenant import MockTenant
from mockc8y.domain.platform import BOOTSTRAP_PASSWORD, BOOTSTRAP_USER
from tests.clients.node.conftest import Node

pytestmark = pytest.mark.clients

BOOTSTRAP = (f"management/{BOOTSTRAP_USER}", BOOTSTRAP_PASSWORD)
"""The login of a device that has no credentials yet."""


def test_device_waits_for_its_credentials_and_writes(node: Node, c8y_mock: MockTenant) -> None:
    """The client polls without a pause until the device is accepted, and goes on as the device."""
    assert node("registration", "bootstrap", *BOOTSTRAP) == {
        "tenant": c8y_mock.tenant_id,
        "owner": "device_pump-7",
        "left": 0,
    }


def test_security_token_is_compared(node: Node) -> None:
    """The user must give the token that the device has shown."""
    assert node("registration", "securityToken", *BOOTSTRAP) == {
        "asked": 404,
        "guessed": 422,
        "status": "ACCEPTED",
        "user": "device_pump-7",
    }


def test_everyone_is_accepted(node: Node) -> None:
    """All whose devices have asked are let in at once; the client then lists what is left."""
    assert node("registration", "everyone", *BOOTSTRAP) == {
        "accepted": [{"id": "pump-7", "successful": True}, {"id": "pump-8", "successful": True}],
        "listed": [["pump-7", "ACCEPTED"], ["pump-8", "ACCEPTED"], ["pump-9", "WAITING_FOR_CONNECTION"]],
        "totalPages": 1,
        "isReached": False,
        "deleted": 404,
    }


def test_table_registers_devices(node: Node) -> None:
    """The form of the client is read."""
    assert node("registration", "table") == {
        "status": 201,
        "created": 1,
        "failed": [],
        "owner": "device_pump-7",
    }
