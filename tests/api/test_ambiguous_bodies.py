"""Bodies that can be read in two ways: who lacks a global role must be allowed what they name in either."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from mockc8y.domain import users
from mockc8y.store.codec import Document
from tests.door import Response
from tests.world import NOW, TENANT, World

LOGIN = f"{TENANT}/ana:ana"
VENDOR = "application/vnd.com.nsn.cumulocity."
INVENTORY = "/inventory/managedObjects"
DATA: Document = {"type": "acme_Door", "text": "Open", "time": NOW, "severity": "MAJOR", "acme_T": {"T": {"value": 1}}}
READINGS = {
    "event": ("/event/events", "events", "application/json"),
    "alarm": ("/alarm/alarms", "alarms", "application/json"),
    "alarm to change": ("/alarm/alarms/upsert", "alarms", "application/json"),
    "operation": ("/devicecontrol/operations", "operations", "application/json"),
    "measurement": ("/measurement/measurements", "measurements", f"{VENDOR}measurement+json"),
    "measurements": ("/measurement/measurements", "measurements", f"{VENDOR}measurementcollection+json"),
}


class Plant(NamedTuple):
    """A pump that a user owns, and one of somebody else."""

    world: World
    own: str
    other: str

    def send(self, method: str, path: str, document: Document, media_type: str) -> Response:
        """Send a document as the user."""
        return self.world.call(method, path, json=document, headers={"content-type": media_type}, login=LOGIN)


@pytest.fixture
def plant() -> Plant:
    """Furnish a tenant, with a user that holds no role at all."""
    world = World()
    users.add(world.tenant, "ana", "ana")
    return Plant(world, world.object(owner="ana", c8y_IsDevice={}), world.object(name="Secret", c8y_IsDevice={}))


def about(device: str) -> Document:
    """Describe something of a device, whatever is asked for."""
    return {**DATA, "source": {"id": device}, "deviceId": device}


@pytest.mark.parametrize(("path", "name", "media_type"), READINGS.values(), ids=READINGS)
def test_empty_collection_beside_a_document_hides_nothing(plant: Plant, path: str, name: str, media_type: str) -> None:
    """What a body says itself is judged also where it holds a collection."""
    before = plant.world.digest()

    answer = plant.send("POST", path, {**about(plant.other), name: []}, media_type)

    assert answer.status == 403
    assert plant.world.digest() == before


@pytest.mark.parametrize(("path", "name", "media_type"), READINGS.values(), ids=READINGS)
def test_document_beside_a_collection_hides_nothing(plant: Plant, path: str, name: str, media_type: str) -> None:
    """What a collection holds is judged also where the body says something of the caller's own device."""
    before = plant.world.digest()

    answer = plant.send("POST", path, {**about(plant.own), name: [about(plant.other)]}, media_type)

    assert answer.status == 403
    assert plant.world.digest() == before


@pytest.mark.parametrize(("path", "name", "media_type"), READINGS.values(), ids=READINGS)
def test_own_device_may_be_written_about(plant: Plant, path: str, name: str, media_type: str) -> None:
    """In the reading that the media type asks for, and with nothing else in the body."""
    is_collection = media_type.endswith("collection+json")
    document = {name: [about(plant.own)]} if is_collection else about(plant.own)

    assert plant.send("POST", path, document, media_type).status == 201


@pytest.mark.parametrize("kind", ["managedobjectreference", "managedobjectreferencecollection"])
def test_adoption_is_judged_in_both_readings(plant: Plant, kind: str) -> None:
    """An object of somebody else is not adopted, whether it is named alone or in a list."""
    other, own = ({"managedObject": {"id": number}} for number in (plant.other, plant.own))
    path = f"{INVENTORY}/{plant.own}/childDevices"

    for document in ({**other, "references": []}, {**own, "references": [other]}):
        assert plant.send("POST", path, document, f"{VENDOR}{kind}+json").status == 403

    assert not plant.world.tenant.relations.children("childDevices", int(plant.own))
