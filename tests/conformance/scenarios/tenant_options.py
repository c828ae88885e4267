"""Requests for tenant options."""

from __future__ import annotations

from tests.world import MANAGEMENT_ADMIN, TENANT, Ask, World

PATH = "/tenant/options"
_NAME = ("alarm.type.mapping", "acme_Leak")
_NEW = {"category": _NAME[0], "key": _NAME[1], "value": "CRITICAL|It leaks"}


def _create(_: World) -> Ask:
    return Ask(json=_NEW)


def _stored(world: World) -> None:
    secret = {"category": "acme", "key": "credentials.mail", "value": "s3cret"}
    for option in (_NEW, secret):
        assert world.call("POST", PATH, json=option).status == 200


def _find(world: World) -> Ask:
    _stored(world)
    return Ask(query="withTotalPages=true")


def _category(world: World) -> Ask:
    _stored(world)
    return Ask(_NAME[:1])


def _update_category(world: World) -> Ask:
    _stored(world)
    return Ask(_NAME[:1], json={"acme_Leak": "MAJOR|", "acme_Noise": "NONE|"})


def _one(world: World) -> Ask:
    _stored(world)
    return Ask(_NAME)


def _update(world: World) -> Ask:
    _stored(world)
    return Ask(_NAME, json={"value": "MINOR|It drips"})


def _lock(world: World) -> Ask:
    _stored(world)
    return Ask(_NAME, f"targetTenant={TENANT}", json={"editable": False}, login=MANAGEMENT_ADMIN)


SCENARIOS = {
    "postOptionCollectionResource": _create,
    "getOptionCollectionResource": _find,
    "getCategoryOptionResource": _category,
    "putCategoryOptionResource": _update_category,
    "getOptionResource": _one,
    "putOptionResource": _update,
    "deleteOptionResource": _one,
    "putOptionEditableResource": _lock,
}
