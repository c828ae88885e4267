"""The demo's groups and devices as managed objects with external ids and signals."""

from __future__ import annotations

from collections.abc import Iterator

from faker import Faker

from mockc8y.simulation.authoring.plan import CAMPUS, OBJECT_CHANGES, SIGNAL_CHANGES, Building, Room
from mockc8y.simulation.draft import Draft
from mockc8y.simulation.fleet import (
    GATEWAY,
    NO_CHANGES,
    SHUTTLE,
    Kind,
    add_agent_user,
    add_device,
    add_signals,
    nearby,
)
from mockc8y.simulation.places import town
from mockc8y.store.codec import Document

OWNER = "technician"
FIRMWARE = {"name": "obc-gate-os", "version": "1.4.2", "url": "/inventory/binaries/5001"}
SOFTWARE = [
    {"name": "obc-agent", "version": "3.8.0", "url": "/inventory/binaries/5003"},
    {"name": "obc-fieldbus", "version": "2.0.5", "url": ""},
    {"name": "openssh-server", "version": "9.7", "url": ""},
]


def add_campus(draft: Draft, faker: Faker) -> None:
    """Write the site, its buildings and everything in them."""
    place, position = town(faker)
    site = _add_group(draft, f"Campus {place}", "c8y_DeviceGroup")
    site["c8y_Position"] = position
    for building in CAMPUS:
        site["childAssets"].append(_add_building(draft, faker, building, site)["id"])
    shuttle = _add_device(draft, SHUTTLE, "Shuttle", position, OWNER)
    add_agent_user(draft, shuttle)
    site["childAssets"].append(shuttle["id"])


def _add_building(draft: Draft, faker: Faker, building: Building, site: Document) -> Document:
    group = _add_group(draft, building.name, "c8y_DeviceSubGroup")
    group["c8y_Position"] = nearby(draft, site["c8y_Position"], metres=150)
    group["c8y_Address"] = {
        "street": f"{faker.street_name()} {draft.dice.randrange(1, 90)}",
        "cityCode": faker.postcode(),
        "city": site["name"].removeprefix("Campus "),
        "country": "Germany",
    }
    gateway = _add_gateway(draft, building, group["c8y_Position"])
    group["childAssets"].append(gateway["id"])
    for name, rooms in building.floors.items():
        floor = _add_group(draft, f"{building.name}, {name}", "c8y_DeviceSubGroup")
        group["childAssets"].append(floor["id"])
        floor["childAssets"] += [_add_room(draft, room, gateway)["id"] for room in rooms]
    return group


def _add_room(draft: Draft, room: Room, gateway: Document) -> Document:
    group = _add_group(draft, room.name, "c8y_DeviceSubGroup")
    for name, kind in _device_names(room):
        device = _add_device(draft, kind, name, gateway["c8y_Position"], gateway["owner"])
        group["childAssets"].append(device["id"])
        gateway["childDevices"].append(device["id"])
    return group


def _device_names(room: Room) -> Iterator[tuple[str, Kind]]:
    for index, kind in enumerate(room.kinds):
        number = f" {room.kinds[: index + 1].count(kind)}" if room.kinds.count(kind) > 1 else ""
        yield f"{kind.label}{number}, {room.name}", kind


def _add_gateway(draft: Draft, building: Building, position: Document) -> Document:
    gateway = _add_device(draft, GATEWAY, f"Gateway, {building.name}", position, OWNER)
    mac = ":".join(("02:6f:62", *(f"{draft.dice.randrange(256):02x}" for _ in range(3))))
    gateway["c8y_Firmware"] = FIRMWARE
    gateway["c8y_SoftwareList"] = SOFTWARE
    gateway["c8y_Configuration"] = {"config": f"[fieldbus]\nsite = {building.code}\npoll = 60\n"}
    gateway["c8y_Network"] = {"c8y_LAN": {"name": "eth0", "mac": mac, "ip": "10.20.0.1", "enabled": 1}}
    gateway["childDevices"] = []
    add_agent_user(draft, gateway)
    draft.add("externalIds", {"type": "obc_MacAddress", "externalId": mac, "managedObject": gateway["id"]})
    return gateway


def _add_device(draft: Draft, kind: Kind, name: str, position: Document, owner: str) -> Document:
    device = add_device(draft, kind, name, nearby(draft, position, metres=20), owner)
    device.update(OBJECT_CHANGES.get(name, {}))
    add_signals(draft, kind, device, kind.plan, SIGNAL_CHANGES.get(name, NO_CHANGES))
    return device


def _add_group(draft: Draft, name: str, kind: str) -> Document:
    return draft.add(
        "managedObjects",
        {
            "name": name,
            "type": kind,
            "owner": OWNER,
            "creationTime": "-P180D",
            "lastUpdated": "-P30D",
            "c8y_IsDeviceGroup": {},
            "childAssets": [],
        },
    )
