"""Requests for managed objects."""

from __future__ import annotations

from tests.conformance.scenarios.measurements import measured
from tests.world import Ask, World

NEW = {"name": "Pump 7", "type": "acme_Pump", "c8y_IsDevice": {}, "acme_Limits": {"pressure": 3.5, "modes": ["a", "b"]}}


def _create(world: World) -> Ask:
    return Ask(json={**NEW, "externalIds": [{"type": "c8y_Serial", "externalId": "sn-new"}]})


def _update_all(world: World) -> Ask:
    first, second = world.device(), world.object()
    return Ask(
        json={"managedObjects": [{"id": first, "acme_Limits": {"pressure": 4}}, {"id": second, "name": "Renamed"}]}
    )


def _find(world: World) -> Ask:
    world.adopt(world.group(), "childDevices", world.device())
    return Ask(query="withChildren=true&withParents=true&withTotalPages=true&withTotalElements=true&pageSize=3")


def _get(world: World) -> Ask:
    group = world.group()
    measured(world)
    return Ask((group,), "withChildren=true&withChildrenCount=true&withParents=true&withLatestValues=true")


def _update(world: World) -> Ask:
    return Ask((world.device(),), json={"name": "Pump 8", "acme_Limits": {"pressure": 5}, "acme_Note": None})


def _device(world: World) -> Ask:
    return Ask((world.device(),))


def _measured(world: World) -> Ask:
    return Ask((measured(world),))


def _switch_owner(world: World) -> Ask:
    return Ask((world.object(owner="device_tank-1"),), json={"enabled": False})


SCENARIOS = {
    "postManagedObjectCollectionResource": _create,
    "putManagedObjectCollectionResource": _update_all,
    "getManagedObjectCollectionResource": _find,
    "getManagedObjectResource": _get,
    "putManagedObjectResource": _update,
    "deleteManagedObjectResource": _device,
    "getLastAvailabilityManagedObjectResource": _device,
    "getSupportedMeasurementsManagedObjectResource": _measured,
    "getSupportedSeriesManagedObjectResource": _measured,
    "getManagedObjectUserResource": _device,
    "putManagedObjectUserResource": _switch_owner,
}
