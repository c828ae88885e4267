"""Requests for events."""

from __future__ import annotations

from mockc8y.store.codec import Document
from tests.world import EARLIER, NOW, Ask, World

PATH = "/event/events"


def new(source: str) -> Document:
    """Return an event with a fragment."""
    where = {"lat": 51.2, "lng": 6.8, "alt": 40}
    return {"source": {"id": source}, "type": "acme_Moved", "text": "Moved", "time": NOW, "c8y_Position": where}


def happened(world: World) -> str:
    """Create an event and return its id."""
    return world.post(PATH, new(world.device()))


def _create(world: World) -> Ask:
    return Ask(json=new(world.device()))


def _some(world: World) -> Ask:
    device = world.device()
    world.post(PATH, new(device) | {"time": EARLIER})
    world.post(PATH, new(device))
    return Ask(query=f"source={device}&type=acme_Moved&fragmentType=c8y_Position")


def _one(world: World) -> Ask:
    return Ask((happened(world),))


def _update(world: World) -> Ask:
    return Ask((happened(world),), json={"text": "Moved far", "acme_Reason": {"by": "truck"}})


SCENARIOS = {
    "postEventCollectionResource": _create,
    "getEventCollectionResource": _some,
    "deleteEventCollectionResource": _some,
    "getEventResource": _one,
    "putEventResource": _update,
    "deleteEventResource": _one,
}
