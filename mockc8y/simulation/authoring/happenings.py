"""The demo's events: doors, the shuttle's way, visits of people, restarts, a report with a file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from math import cos, pi, sin

from mockc8y.simulation.draft import Draft
from mockc8y.simulation.relative_time import DAY, HOUR, MINUTE, duration
from mockc8y.store.codec import Document

DOOR_VISITS = 5
"""How often each door is opened and closed."""

ROUND_TRIP = 12
"""Positions the shuttle reports on one round of the campus."""

REPORT = """\
unit      : OBC Vent 900, hall plant room
self test : finished
fan       : 1480 rpm at 80 %, current 3.1 A, ok
damper    : opens in 11 s, closes in 12 s, ok
filter    : 188 Pa, limit 180 Pa, REPLACE
heat coil : 41 degrees in, 29 degrees out, ok
"""


def add_events(draft: Draft) -> None:
    """Write all events, oldest first."""
    sources = (_door_visits, _shuttle_round, _gateway_events, _services)
    draft.add_by_time("events", chain.from_iterable(source(draft) for source in sources))


def _event(source: Document, kind: str, time: str, text: str, **more: object) -> Document:
    return {"source": source["id"], "type": kind, "time": time, "text": text, **more}


def _door_visits(draft: Draft) -> Iterator[Document]:
    doors = [row for row in draft.tables["managedObjects"] if row["type"] == "obc_DoorContact"]
    for door in doors:
        for _ in range(DOOR_VISITS):
            opened = draft.dice.randrange(HOUR, 7 * DAY, MINUTE)
            closed = opened - draft.dice.randrange(1, 15) * MINUTE
            yield _event(door, "obc_DoorOpened", duration(-opened), "Door opened", obc_Door={"state": "OPEN"})
            yield _event(door, "obc_DoorClosed", duration(-closed), "Door closed", obc_Door={"state": "CLOSED"})


def _shuttle_round(draft: Draft) -> Iterator[Document]:
    """The last round of the shuttle, ending where the managed object says it is."""
    shuttle = draft.managed_object("Shuttle")
    home = shuttle["c8y_Position"]
    for stop in range(ROUND_TRIP + 1):
        angle = stop / ROUND_TRIP * 2 * pi
        position = {
            **home,
            "lat": round(home["lat"] + 0.0012 * sin(angle), 6),
            "lng": round(home["lng"] + 0.0019 * (1 - cos(angle)), 6),
        }
        time = duration(-(ROUND_TRIP - stop) * 5 * MINUTE - 3 * MINUTE)
        yield _event(shuttle, "c8y_LocationUpdate", time, "Location updated", c8y_Position=position)


def _gateway_events(draft: Draft) -> Iterator[Document]:
    gateways = [row for row in draft.tables["managedObjects"] if row["type"] == "obc_Gateway"]
    for gateway in gateways:
        for _ in range(3):
            time = draft.ago(2 * HOUR, 25 * DAY)
            yield _event(gateway, "obc_GatewayStarted", time, "Gateway started", obc_Start={"reason": "power"})
        yield _event(
            gateway,
            "obc_FirmwareInstalled",
            draft.ago(26 * DAY, 29 * DAY),
            "Firmware obc-gate-os 1.4.2 installed",
            c8y_Firmware=gateway["c8y_Firmware"],
        )
        yield _event(
            gateway,
            "obc_ConsoleLogin",
            draft.ago(6 * HOUR, 12 * DAY),
            "User technician signed in at the console",
            obc_Login={"user": "technician", "terminal": "ttyS0"},
        )


def _services(draft: Draft) -> Iterator[Document]:
    for number, age in ((1, "-P27DT5H"), (2, "-P27DT3H")):
        elevator = draft.managed_object(f"Elevator {number}, Tower plant room")
        inspection = {"result": "PASSED", "inspector": "TÜV", "nextDue": "in 12 months"}
        yield _event(elevator, "obc_Inspection", age, "Yearly inspection passed", obc_Inspection=inspection)
    yield _event(
        draft.managed_object("Air handling unit, Hall plant room"),
        "obc_SelfTest",
        "-P2DT3H",
        "Self test finished with one finding",
        obc_SelfTest={"findings": 1},
        attachment={"name": "self-test.txt", "type": "text/plain", "text": REPORT},
    )
