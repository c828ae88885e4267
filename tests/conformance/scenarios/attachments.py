"""Requests for the files of events."""

from __future__ import annotations

from tests.conformance.scenarios.events import happened
from tests.world import Ask, World

_FILE = {"content-type": "text/plain", "content-disposition": 'attachment; filename="log.txt"'}


def _bare(world: World) -> Ask:
    return Ask((happened(world),), body=b"one line", headers=_FILE)


def _attached(world: World) -> Ask:
    event = happened(world)
    response = world.call("POST", f"/event/events/{event}/binaries", body=b"one line", headers=_FILE)
    assert response.status == 201, response.body
    return Ask((event,))


def _replace(world: World) -> Ask:
    return Ask(_attached(world).arguments, body=b"another line", headers=_FILE)


SCENARIOS = {
    "postEventBinaryResource": _bare,
    "getEventBinaryResource": _attached,
    "putEventBinaryResource": _replace,
    "deleteEventBinaryResource": _attached,
}
