"""Requests for retention rules."""

from __future__ import annotations

from tests.world import Ask, World

PATH = "/retention/retentions"
_NEW = {"dataType": "ALARM", "fragmentType": "acme_Leak", "type": "*", "source": "*", "maximumAge": 30}


def _create(_: World) -> Ask:
    return Ask(json=_NEW)


def _find(world: World) -> Ask:
    world.post(PATH, _NEW)
    return Ask(query="withTotalPages=true")


def _one(world: World) -> Ask:
    return Ask((world.post(PATH, _NEW),))


def _update(world: World) -> Ask:
    return Ask(_one(world).arguments, json={"maximumAge": 10, "dataType": "EVENT"})


SCENARIOS = {
    "postRetentionRuleCollectionResource": _create,
    "getRetentionRuleCollectionResource": _find,
    "getRetentionRuleResource": _one,
    "putRetentionRuleResource": _update,
    "deleteRetentionRuleResource": _one,
}
