"""The demo's files, and the repositories and dashboards that use them."""

from __future__ import annotations

import base64
import struct
import zlib

from mockc8y.simulation.draft import Draft
from mockc8y.store.codec import Document

OWNER = "technician"
DEVICE_TYPE = "obc_Gateway"

FIRMWARE_TEXT = """\
obc-gate-os {version}
This file stands for the image of a gateway's operating system.
"""
SOFTWARE_TEXT = """\
obc-agent {version}
This file stands for the package of a gateway's agent.
"""
CONFIGURATION = """\
[fieldbus]
poll = 60
[uplink]
protocol = mqtt
keepalive = 300
"""
FLOOR_PLAN = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200" font-family="sans-serif" font-size="11">
  <rect x="10" y="10" width="300" height="180" fill="none" stroke="#333" stroke-width="3"/>
  <path d="M150 10V110M10 110H310M220 110V190" stroke="#333" stroke-width="2"/>
  <text x="30" y="60">Reception</text>
  <text x="190" y="60">Server room</text>
  <text x="60" y="155">Tower plant room</text>
  <text x="232" y="155">Elevators</text>
</svg>
"""
LOGO_SIZE = 16
LOGO_LINE = 2


def add_files(draft: Draft) -> None:
    """Write the binaries; firmware and software come first, as the fleet refers to them by id."""
    for version in ("1.4.2", "1.5.0"):
        _add_text(draft, f"obc-gate-os-{version}.img.txt", "text/plain", FIRMWARE_TEXT.format(version=version))
    for version in ("3.8.0", "3.9.1"):
        _add_text(draft, f"obc-agent-{version}.txt", "text/plain", SOFTWARE_TEXT.format(version=version))
    _add_text(draft, "gateway.ini", "text/plain", CONFIGURATION)
    _add_text(draft, "ground-floor.svg", "image/svg+xml", FLOOR_PLAN)
    logo = base64.b64encode(_logo()).decode()
    draft.add("binaries", {**_binary("logo.png", "image/png"), "base64": logo})


def add_repositories(draft: Draft) -> None:
    """Write the firmware, software and configuration that devices can be given."""
    _add_product(draft, "c8y_Firmware", "obc-gate-os", {"1.4.2": "5001", "1.5.0": "5002"})
    _add_product(draft, "c8y_Software", "obc-agent", {"3.8.0": "5003", "3.9.1": "5004"})
    draft.add(
        "managedObjects",
        {
            **_shared("Gateway defaults", "c8y_ConfigurationDump"),
            "configurationType": "gateway",
            "deviceType": DEVICE_TYPE,
            "url": "/inventory/binaries/5005",
        },
    )


def _add_product(draft: Draft, kind: str, name: str, files: dict[str, str]) -> None:
    """Write a product with one child addition for each of its versions."""
    product = draft.add(
        "managedObjects",
        {
            **_shared(name, kind),
            "description": f"For every {DEVICE_TYPE}",
            "c8y_Filter": {"type": DEVICE_TYPE},
            "childAdditions": [],
        },
    )
    for version, file in files.items():
        content = {"version": version, "url": f"/inventory/binaries/{file}"}
        row = {**_shared(f"{name} {version}", f"{kind}Binary"), kind: content}
        product["childAdditions"].append(draft.add("managedObjects", row)["id"])


def _shared(name: str, kind: str) -> Document:
    return {
        "name": name,
        "type": kind,
        "owner": OWNER,
        "creationTime": "-P40D",
        "lastUpdated": "-P28D",
        "c8y_Global": {},
    }


def _add_text(draft: Draft, name: str, media_type: str, text: str) -> None:
    draft.add("binaries", {**_binary(name, media_type), "text": text})


def _binary(name: str, media_type: str) -> Document:
    return {
        "name": name,
        "type": media_type,
        "contentType": media_type,
        "owner": OWNER,
        "creationTime": "-P40D",
        "lastUpdated": "-P40D",
        "c8y_Global": {},
    }


def _logo() -> bytes:
    """Draw a PNG: a blue square with a lighter diagonal."""
    rows = (
        b"\0" + b"".join(b"\x8f\xc5\xff" if abs(x - y) <= LOGO_LINE else b"\x1b\x5e\xa8" for x in range(LOGO_SIZE))
        for y in range(LOGO_SIZE)
    )
    # Stored, not compressed: the bytes must not depend on the compressor at hand.
    pixels = zlib.compress(b"".join(rows), 0)
    header = struct.pack(">IIBBBBB", LOGO_SIZE, LOGO_SIZE, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
