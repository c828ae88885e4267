"""The demo's operations, in all four states."""

from __future__ import annotations

from typing import NamedTuple

from mockc8y.simulation.draft import Draft
from mockc8y.store.codec import Document


class Command(NamedTuple):
    """One operation in a line."""

    device: str
    time: str
    status: str
    description: str
    fragment: str
    content: Document
    failure: str | None = None


FIRMWARE_1_4_2 = {"name": "obc-gate-os", "version": "1.4.2", "url": "/inventory/binaries/5001"}
FIRMWARE_1_5_0 = {"name": "obc-gate-os", "version": "1.5.0", "url": "/inventory/binaries/5002"}
LOG_REQUEST = {"logFile": "gateway", "searchText": "error", "maximumLines": 1000}

COMMANDS = (
    Command(
        "Gateway, Office tower", "-P27DT2H", "SUCCESSFUL",
        "Install obc-gate-os 1.4.2", "c8y_Firmware", FIRMWARE_1_4_2,
    ),
    Command(
        "Gateway, Laboratory", "-P27DT1H", "SUCCESSFUL",
        "Install obc-gate-os 1.4.2", "c8y_Firmware", FIRMWARE_1_4_2,
    ),
    Command(
        "Gateway, Logistics hall", "-P27D", "FAILED",
        "Install obc-gate-os 1.4.2", "c8y_Firmware", FIRMWARE_1_4_2, "Download stopped after 38 % : connection reset",
    ),
    Command(
        "Gateway, Logistics hall", "-P26DT20H", "SUCCESSFUL",
        "Install obc-gate-os 1.4.2", "c8y_Firmware", FIRMWARE_1_4_2,
    ),
    Command(
        "Gateway, Energy centre", "-P26DT4H", "SUCCESSFUL",
        "Install obc-gate-os 1.4.2", "c8y_Firmware", FIRMWARE_1_4_2,
    ),
    Command(
        "Gateway, Office tower", "-P15DT3H", "SUCCESSFUL",
        "Restart device", "c8y_Restart", {},
    ),
    Command(
        "Air handling unit, Tower plant room", "-P12DT6H", "SUCCESSFUL",
        "Change the set point", "obc_SetPoint", {"temperature": 21.0},
    ),
    Command(
        "Gateway, Energy centre", "-P9DT2H", "SUCCESSFUL",
        "Execute shell command", "c8y_Command", {"text": "uptime", "result": " 08:12:44 up 6 days, 2:10"},
    ),
    Command(
        "Elevator 1, Tower plant room", "-P7DT8H", "SUCCESSFUL",
        "Recall to the ground floor", "obc_Recall", {"floor": 0},
    ),
    Command(
        "Air handling unit, Laboratory plant room", "-P5DT5H", "FAILED",
        "Switch the unit on", "c8y_Relay", {"relayState": "CLOSED"}, "The unit is under local control",
    ),
    Command(
        "Gateway, Laboratory", "-P1DT6H", "SUCCESSFUL",
        "Retrieve log file gateway", "c8y_LogfileRequest", LOG_REQUEST,
    ),
    Command(
        "Climate sensor, Library", "-P1D", "FAILED",
        "Read the sensor now", "obc_Read", {}, "No answer on the field bus",
    ),
    Command(
        "Air handling unit, Hall plant room", "-PT6H", "SUCCESSFUL",
        "Slow the fan down", "obc_SetPoint", {"fan": 60},
    ),
    Command(
        "Gateway, Office tower", "-PT9M", "EXECUTING",
        "Install obc-gate-os 1.5.0", "c8y_Firmware", FIRMWARE_1_5_0,
    ),
    Command(
        "Elevator 2, Tower plant room", "-PT8M", "EXECUTING",
        "Restart the controller", "c8y_Restart", {},
    ),
    Command(
        "Gateway, Laboratory", "-PT7M", "PENDING",
        "Install obc-gate-os 1.5.0", "c8y_Firmware", FIRMWARE_1_5_0,
    ),
    Command(
        "Gateway, Energy centre", "-PT6M", "PENDING",
        "Send configuration to device", "c8y_Configuration", {"config": "[fieldbus]\nsite = D\npoll = 30\n"},
    ),
    Command(
        "Shuttle", "-PT2M", "PENDING",
        "Show a message to the driver", "c8y_Message", {"text": "Next stop: Laboratory"},
    ),
)  # fmt: skip


def add_operations(draft: Draft) -> None:
    """Write all operations, oldest first."""
    draft.add_by_time("operations", [_operation(draft, command) for command in COMMANDS])


def _operation(draft: Draft, command: Command) -> Document:
    operation: Document = {
        "deviceId": draft.managed_object(command.device)["id"],
        "creationTime": command.time,
        "status": command.status,
        "description": command.description,
        command.fragment: command.content,
    }
    if command.failure:
        operation["failureReason"] = command.failure
    return operation
