"""The large seed: sites all over a country, generated from a number when it is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle, islice

from faker import Faker

from mockc8y.simulation.draft import Draft
from mockc8y.simulation.fleet import (
    AIR_HANDLING,
    AIR_QUALITY,
    CLIMATE,
    DOOR,
    ELEVATOR,
    ENERGY_METER,
    GATEWAY,
    Kind,
    Plan,
    add_agent_user,
    add_device,
    add_signals,
    nearby,
)
from mockc8y.simulation.places import town
from mockc8y.simulation.relative_time import DAY, HOUR
from mockc8y.store.codec import Document

OWNER = "operator"
DEVICES = 2000
"""How many devices a tenant gets whose seed does not say."""

GATEWAY_DEVICES = 24
"""Devices behind each gateway."""

SITE_BUILDINGS = 4
MIX: Sequence[Kind] = (
    *(CLIMATE, AIR_QUALITY, DOOR, CLIMATE, ENERGY_METER, CLIMATE),
    *(AIR_QUALITY, DOOR, CLIMATE, DOOR, ELEVATOR, AIR_HANDLING),
)
LAST_DAY: Plan = {"interval": "PT1H", "span": "P1D"}

OPEN_ALARMS = 0.05
CLEARED_ALARMS = 0.1
"""Shares of the devices that have such an alarm."""

SEVERITIES = ("WARNING", "WARNING", "MINOR", "MINOR", "MAJOR", "CRITICAL")
ALARM_TYPES = ("obc_FieldbusError", "obc_LimitExceeded", "obc_LowBattery")


def generate(number: int, devices: int) -> Mapping[str, Sequence[Document]]:
    """Return the tables of a tenant with so many devices, gateways among them."""
    room = 2 * devices + 100
    blocks = ("managedObjects", "events", "alarms", "operations")
    draft = Draft("large", number, {table: 2001 + room * place for place, table in enumerate(blocks)})
    faker = Faker("de_DE")
    faker.seed_instance(number)
    _add_operator(draft, faker)
    _add_sites(draft, faker, devices)
    _add_history(draft)
    return draft.tables


def _add_operator(draft: Draft, faker: Faker) -> None:
    names = {"firstName": faker.first_name(), "lastName": faker.last_name()}
    row = {"userName": OWNER, "password": f"{OWNER}-demo", "roles": ["ROLE_INVENTORY_READ", "ROLE_ALARM_ADMIN"]}
    draft.add("users", {**row, **names})


def _add_sites(draft: Draft, faker: Faker, devices: int) -> None:
    """Write gateways with their devices, a building each and some buildings to a site, until all devices are there."""
    left, buildings = devices, 0
    site: Document = {}
    while left > 0:
        if buildings % SITE_BUILDINGS == 0:
            site = _add_site(draft, faker)
        behind = min(left - 1, GATEWAY_DEVICES)
        site["childAssets"].append(_add_building(draft, faker, site, behind)["id"])
        left -= behind + 1
        buildings += 1


def _add_site(draft: Draft, faker: Faker) -> Document:
    place, position = town(faker)
    site = _add_group(draft, f"Site {place}", "c8y_DeviceGroup")
    site["c8y_Position"] = position
    return site


def _add_building(draft: Draft, faker: Faker, site: Document, devices: int) -> Document:
    street = f"{faker.street_name()} {draft.dice.randrange(1, 120)}"
    building = _add_group(draft, f"{street}, {site['name'].removeprefix('Site ')}", "c8y_DeviceSubGroup")
    position = nearby(draft, site["c8y_Position"], metres=3000)
    gateway = add_device(draft, GATEWAY, f"Gateway, {street}", position, OWNER)
    gateway["childDevices"] = []
    add_agent_user(draft, gateway)
    add_signals(draft, GATEWAY, gateway, LAST_DAY)
    building["childAssets"].append(gateway["id"])
    for index, kind in enumerate(islice(cycle(MIX), devices), start=1):
        name = f"{kind.label} {index}, {street}"
        device = add_device(draft, kind, name, nearby(draft, position, metres=40), gateway["owner"])
        add_signals(draft, kind, device, LAST_DAY)
        building["childAssets"].append(device["id"])
        gateway["childDevices"].append(device["id"])
    return building


def _add_group(draft: Draft, name: str, kind: str) -> Document:
    row: Document = {"name": name, "type": kind, "owner": OWNER, "creationTime": "-P180D", "lastUpdated": "-P180D"}
    return draft.add("managedObjects", {**row, "c8y_IsDeviceGroup": {}, "childAssets": []})


def _add_history(draft: Draft) -> None:
    """Write one event for each device, alarms for some, an operation for each gateway."""
    devices = [row for row in draft.tables.get("managedObjects", ()) if "c8y_IsDevice" in row]
    gateways = [row for row in devices if row["type"] == GATEWAY.type]
    draft.add_by_time("events", [_installation(draft, device) for device in devices])
    draft.add_by_time(
        "alarms",
        [
            *(_alarm(draft, device, "ACTIVE") for device in devices if draft.dice.random() < OPEN_ALARMS),
            *(_alarm(draft, device, "CLEARED") for device in devices if draft.dice.random() < CLEARED_ALARMS),
        ],
    )
    draft.add_by_time("operations", [_restart(draft, gateway) for gateway in gateways])


def _installation(draft: Draft, device: Document) -> Document:
    time = draft.ago(20 * DAY, 29 * DAY)
    return {"source": device["id"], "type": "obc_Installed", "time": time, "text": f"{device['name']} installed"}


def _alarm(draft: Draft, device: Document, status: str) -> Document:
    return {
        "source": device["id"],
        "type": draft.dice.choice(ALARM_TYPES),
        "time": draft.ago(HOUR, 14 * DAY),
        "text": "Value outside its limits",
        "severity": draft.dice.choice(SEVERITIES),
        "status": status,
    }


def _restart(draft: Draft, gateway: Document) -> Document:
    status = draft.dice.choice(("SUCCESSFUL", "SUCCESSFUL", "FAILED", "PENDING"))
    time = draft.ago(HOUR, 10 * DAY)
    return {"deviceId": gateway["id"], "creationTime": time, "status": status, "c8y_Restart": {}}
