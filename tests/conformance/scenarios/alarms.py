"""Requests for alarms."""

from __future__ import annotations

from mockc8y.store.codec import Document
from tests.world import EARLIER, NOW, Ask, World

PATH = "/alarm/alarms"


def new(source: str) -> Document:
    """Return an alarm with a fragment."""
    words = {"type": "acme_Leak", "text": "Leaks", "severity": "MAJOR", "status": "ACTIVE", "time": NOW}
    return {"source": {"id": source}, **words, "acme_Leak": {"litres": 3}}


def _create(world: World) -> Ask:
    return Ask(json=new(world.device()))


def _some(world: World) -> str:
    device = world.device()
    world.post(PATH, new(device) | {"time": EARLIER})
    world.post(PATH, new(device) | {"type": "acme_Noise", "severity": "MINOR"})
    return f"source={device}&status=ACTIVE&severity=MAJOR,MINOR"


def _select(world: World) -> Ask:
    return Ask(query=_some(world))


def _update_all(world: World) -> Ask:
    return Ask(query=_some(world), json={"status": "CLEARED"})


def _one(world: World) -> Ask:
    return Ask((world.post(PATH, new(world.device())),))


def _update(world: World) -> Ask:
    return Ask(
        _one(world).arguments, json={"status": "ACKNOWLEDGED", "text": "Leaks a lot", "acme_Leak": {"litres": 9}}
    )


def _upsert(world: World) -> Ask:
    device = world.device()
    world.post(PATH, new(device))
    return Ask(query="incrementCount=true", json=new(device) | {"severity": "CRITICAL"})


SCENARIOS = {
    "postAlarmCollectionResource": _create,
    "getAlarmCollectionResource": _select,
    "putAlarmCollectionResource": _update_all,
    "deleteAlarmCollectionResource": _select,
    "getAlarmResource": _one,
    "putAlarmResource": _update,
    "postAlarmUpsertResource": _upsert,
    "getAlarmCollectionCountResource": _select,
}
