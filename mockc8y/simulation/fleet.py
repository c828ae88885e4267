"""The kinds of devices in seed fleets: what they are made of and what they measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from mockc8y.simulation.draft import Draft
from mockc8y.simulation.relative_time import DAY, HOUR
from mockc8y.simulation.signals import Dice, Recipe
from mockc8y.store.codec import Document

VENDOR = "Ostermann Building Controls"
"""The invented maker of every device."""

DEVICE_PASSWORD = "device-demo"  # noqa: S105 - the passwords of seeds are public
"""What every device of a seed signs in with."""

RESPONSE_INTERVAL = 24 * 60
"""Minutes that a watched device may be silent: a day, so that a tenant left alone keeps its looks that long."""

Plan = Mapping[str, str]
"""When something is sampled, as a row of a seed's table `signals` says it."""

FREQUENT: Plan = MappingProxyType({"interval": "PT1H", "span": "P30D", "recentInterval": "PT5M", "recentSpan": "P1D"})
REGULAR: Plan = MappingProxyType({"interval": "PT2H", "span": "P30D", "recentInterval": "PT15M", "recentSpan": "P1D"})
DAILY: Plan = MappingProxyType({"interval": "P1D", "span": "P30D"})


@dataclass(frozen=True, slots=True)
class Series:
    """One series that a kind of device measures."""

    fragment: str
    series: str
    unit: str
    recipe: Recipe
    spread: float = 0.0
    """How far the base of one device may lie from the recipe's, up or down."""

    def row(self, dice: Dice) -> Document:
        """Write what a row of the table `signals` says about the series of one device."""
        base = round(self.recipe.base + dice.uniform(-self.spread, self.spread), 1)
        recipe = replace(self.recipe, base=base).row()
        return {"fragment": self.fragment, "series": self.series, "unit": self.unit, **recipe}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of device."""

    label: str
    type: str
    model: str
    prefix: str
    """What its serial numbers begin with."""
    measurement: str
    """The type of its measurements."""
    series: Sequence[Series]
    plan: Plan
    fragments: Mapping[str, object] = field(default_factory=dict)

    def hardware(self, serial: str) -> Document:
        """Describe the hardware of the device with a serial number."""
        return {"model": self.model, "serialNumber": serial, "revision": "2.1", "vendor": VENDOR}


NO_CHANGES: Mapping[str, Document] = MappingProxyType({})


def add_device(draft: Draft, kind: Kind, name: str, position: Document, owner: str) -> Document:
    """Write the managed object of a device and its serial number."""
    serial = f"{kind.prefix}-{draft.dice.randrange(10**5, 10**6)}"
    device = draft.add(
        "managedObjects",
        {
            "name": name,
            "type": kind.type,
            "owner": owner,
            "creationTime": draft.ago(160 * DAY, 170 * DAY),
            "lastUpdated": draft.ago(HOUR, 20 * DAY),
            "c8y_IsDevice": {},
            "c8y_Hardware": kind.hardware(serial),
            "c8y_Position": position,
            **kind.fragments,
        },
    )
    draft.add("externalIds", {"type": "c8y_Serial", "externalId": serial, "managedObject": device["id"]})
    return device


def add_signals(
    draft: Draft,
    kind: Kind,
    device: Document,
    plan: Plan,
    changes: Mapping[str, Document] = NO_CHANGES,
) -> None:
    """Write one row of the table `signals` for each series of a device; `changes` alters them by fragment."""
    for series in kind.series:
        row = {"source": device["id"], "type": kind.measurement, **series.row(draft.dice), **plan}
        draft.add("signals", {**row, **changes.get(series.fragment, {})})


def add_agent_user(draft: Draft, device: Document) -> None:
    """Write the user that a device signs in with, and make it the owner."""
    device["owner"] = f"device_{device['c8y_Hardware']['serialNumber']}"
    draft.add("users", {"userName": device["owner"], "password": DEVICE_PASSWORD, "roles": ["ROLE_DEVICE"]})


def nearby(draft: Draft, position: Document, metres: int) -> Document:
    """Draw a position around another. A degree of latitude is about 111 km."""
    reach = metres / 111_000
    lat, lng = (round(position[axis] + draft.dice.uniform(-reach, reach), 6) for axis in ("lat", "lng"))
    return {**position, "lat": lat, "lng": lng}


GATEWAY = Kind(
    label="Gateway",
    type="obc_Gateway",
    model="OBC Gate 400",
    prefix="GW",
    measurement="obc_GatewayHealth",
    series=(
        Series("obc_Cpu", "load", "%", Recipe("office", 11.0, 22.0, noise=3.0), 3.0),
        Series("obc_Memory", "used", "MB", Recipe("step", 310.0, 60.0, noise=4.0), 20.0),
        Series("c8y_SignalStrength", "rssi", "dBm", Recipe("noise", -62.0, noise=4.0, digits=0), 6.0),
    ),
    plan=REGULAR,
    fragments={
        "com_cumulocity_model_Agent": {},
        "c8y_RequiredAvailability": {"responseInterval": RESPONSE_INTERVAL},
        "c8y_SupportedOperations": [
            "c8y_Command",
            "c8y_Configuration",
            "c8y_Firmware",
            "c8y_LogfileRequest",
            "c8y_Restart",
            "c8y_SoftwareUpdate",
        ],
        "c8y_SupportedLogs": ["gateway", "syslog"],
    },
)

CLIMATE = Kind(
    label="Climate sensor",
    type="obc_ClimateSensor",
    model="OBC Clima 2",
    prefix="CL",
    measurement="obc_Climate",
    series=(
        Series("c8y_TemperatureMeasurement", "T", "°C", Recipe("daily", 21.5, 1.8, noise=0.2), 0.8),
        Series(
            "c8y_HumidityMeasurement", "h", "%RH", Recipe("daily", 46.0, 6.0, noise=0.8, digits=0, peakHour=3.0), 4.0
        ),
    ),
    plan=FREQUENT,
)

AIR_QUALITY = Kind(
    label="Air quality sensor",
    type="obc_AirQualitySensor",
    model="OBC Air 5",
    prefix="AQ",
    measurement="obc_AirQuality",
    series=(
        Series("obc_CarbonDioxide", "CO2", "ppm", Recipe("office", 425.0, 520.0, 25.0, digits=0, peakHour=12.0), 12.0),
        Series("obc_Occupancy", "people", "people", Recipe("office", 0.4, 9.0, 0.4, digits=0, peakHour=11.5)),
    ),
    plan=FREQUENT,
)

ENERGY_METER = Kind(
    label="Energy meter",
    type="obc_EnergyMeter",
    model="OBC Watt 3P",
    prefix="EM",
    measurement="obc_Energy",
    series=(
        Series("obc_Power", "P", "kW", Recipe("office", 9.0, 34.0, noise=1.5, digits=2, peakHour=12.5), 3.0),
        Series("obc_Energy", "A", "kWh", Recipe("counter", 84000.0, 410.0, peakHour=12.5), 9000.0),
    ),
    plan=FREQUENT,
)

SOLAR_METER = replace(
    ENERGY_METER,
    label="Solar meter",
    series=(
        Series("obc_Power", "P", "kW", Recipe("sun", 0.0, 118.0, digits=2, peakHour=11.5)),
        Series("obc_Energy", "A", "kWh", Recipe("counter", 131000.0, 560.0, peakHour=11.5), 9000.0),
    ),
)

AIR_HANDLING = Kind(
    label="Air handling unit",
    type="obc_AirHandlingUnit",
    model="OBC Vent 900",
    prefix="AH",
    measurement="obc_AirHandling",
    series=(
        Series("obc_SupplyAir", "T", "°C", Recipe("daily", 19.0, 1.5, noise=0.3, peakHour=4.0)),
        Series("obc_Fan", "speed", "%", Recipe("step", 30.0, 60.0, digits=0, hold=2.0)),
        Series("obc_Filter", "pressure", "Pa", Recipe("noise", 120.0, noise=6.0, digits=0), 25.0),
    ),
    plan=FREQUENT,
    fragments={
        "c8y_SupportedOperations": ["c8y_Relay", "obc_SetPoint"],
        "c8y_Relay": {"relayState": "CLOSED"},
        "obc_SetPoint": {"temperature": 21.0},
    },
)

ELEVATOR = Kind(
    label="Elevator",
    type="obc_Elevator",
    model="OBC Lift 8",
    prefix="EL",
    measurement="obc_Ride",
    series=(
        Series("obc_Trips", "count", "trips", Recipe("counter", 41000.0, 260.0, digits=0, peakHour=12.0), 6000.0),
        Series("obc_Motor", "T", "°C", Recipe("office", 24.0, 31.0, noise=1.2, peakHour=12.0), 2.0),
        Series("obc_Cabin", "floor", "floor", Recipe("step", 0.0, 2.0, digits=0, hold=0.25)),
    ),
    plan=REGULAR,
    fragments={"c8y_SupportedOperations": ["c8y_Restart", "obc_Recall"]},
)

DOOR = Kind(
    label="Door contact",
    type="obc_DoorContact",
    model="OBC Door 1",
    prefix="DC",
    measurement="c8y_Battery",
    series=(Series("c8y_Battery", "level", "%", Recipe("battery", 64.0, 6.0, digits=0), 18.0),),
    plan=DAILY,
)

SHUTTLE = Kind(
    label="Shuttle",
    type="obc_Shuttle",
    model="OBC Track 7",
    prefix="TR",
    measurement="obc_Drive",
    series=(
        Series("c8y_SpeedMeasurement", "speed", "km/h", Recipe("step", 0.0, 28.0, digits=0, hold=0.25)),
        Series("c8y_Battery", "level", "%", Recipe("daily", 62.0, 28.0, digits=0, peakHour=6.0)),
    ),
    plan=REGULAR,
    fragments={
        "com_cumulocity_model_Agent": {},
        "c8y_RequiredAvailability": {"responseInterval": RESPONSE_INTERVAL},
        "c8y_SupportedOperations": ["c8y_Message", "c8y_Restart"],
    },
)
