"""The demo's groups and devices as managed objects with external ids and signals."""

from __future__ import annotations

from collections.abc import Iterator

from faker import Faker

from mockc8y.simulation.authoring.draft import Draft
from mockc8y.simulation.authoring.plan import CAMPUS, OBJECT_CHANGES, SIGNAL_CHANGES, Building, Room
from mockc8y.simulation.fleet import GATEWAY, SHUTTLE, Kind
from mockc8y.simulation.relative_time import DAY, HOUR
from mockc8y.store.codec import Document

SITE_OWNER = "technician"
FIRMWARE = {"name": "obc-gate-os", "version": "1.4.2", "url": "/inventory/binaries/5001"}
SOFTWARE = [
    {"name": "obc-agent", "version": "3.8.0", "url": "/inventory/binaries/5003"},
    {"name": "obc-fieldbus", "version": "2.0.5", "url": ""},
    {"name": "openssh-server", "version": "9.7", "url": ""},
]
DEVICE_ROLES = ["ROLE_DEVICE"]
DEVICE_PASSWORD = "device-demo"  # noqa: S105 - a seed's passwords are public


def add_campus(draft: Draft, faker: Faker) -> None:
    """Write the site, its buildings and everything in them."""
    latitude, longitude, place, *_ = faker.local_latlng(country_code="DE")
    position = {"lat": float(latitude), "lng": float(longitude), "alt": 48.0}
    site = draft.add("managedObjects", {**_group(f"Campus {place}", "c8y_DeviceGroup"), "c8y_Position": position})
    for building in CAMPUS:
        site["childAssets"].append(_add_building(draft, faker, building, site)["id"])
    shuttle = _add_device(draft, SHUTTLE, "Shuttle", position)
    _make_agent(draft, shuttle)
    site["childAssets"].append(shuttle["id"])


def _add_building(draft: Draft, faker: Faker, building: Building, site: Document) -> Document:
    position = _nearby(draft, site["c8y_Position"])
    group = draft.add("managedObjects", _group(building.name, "c8y_DeviceSubGroup"))
    group["c8y_Position"] = position
    group["c8y_Address"] = {
        "street": f"{faker.street_name()} {draft.random.randrange(1, 90)}",
        "cityCode": faker.postcode(),
        "city": site["name"].removeprefix("Campus "),
        "country": "Germany",
    }
    gateway = _add_gateway(draft, building, position)
    group["childAssets"].append(gateway["id"])
    for name, rooms in building.floors.items():
        floor = draft.add("managedObjects", _group(f"{building.name}, {name}", "c8y_DeviceSubGroup"))
        group["childAssets"].append(floor["id"])
        floor["childAssets"] += [_add_room(draft, room, gateway, position)["id"] for room in rooms]
    return group


def _add_room(draft: Draft, room: Room, gateway: Document, position: Document) -> Document:
    group = draft.add("managedObjects", _group(room.name, "c8y_DeviceSubGroup"))
    for name, kind in _device_names(room):
        device = _add_device(draft, kind, name, position)
        device["owner"] = gateway["owner"]
        group["childAssets"].append(device["id"])
        gateway["childDevices"].append(device["id"])
    return group


def _device_names(room: Room) -> Iterator[tuple[str, Kind]]:
    for index, kind in enumerate(room.kinds):
        number = f" {room.kinds[: index + 1].count(kind)}" if room.kinds.count(kind) > 1 else ""
        yield f"{kind.label}{number}, {room.name}", kind


def _add_gateway(draft: Draft, building: Building, position: Document) -> Document:
    gateway = _add_device(draft, GATEWAY, f"Gateway, {building.name}", position)
    gateway["c8y_Firmware"] = FIRMWARE
    gateway["c8y_SoftwareList"] = SOFTWARE
    gateway["c8y_Configuration"] = {"config": f"[fieldbus]\nsite = {building.code}\npoll = 60\n"}
    address = ":".join(f"{draft.random.randrange(256):02x}" for _ in range(3))
    gateway["c8y_Network"] = {"c8y_LAN": {"name": "eth0", "mac": f"02:6f:62:{address}", "ip": "10.20.0.1", "enabled": 1}}
    draft.add("externalIds", _external_id(gateway, "obc_MacAddress", f"02:6f:62:{address}"))
    gateway["childDevices"] = []
    _make_agent(draft, gateway)
    return gateway


def _make_agent(draft: Draft, device: Document) -> None:
    """Give a device the user it signs in with, which then owns it."""
    device["owner"] = f"device_{device['c8y_Hardware']['serialNumber']}"
    draft.add(
        "users",
        {"userName": device["owner"], "password": DEVICE_PASSWORD, "roles": DEVICE_ROLES},
    )


def _add_device(draft: Draft, kind: Kind, name: str, position: Document) -> Document:
    serial = f"{kind.prefix}-{draft.random.randrange(10_000, 100_000)}"
    device = draft.add(
        "managedObjects",
        {
            "name": name,
            "type": kind.type,
            "owner": SITE_OWNER,
            "creationTime": draft.ago(160 * DAY, 170 * DAY),
            "lastUpdated": draft.ago(HOUR, 20 * DAY),
            "c8y_IsDevice": {},
            "c8y_Hardware": kind.hardware(serial),
            "c8y_Position": _nearby(draft, position, metres=20),
            **kind.fragments,
            **OBJECT_CHANGES.get(name, {}),
        },
    )
    draft.add("externalIds", _external_id(device, "c8y_Serial", serial))
    for row in kind.signals(device["id"], draft.random):
        draft.add("signals", {**row, **SIGNAL_CHANGES.get((name, row["fragment"]), {})})
    return device


def _external_id(device: Document, kind: str, value: str) -> Document:
    return {"type": kind, "externalId": value, "managedObject": device["id"]}


def _group(name: str, kind: str) -> Document:
    return {
        "name": name,
        "type": kind,
        "owner": SITE_OWNER,
        "creationTime": "-P180D",
        "lastUpdated": "-P30D",
        "c8y_IsDeviceGroup": {},
        "childAssets": [],
    }


def _nearby(draft: Draft, position: Document, metres: int = 150) -> Document:
    """Draw a position around another; a degree of latitude is about 111 km."""
    reach = metres / 111_000
    lat, lng = (round(position[axis] + draft.random.uniform(-reach, reach), 6) for axis in ("lat", "lng"))
    return {**position, "lat": lat, "lng": lng}
