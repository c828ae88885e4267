"""The same work done by three clients: `c8y_client`, pyc8y and c8y_api."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

TENANT, USER, PASSWORD = "t07007007", "admin", "admin"
PAGE = 2000
FIELDS = ["id", "time", "c8y_Temperature.T.value"]
BATCH = 200

Job = Callable[[str, str], Coroutine[Any, Any, int]]
"""Does its work against a server with a device, and tells how many documents that were."""

_names = itertools.count()


@dataclass(frozen=True, slots=True)
class Cost:
    """What some documents took, in microseconds each."""

    cpu: float
    wall: float


def measured(job: Job, url: str, device: str) -> Cost:
    """Run a job in a fresh event loop."""
    wall, cpu = time.perf_counter(), time.process_time()
    count = asyncio.run(job(url, device))
    return Cost((time.process_time() - cpu) / count * 1e6, (time.perf_counter() - wall) / count * 1e6)


def ours(url: str) -> Any:
    """Connect with the client of this project."""
    from c8y_client import BasicAuth, CumulocityClient

    return CumulocityClient(url, TENANT, BasicAuth(f"{TENANT}/{USER}", PASSWORD))


def pyc8y(url: str) -> Any:
    """Connect with the published asynchronous client."""
    from pyc8y import CumulocityClient
    from pyc8y.auth import BasicAuth

    return CumulocityClient(url, TENANT, BasicAuth(f"{TENANT}/{USER}", PASSWORD))


def c8y_api(url: str) -> Any:
    """Connect with the published synchronous client."""
    from c8y_api import CumulocityApi

    return CumulocityApi(url, TENANT, USER, PASSWORD)


def reading(connect: Callable[[str], Any], touch: Callable[[Any], object] | None = None, **options: Any) -> Job:
    """Read all measurements, and look at each."""

    async def job(url: str, device: str) -> int:
        count = 0
        async with connect(url) as c8y:
            async for each in c8y.measurements.select(limit=None, page_size=PAGE, **options):
                count += 1
                if touch:
                    touch(each)
        return count

    return job


def reading_synchronously(touch: Callable[[Any], object] | None = None) -> Job:
    """Read all measurements with the synchronous client."""

    async def job(url: str, device: str) -> int:
        count = 0
        for each in c8y_api(url).measurements.select(page_size=PAGE):
            count += 1
            if touch:
                touch(each)
        return count

    return job


def touched(measurement: Any) -> object:
    """Look at every field."""
    return (
        measurement.id,
        measurement.type,
        measurement.time,
        measurement.source,
        measurement["c8y_Temperature"]["T"]["value"],
        measurement["c8y_Humidity"]["h"]["value"],
    )


def creating_objects(connect: Callable[[str], Any], count: int) -> Job:
    """Create devices, 20 at a time."""

    async def job(url: str, device: str) -> int:
        module = __import__("c8y_client.model" if connect is ours else "pyc8y.model", fromlist=["ManagedObject"])
        objects = [module.ManagedObject(name=f"made {next(_names)}", type="bench_Made") for _ in range(count)]
        async with connect(url) as c8y:
            await c8y.inventory.create(*objects, workers=20)
        return count

    return job


def creating_objects_synchronously(count: int) -> Job:
    """Create devices one by one with the synchronous client, which cannot do otherwise."""

    async def job(url: str, device: str) -> int:
        from c8y_api.model import ManagedObject

        c8y = c8y_api(url)
        c8y.inventory.create(*(ManagedObject(name=f"made {next(_names)}", type="bench_Made") for _ in range(count)))
        return count

    return job


def creating_measurements(connect: Callable[[str], Any], count: int, **options: Any) -> Job:
    """Create measurements, in batches or one by one."""

    async def job(url: str, device: str) -> int:
        module = __import__("c8y_client.model" if connect is ours else "pyc8y.model", fromlist=["Measurement"])
        values = {"c8y_Temperature": {"T": {"value": 20.5, "unit": "C"}}}
        made = [module.Measurement(type="bench_Made", source=device, time="now", **values) for _ in range(count)]
        async with connect(url) as c8y:
            await c8y.measurements.create(*made, **options)
        return count

    return job
