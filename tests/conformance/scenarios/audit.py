"""Requests for audit records."""

from __future__ import annotations

from mockc8y.store.codec import Document
from tests.world import NOW, Ask, World

PATH = "/audit/auditRecords"


def new(source: str) -> Document:
    """Return an audit record."""
    words = {"type": "Alarm", "activity": "Alarm closed", "text": "Closed by hand", "severity": "MINOR", "time": NOW}
    return {"source": {"id": source}, **words, "user": "admin", "application": "acme", "acme_Shift": {"number": 2}}


def _create(world: World) -> Ask:
    return Ask(json=new(world.device()))


def _find(world: World) -> Ask:
    device = world.device()
    world.post(PATH, new(device))
    return Ask(query=f"source={device}&type=Alarm&withTotalPages=true")


def _one(world: World) -> Ask:
    return Ask((world.post(PATH, new(world.device())),))


SCENARIOS = {
    "postAuditRecordCollectionResource": _create,
    "getAuditRecordCollectionResource": _find,
    "getAuditRecordResource": _one,
}
