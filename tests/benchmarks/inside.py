"""What is measured inside one process."""

from __future__ import annotations

import base64
import gc
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

import httpx

from mockc8y.api.asgi import build_app
from mockc8y.api.authentication import Authenticator
from mockc8y.control.live_server import LiveServer
from mockc8y.control.mock_tenant import MockTenant
from mockc8y.control.transports import InProcessTransport
from mockc8y.domain import measurements, session_tokens, users
from mockc8y.domain.default_groups import ADMINS
from mockc8y.domain.platform import Platform
from tests.benchmarks.tenant import CALLER, SOURCES, START, add_devices, measurement

OBJECTS = 100_000
PAGE_BYTES = 4096
MINUTE_MS = 60_000
_PLUGIN = """
import sys, time, _pytest.config, pytest
start = time.perf_counter()
import mockc8y.pytest_plugin
print((time.perf_counter() - start) * 1000, *(set(sys.modules) & {"faker", "hypothesis", "rich", "cryptography"}))
"""


class Figure(NamedTuple):
    """A measured number and the most it should be."""

    name: str
    value: float
    unit: str
    limit: float


def figures(stored: int) -> Iterator[Figure]:
    """Measure everything that needs no socket."""
    yield Figure("plugin registration", plugin_milliseconds(), "ms", 15)
    yield Figure("fresh tenant", microseconds(fresh_tenant, 200) / 1000, "ms", 1)
    yield Figure("in-process request", in_process_microseconds(), "us CPU", 300)
    yield from authentication_figures()
    yield from query_figures()
    yield from storage_figures(stored)


def plugin_milliseconds() -> float:
    """Import the plugin in a fresh interpreter that has pytest already; a heavy module along with it is an error."""
    command = [sys.executable, "-c", _PLUGIN]
    parts = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(5)]
    if any(len(part) > 1 for part in parts):
        raise RuntimeError(f"the plugin imports {parts[0][1:]}")
    return median(float(part[0]) for part in parts)


def fresh_tenant() -> None:
    """Make what a test gets."""
    MockTenant(LiveServer).close()


def in_process_microseconds() -> float:
    """Read one object through httpx and the in-process door."""
    platform = small_platform()
    tenant = platform.tenants[-1]
    [device] = add_devices(tenant, 1)
    client = httpx.Client(
        transport=InProcessTransport(build_app(platform)),
        base_url="http://mock",
        auth=("t07007007/admin", "admin"),
        trust_env=False,
    )
    return microseconds(lambda: client.get(f"/inventory/managedObjects/{device}"), 500)


def authentication_figures() -> Iterator[Figure]:
    """Find out who sends a request, by each of the ways to prove it, once the proof is known."""
    platform = small_platform()
    [tenant] = platform.tenants[1:]
    [user] = tenant.users.values()
    started = session_tokens.start(platform, tenant, user, "http://mock")
    token, xsrf = started.token.encode(), started.xsrf.encode()
    common = {b"host": b"mock", b"user-agent": b"bench", b"accept": b"application/json"}
    ways = {
        "password": {b"authorization": b"Basic " + base64.b64encode(b"t07007007/admin:admin")},
        "password, tenant by host": {b"authorization": b"Basic " + base64.b64encode(b"admin:admin")},
        "token": {b"authorization": b"Bearer " + token},
        "cookie": {b"cookie": b"authorization=%b; XSRF-TOKEN=%b" % (token, xsrf), b"x-xsrf-token": xsrf},
    }
    authenticator = Authenticator(platform)
    for way, headers in ways.items():
        identify = partial(authenticator.identify, "POST", common | headers)
        yield Figure(f"authentication by {way}", microseconds(identify, 5000), "us CPU", 15)


def query_figures() -> Iterator[Figure]:
    """Query 100,000 objects by type and fragment."""
    platform = small_platform()
    add_devices(platform.tenants[-1], OBJECTS)
    client = httpx.Client(
        transport=InProcessTransport(build_app(platform)),
        base_url="http://mock",
        auth=("t07007007/admin", "admin"),
        trust_env=False,
    )
    target = "/inventory/managedObjects?query=type eq bench_Type4 and has(bench_Even)&withTotalElements=true"
    start = time.perf_counter()
    answer = client.get(target).json()
    first = (time.perf_counter() - start) * 1000
    if answer["statistics"]["totalElements"] != OBJECTS // 10:
        raise RuntimeError(f"wrong answer: {answer['statistics']}")
    yield Figure("query of 100,000 objects, first", first, "ms", 5)
    yield Figure("query of 100,000 objects, again", microseconds(lambda: client.get(target), 50) / 1000, "ms", 5)


def storage_figures(stored: int) -> Iterator[Figure]:
    """Fill a tenant and weigh it."""
    platform = small_platform()
    tenant = platform.tenants[-1]
    sources = add_devices(tenant, SOURCES)
    gc.collect()
    before, start, worst = resident_bytes(), time.process_time(), 0.0
    for number in range(stored):
        body = measurement(sources[number % SOURCES], START + number * MINUTE_MS // 10, number)
        measurements.create(tenant, body, CALLER)
    insert = (time.process_time() - start) / stored * 1e6
    weight = (resident_bytes() - before) / stored
    for _ in range(3):
        start = time.perf_counter()
        gc.collect()
        worst = max(worst, (time.perf_counter() - start) * 1000)
    yield Figure(f"insert with {stored:,} stored", insert, "us CPU", 50)
    yield Figure(f"memory per measurement, {stored:,} stored", weight, "bytes", 520)
    yield Figure(f"full collection, {stored:,} stored", worst, "ms", 50)


def small_platform() -> Platform:
    """Return a platform with one tenant and its administrator."""
    platform = Platform()
    tenant = platform.add_tenant("t07007007")
    users.add(tenant, "admin", "admin", groups=[ADMINS])
    return platform


def microseconds(action: Callable[[], object], repeats: int) -> float:
    """Return the median CPU time of an action over several batches."""
    action()
    batches = []
    for _ in range(7):
        start = time.process_time()
        for _ in range(repeats):
            action()
        batches.append((time.process_time() - start) / repeats * 1e6)
    return median(batches)


def resident_bytes() -> int:
    """Return the memory this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES
