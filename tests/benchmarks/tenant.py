"""Tenants of a size, for benchmarks."""

from __future__ import annotations

import orjson

from mockc8y.domain import inventory, measurements, users
from mockc8y.domain.callers import Caller
from mockc8y.domain.default_groups import ADMINS
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import MINUTE_MS, format_millis, parse_millis
from mockc8y.store.codec import Document

SOURCES = 1000
START = parse_millis("2025-01-01T00:00:00Z")
END = parse_millis("2027-06-01T00:00:00Z")
"""Later than every measurement of the largest tenant."""
CALLER = Caller("admin", application="benchmark")


def platform_with(count: int) -> tuple[Platform, int]:
    """Return a platform whose tenant holds so many measurements, and its first device, which has a quarter of them."""
    platform = Platform()
    tenant = platform.add_tenant("t07007007")
    users.add(tenant, "admin", "admin", groups=[ADMINS])
    sources = add_devices(tenant, SOURCES)
    for number in range(count):
        source = sources[0] if number % 4 == 0 else sources[1 + number % (SOURCES - 1)]
        measurements.create(tenant, measurement(source, START + number * MINUTE_MS // 10, number), CALLER)
    return platform, sources[0]


def add_devices(tenant: Tenant, count: int) -> list[int]:
    """Add devices of a type; every other one has a fragment more."""
    return [inventory.create(tenant, device(number), CALLER).id for number in range(count)]


def device(number: int) -> Document:
    """Return a device as a client posts it."""
    extra: Document = {"bench_Even": {}} if number % 2 == 0 else {}
    return {
        "name": f"device {number}",
        "type": f"bench_Type{number % 10}",
        "c8y_IsDevice": {},
        "c8y_Hardware": {"model": "RPi 4", "serialNumber": f"{number:012d}", "revision": "1.4"},
        **extra,
    }


def measurement(source: int, time: int, number: int) -> Document:
    """Return a measurement as a client posts it, of 263 bytes when the source has four digits."""
    return {
        "source": {"id": str(source)},
        "type": "c8y_EnvironmentMeasurement",
        "time": format_millis(time),
        "c8y_Temperature": {"T": {"value": 20 + number % 100 / 10, "unit": "degreeCelsius"}},
        "c8y_Humidity": {"h": {"value": 40 + number % 50, "unit": "percentRelHum"}},
        "c8y_Note": "as long as the reference measurement.",
    }


def measurement_bytes(source: int) -> bytes:
    """Return a request body whose measurement is newer than those stored, as a device would send it."""
    return orjson.dumps(measurement(source, END, 0))
