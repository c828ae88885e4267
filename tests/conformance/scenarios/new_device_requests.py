"""Requests for new device requests."""

from __future__ import annotations

from mockc8y.domain.platform import BOOTSTRAP_PASSWORD, BOOTSTRAP_USER
from tests.world import Ask, World

PATH = "/devicecontrol/newDeviceRequests"
BOOTSTRAP = f"management/{BOOTSTRAP_USER}:{BOOTSTRAP_PASSWORD}"
"""The login of a device that has no credentials yet."""


def announce(world: World, device: str = "pump-7") -> str:
    """Make a request for a device."""
    return world.post(PATH, {"id": device})


def connect(world: World, device: str = "pump-7") -> str:
    """Make a request for a device, which has asked for its credentials since."""
    announce(world, device)
    response = world.call("POST", "/devicecontrol/deviceCredentials", json={"id": device}, login=BOOTSTRAP)
    assert response.status == 404, response.body
    return device


def accept(world: World, device: str = "pump-7") -> str:
    """Make a request for a device and accept it."""
    connect(world, device)
    response = world.call("PUT", f"{PATH}/{device}", json={"status": "ACCEPTED"})
    assert response.status == 200, response.body
    return device


def _create(world: World) -> Ask:
    return Ask(json={"id": "pump-7", "groupId": world.group(), "type": "acme_Pump"})


def _find(world: World) -> Ask:
    announce(world)
    return Ask(query="withTotalPages=true")


def _one(world: World) -> Ask:
    return Ask((announce(world),))


def _update(world: World) -> Ask:
    return Ask((connect(world),), json={"status": "ACCEPTED"})


SCENARIOS = {
    "postNewDeviceRequestCollectionResource": _create,
    "getNewDeviceRequestCollectionResource": _find,
    "getNewDeviceRequestResource": _one,
    "putNewDeviceRequestResource": _update,
    "deleteNewDeviceRequestResource": _one,
}
