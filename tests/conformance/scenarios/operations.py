"""Requests for operations."""

from __future__ import annotations

from mockc8y.store.codec import Document
from tests.world import Ask, World

PATH = "/devicecontrol/operations"


def new(device: str) -> Document:
    """Return an operation."""
    return {"deviceId": device, "description": "Restart", "c8y_Restart": {}, "acme_Delay": {"seconds": 5}}


def _create(world: World) -> Ask:
    return Ask(json=new(world.device()))


def _some(world: World) -> Ask:
    device = world.device()
    world.post(PATH, new(device))
    return Ask(query=f"agentId={device}&status=PENDING")


def _one(world: World) -> Ask:
    return Ask((world.post(PATH, new(world.device())),))


def _update(world: World) -> Ask:
    return Ask(_one(world).arguments, json={"status": "FAILED", "failureReason": "No power"})


SCENARIOS = {
    "postOperationCollectionResource": _create,
    "getOperationCollectionResource": _some,
    "deleteOperationCollectionResource": _some,
    "getOperationResource": _one,
    "putOperationResource": _update,
}
