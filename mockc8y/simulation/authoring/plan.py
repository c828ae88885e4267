"""The campus on paper: buildings, floors, rooms, and which devices hang where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from mockc8y.simulation.fleet import (
    AIR_HANDLING,
    AIR_QUALITY,
    CLIMATE,
    DOOR,
    ELEVATOR,
    ENERGY_METER,
    RESPONSE_INTERVAL,
    SOLAR_METER,
    Kind,
)
from mockc8y.store.codec import Document


@dataclass(frozen=True, slots=True)
class Room:
    """A room and the kinds of its devices."""

    name: str
    kinds: Sequence[Kind]


@dataclass(frozen=True, slots=True)
class Building:
    """A building with its floors, each a name and its rooms."""

    code: str
    name: str
    floors: Mapping[str, Sequence[Room]]


CAMPUS = (
    Building(
        "A",
        "Office tower",
        {
            "Ground floor": (
                Room("Reception", (CLIMATE, DOOR, DOOR)),
                Room("Server room", (CLIMATE, DOOR)),
                Room("Tower plant room", (ENERGY_METER, AIR_HANDLING, ELEVATOR, ELEVATOR)),
            ),
            "First floor": (
                Room("Open office north", (CLIMATE, AIR_QUALITY)),
                Room("Meeting room Elbe", (CLIMATE, AIR_QUALITY)),
            ),
            "Second floor": (
                Room("Open office south", (CLIMATE, AIR_QUALITY)),
                Room("Canteen", (CLIMATE,)),
            ),
        },
    ),
    Building(
        "B",
        "Laboratory",
        {
            "Ground floor": (
                Room("Clean room", (CLIMATE, AIR_QUALITY, DOOR)),
                Room("Sample storage", (CLIMATE, DOOR)),
                Room("Laboratory plant room", (ENERGY_METER, AIR_HANDLING)),
            ),
            "First floor": (
                Room("Analytics lab", (CLIMATE, AIR_QUALITY)),
                Room("Library", (CLIMATE,)),
            ),
        },
    ),
    Building(
        "C",
        "Logistics hall",
        {
            "Hall floor": (
                Room("Loading bay", (CLIMATE, DOOR)),
                Room("Cold store", (CLIMATE, DOOR)),
                Room("Hall plant room", (ENERGY_METER, AIR_HANDLING, ELEVATOR)),
            ),
        },
    ),
    Building(
        "D",
        "Energy centre",
        {
            "Ground floor": (
                Room("Grid feed", (ENERGY_METER,)),
                Room("Charging park", (ENERGY_METER,)),
            ),
            "Roof": (Room("Solar roof", (SOLAR_METER,)),),
        },
    ),
)

SIGNAL_CHANGES: Mapping[str, Mapping[str, Document]] = MappingProxyType(
    {
        "Climate sensor, Server room": {"c8y_TemperatureMeasurement": {"base": 28.9, "amplitude": 0.7}},
        "Climate sensor, Cold store": {
            "c8y_TemperatureMeasurement": {"base": 4.3, "amplitude": 0.6},
            "c8y_HumidityMeasurement": {"base": 71.0},
        },
        "Climate sensor, Loading bay": {"c8y_TemperatureMeasurement": {"base": 14.5, "amplitude": 4.5}},
        "Climate sensor, Library": {
            "c8y_TemperatureMeasurement": {"until": "-P1DT2H"},
            "c8y_HumidityMeasurement": {"until": "-P1DT2H"},
        },
        "Air quality sensor, Meeting room Elbe": {"obc_CarbonDioxide": {"amplitude": 840.0}},
        "Air handling unit, Hall plant room": {"obc_Filter": {"base": 188.0}},
        "Door contact 2, Reception": {"c8y_Battery": {"base": 17.0}},
        "Energy meter, Grid feed": {
            "obc_Power": {"base": 42.0, "amplitude": 96.0},
            "obc_Energy": {"base": 913000.0, "amplitude": 2100.0},
        },
    }
)
"""What sets single devices apart, so that their signals agree with the alarms they raised."""

OBJECT_CHANGES: Mapping[str, Document] = MappingProxyType(
    {
        "Climate sensor, Library": {"c8y_RequiredAvailability": {"responseInterval": RESPONSE_INTERVAL}},
        "Elevator, Hall plant room": {"c8y_RequiredAvailability": {"responseInterval": -1}},
        "Energy meter, Grid feed": {"c8y_Notes": "Calibrated by the utility; do not reset the counter."},
    }
)
