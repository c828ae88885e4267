"""Requests for external ids."""

from __future__ import annotations

from tests.world import Ask, World

_NAME = {"type": "acme_Tag", "externalId": "tag 7/ä"}


def _named(world: World) -> str:
    device = world.device()
    response = world.call("POST", f"/identity/globalIds/{device}/externalIds", json=_NAME)
    assert response.status == 201, response.body
    return device


def _create(world: World) -> Ask:
    return Ask((world.device(),), json=_NAME)


def _find(world: World) -> Ask:
    return Ask((_named(world),))


def _search(world: World) -> Ask:
    _named(world)
    return Ask(json={"externalIds": [_NAME, {"type": "acme_Tag", "externalId": "unknown"}]})


def _one(world: World) -> Ask:
    _named(world)
    return Ask((_NAME["type"], _NAME["externalId"]))


SCENARIOS = {
    "postIdentitySearch": _search,
    "postExternalIDCollectionResource": _create,
    "getExternalIDCollectionResource": _find,
    "getExternalIDResource": _one,
    "deleteExternalIDResource": _one,
}
