"""Requests for bulk operations."""

from __future__ import annotations

from mockc8y.store.codec import Document
from tests.world import NOW, TOMORROW, Ask, World

PATH = "/devicecontrol/bulkoperations"


def new(group: str) -> Document:
    """Return a bulk operation that starts tomorrow."""
    prototype = {"description": "Restart", "c8y_Restart": {}}
    return {"groupId": group, "startDate": TOMORROW, "creationRamp": 15, "operationPrototype": prototype}


def _create(world: World) -> Ask:
    return Ask(json=new(world.group()))


def _find(world: World) -> Ask:
    group = world.group()
    world.post(PATH, new(group))
    world.post(PATH, new(group) | {"startDate": NOW})
    return Ask(query="withTotalPages=true")


def _one(world: World) -> Ask:
    return Ask((world.post(PATH, new(world.group())),))


def _update(world: World) -> Ask:
    return Ask(_one(world).arguments, json={"creationRamp": 30})


SCENARIOS = {
    "postBulkOperationCollectionResource": _create,
    "getBulkOperationCollectionResource": _find,
    "getBulkOperationResource": _one,
    "putBulkOperationResource": _update,
    "deleteBulkOperationResource": _one,
}
