"""The demo's alarms: those of today by hand, those of the last weeks drawn at random."""

from __future__ import annotations

from typing import NamedTuple

from mockc8y.simulation.draft import Draft
from mockc8y.simulation.relative_time import DAY, HOUR, MINUTE, duration, milliseconds
from mockc8y.store.codec import Document


class Trouble(NamedTuple):
    """One alarm in a line."""

    device: str
    type: str
    text: str
    severity: str
    status: str
    time: str
    repeats: int = 0
    first: str | None = None


class Routine(NamedTuple):
    """A kind of alarm that came and went in the last weeks."""

    device: str
    """What the names of the devices begin with that raise it."""
    type: str
    text: str
    severity: str
    times: int


SILENCE = "No data received from the device within the required interval."

TROUBLES = (
    Trouble(
        "Elevator 2, Tower plant room", "obc_ElevatorStopped", "Elevator stopped between floors 1 and 2",
        "CRITICAL", "ACTIVE", "-PT12M",
    ),
    Trouble(
        "Climate sensor, Server room", "obc_HighTemperature", "Temperature above 28 °C",
        "MAJOR", "ACTIVE", "-PT35M", 13, "-PT5H10M",
    ),
    Trouble(
        "Climate sensor, Library", "c8y_UnavailabilityAlarm", SILENCE,
        "MAJOR", "ACTIVE", "-PT2H",
    ),
    Trouble(
        "Door contact, Cold store", "obc_DoorHeldOpen", "Door open for more than 5 minutes",
        "MINOR", "ACTIVE", "-PT47M", 2, "-PT2H5M",
    ),
    Trouble(
        "Door contact 2, Reception", "obc_LowBattery", "Battery below 20 %",
        "WARNING", "ACTIVE", "-PT9H", 4, "-P5DT3H",
    ),
    Trouble(
        "Gateway, Laboratory", "obc_DiskFull", "Data partition is 97 % full",
        "CRITICAL", "ACKNOWLEDGED", "-P1DT7H", 1, "-P1DT19H",
    ),
    Trouble(
        "Energy meter, Grid feed", "obc_PhaseImbalance", "Currents of the phases differ by 11 %",
        "MAJOR", "ACKNOWLEDGED", "-PT18H",
    ),
    Trouble(
        "Air handling unit, Hall plant room", "obc_FilterClogged", "Filter pressure above 180 Pa",
        "MINOR", "ACKNOWLEDGED", "-P2DT4H", 8, "-P8DT2H",
    ),
    Trouble(
        "Air quality sensor, Meeting room Elbe", "obc_StaleAir", "Carbon dioxide above 1,000 ppm",
        "WARNING", "ACKNOWLEDGED", "-PT22H", 5, "-P3DT1H",
    ),
    Trouble(
        "Gateway, Energy centre", "obc_CertificateExpires", "Certificate expires in 12 days",
        "WARNING", "ACKNOWLEDGED", "-P3DT6H",
    ),
)  # fmt: skip

ROUTINES = (
    Routine("Elevator", "obc_ElevatorStopped", "Elevator stopped by the emergency button", "CRITICAL", 3),
    Routine("Gateway", "c8y_UnavailabilityAlarm", SILENCE, "MAJOR", 5),
    Routine("Climate sensor, Cold store", "obc_HighTemperature", "Temperature above 8 °C", "MAJOR", 3),
    Routine("Air handling unit", "obc_FanBlocked", "Fan does not reach its speed", "MINOR", 4),
    Routine("Door contact", "obc_DoorHeldOpen", "Door open for more than 5 minutes", "MINOR", 8),
    Routine("Air quality sensor", "obc_StaleAir", "Carbon dioxide above 1,000 ppm", "WARNING", 7),
)


def add_alarms(draft: Draft) -> None:
    """Write all alarms, oldest first."""
    current = [_alarm(draft, trouble) for trouble in TROUBLES]
    past = [_alarm(draft, trouble) for routine in ROUTINES for trouble in _past(draft, routine)]
    draft.add_by_time("alarms", [*current, *past])


def _past(draft: Draft, routine: Routine) -> list[Trouble]:
    devices = [row["name"] for row in draft.tables["managedObjects"] if "c8y_IsDevice" in row]
    concerned = [name for name in devices if name.startswith(routine.device)]
    what = (routine.type, routine.text, routine.severity, "CLEARED")
    return [
        Trouble(draft.dice.choice(concerned), *what, time=draft.ago(4 * DAY, 29 * DAY)) for _ in range(routine.times)
    ]


def _alarm(draft: Draft, trouble: Trouble) -> Document:
    first = trouble.first or trouble.time
    alarm: Document = {
        "source": draft.managed_object(trouble.device)["id"],
        "type": trouble.type,
        "time": trouble.time,
        "creationTime": first,
        "lastUpdated": _settled(draft, trouble),
        "text": trouble.text,
        "severity": trouble.severity,
        "status": trouble.status,
        "count": trouble.repeats + 1,
    }
    if trouble.first:
        alarm["firstOccurrenceTime"] = trouble.first
    return alarm


def _settled(draft: Draft, trouble: Trouble) -> str:
    """When somebody last touched the alarm: never for one that is active."""
    if trouble.status == "ACTIVE":
        return trouble.time
    return duration(milliseconds(trouble.time) + draft.dice.randrange(10 * MINUTE, 6 * HOUR, MINUTE))
