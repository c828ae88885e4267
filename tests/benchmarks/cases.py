"""What is measured over sockets: each case is a request to the mock and the floor it is held against."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.load import Load, Round, request_bytes
from tests.benchmarks.tenant import measurement_bytes

SMALL, LARGE = 1_000, 1_000_000
LOGIN = base64.b64encode(b"t07007007/admin:admin").decode()
HEADERS = {"Host": "127.0.0.1", "Accept": "application/json", "Authorization": f"Basic {LOGIN}"}
POST_HEADERS = {**HEADERS, "Content-Type": "application/json"}

RANGE = "dateFrom=2025-01-01T00:05:00.000Z&dateTo=2027-02-20T00:00:00.000Z"


@dataclass(frozen=True, slots=True)
class Case:
    """A request, its floor, and the least ratio of requests per second that is aimed at."""

    name: str
    request: Callable[[int], bytes]
    """Writes the request about a device."""
    floor: bytes
    target: float


def post_measurement(device: int) -> bytes:
    """Report a measurement of the device."""
    return request_bytes("POST", "/measurement/measurements", POST_HEADERS, measurement_bytes(device))


def get_object(device: int) -> bytes:
    """Read the device."""
    return request_bytes("GET", f"/inventory/managedObjects/{device}", HEADERS)


def page(number: int) -> Callable[[int], bytes]:
    """Read a page of the device's measurements, by source and date, with their number."""
    query = f"{RANGE}&pageSize=5&withTotalElements=true&currentPage={number}"
    return lambda device: request_bytes("GET", f"/measurement/measurements?source={device}&{query}", HEADERS)


ECHO = request_bytes("POST", "/echo", POST_HEADERS, measurement_bytes(1234))
FIXED = request_bytes("GET", "/fixed", HEADERS)

CASES = (
    Case("GET object by id", get_object, FIXED, 0.9),
    Case("page of 5 by source and date", page(1), FIXED, 0.75),
    Case("the same, page 40 deep", page(40), FIXED, 0.75),
    Case("the same, page 100 deep", page(100), FIXED, 0.75),
    Case("POST measurement", post_measurement, ECHO, 0.9),
)


@dataclass(frozen=True, slots=True)
class Result:
    """Medians of the rounds of one case at one size."""

    case: Case
    stored: int
    floor: Round
    mock: Round

    @property
    def ratio(self) -> float:
        """Requests per second of the mock as a share of the floor's."""
        return self.mock.requests_per_second / self.floor.requests_per_second


@contextmanager
def served(what: str) -> Iterator[tuple[Load, int]]:
    """Serve the floor or a tenant in a process of its own; yield its load and the id of its first device."""
    command = [sys.executable, "-m", "tests.benchmarks.serve", what]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        port, device = process.stdout.readline().split()
        load = Load(int(port), process.pid)
        yield load, int(device)
        load.close()
    finally:
        process.kill()
        process.wait()


def measure(stored: int, rounds: int, seconds: float) -> Iterator[Result]:
    """Run every case against a tenant of a size, in turn with its floor."""
    with served("floor") as (floor, _), served(str(stored)) as (mock, device):
        for case in CASES:
            request = case.request(device)
            pairs = [(floor.run(case.floor, seconds), mock.run(request, seconds)) for _ in range(rounds)]
            yield Result(case, stored, middle([pair[0] for pair in pairs]), middle([pair[1] for pair in pairs]))


def middle(rounds: list[Round]) -> Round:
    """Return the median of each figure."""
    return Round(median(one.requests_per_second for one in rounds), median(one.server_microseconds for one in rounds))
