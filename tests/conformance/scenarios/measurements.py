"""Requests for measurements."""

from __future__ import annotations

from mockc8y.store.codec import Document
from tests.world import EARLIER, NOW, TOMORROW, Ask, World

PATH = "/measurement/measurements"


def new(source: str) -> Document:
    """Return a measurement with two series."""
    steam = {"temperature": {"value": 151.5, "unit": "C"}, "pressure": {"value": 4, "unit": "bar"}}
    return {"source": {"id": source}, "type": "acme_Reading", "time": NOW, "acme_Steam": steam}


def measured(world: World) -> str:
    """Create a device with two measurements and return its id."""
    device = world.device()
    world.post(PATH, new(device) | {"time": EARLIER})
    world.post(PATH, new(device))
    return device


def _create(world: World) -> Ask:
    return Ask(json=new(world.device()))


def _find(world: World) -> Ask:
    return Ask(query=f"source={measured(world)}&valueFragmentType=acme_Steam&withTotalPages=true")


def _read_series(world: World) -> Ask:
    return Ask(query=f"source={measured(world)}&series=acme_Steam.temperature&dateFrom={EARLIER}&dateTo={TOMORROW}")


def _delete_all(world: World) -> Ask:
    return Ask(query=f"source={measured(world)}&type=acme_Reading")


def _one(world: World) -> Ask:
    return Ask((world.post(PATH, new(world.device())),))


SCENARIOS = {
    "postMeasurementCollectionResource": _create,
    "getMeasurementCollectionResource": _find,
    "deleteMeasurementCollectionResource": _delete_all,
    "getMeasurementSeriesResource": _read_series,
    "getMeasurementResource": _one,
    "deleteMeasurementResource": _one,
}
