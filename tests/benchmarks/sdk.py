"""Measures `c8y_client` beside the published clients: `python -m tests.benchmarks.sdk [--stored 100000] [--rounds 5]`.

All of them do the same against the same mock, turn by turn; what counts is their CPU time per document.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.sdk_clients import (
    BATCH,
    FIELDS,
    Cost,
    Job,
    creating_measurements,
    creating_objects,
    creating_objects_synchronously,
    measured,
    ours,
    pyc8y,
    reading,
    reading_synchronously,
    touched,
)

ROOT = Path(__file__).parents[2]
IMPORT_LIMIT = 150.0


class Case(NamedTuple):
    """The same work by three clients, and how many times cheaper ours is to be than the others."""

    name: str
    ours: Job
    pyc8y: Job
    than_pyc8y: float
    c8y_api: Job | None = None
    than_c8y_api: float = 0


def cases(objects: int) -> list[Case]:
    """List the cases."""
    return [
        Case("read lazily", reading(ours), reading(pyc8y), 3, reading_synchronously(), 5),
        Case("read lazily, 8 workers", reading(ours, workers=8), reading(pyc8y, workers=8), 3),
        Case(
            "read and look at all",
            reading(ours, touched),
            reading(pyc8y, touched),
            1.3,
            reading_synchronously(touched),
            2,
        ),
        Case("three values", reading(ours, as_values=FIELDS), reading(pyc8y, as_values=FIELDS), 3),
        Case(
            "create objects, 20 workers",
            creating_objects(ours, objects),
            creating_objects(pyc8y, objects),
            0.7,
            creating_objects_synchronously(objects // 5),
            3,
        ),
        Case(
            f"create measurements, {BATCH} at a time",
            creating_measurements(ours, objects, batch_size=BATCH),
            creating_measurements(pyc8y, objects // 5),
            10,
        ),
    ]


@contextmanager
def serving(stored: int) -> Iterator[tuple[str, str]]:
    """Serve a tenant with so many measurements in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.serve", str(stored)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout
        port, device = server.stdout.readline().split()
        try:
            yield f"http://127.0.0.1:{port}", device
        finally:
            server.terminate()


def compared(case: Case, rounds: int, url: str, device: str) -> dict[str, list[Cost]]:
    """Let each client do the work in turn."""
    jobs = {"ours": case.ours, "pyc8y": case.pyc8y} | ({"c8y_api": case.c8y_api} if case.c8y_api else {})
    costs: dict[str, list[Cost]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            costs[name].append(measured(job, url, device))
    return costs


def line_of(case: Case, costs: dict[str, list[Cost]]) -> str:
    """Format one case; a ratio is the middle one of those of each round."""
    own = costs["ours"]
    line = f"{case.name:<36}{statistics.median(cost.cpu for cost in own):>9.2f}"
    for name, aim in (("pyc8y", case.than_pyc8y), ("c8y_api", case.than_c8y_api)):
        if name not in costs:
            line += f"{'':>27}"
            continue
        theirs = costs[name]
        ratio = statistics.median(their.cpu / our.cpu for their, our in zip(theirs, own, strict=True))
        middle = statistics.median(cost.cpu for cost in theirs)
        line += f"{middle:>9.2f}{ratio:>6.1f}x {'met   ' if ratio >= aim else 'MISSED'}{aim:>4}"
    return line


def import_milliseconds(rounds: int) -> float:
    """Measure the import of the package in fresh interpreters; the middle one."""
    script = "import time; t = time.perf_counter(); import c8y_client; print((time.perf_counter() - t) * 1000)"
    command = [sys.executable, "-c", script]
    runs = [
        subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT / "sdk") for _ in range(rounds)
    ]
    return statistics.median(float(run.stdout) for run in runs)


def peak_megabytes(stored: int) -> float:
    """Measure what reading everything holds at once."""
    with serving(stored) as (url, device):
        tracemalloc.start()
        measured(reading(ours), url, device)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return peak / 1e6


def main() -> None:
    """Measure and print line by line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.sdk")
    parser.add_argument("--stored", type=int, default=100_000, help="measurements to read")
    parser.add_argument("--objects", type=int, default=10_000, help="objects to create")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print(f"{'CPU microseconds per document':<36}{'ours':>9}{'pyc8y':>9}{'':>18}{'c8y_api':>9}")  # noqa: T201
    with serving(options.stored) as (url, device):
        for case in cases(options.objects):
            print(line_of(case, compared(case, options.rounds, url, device)), flush=True)  # noqa: T201
    print(f"import: {import_milliseconds(options.rounds):.0f} ms, limit {IMPORT_LIMIT:.0f}")  # noqa: T201
    small, large = peak_megabytes(options.stored // 10), peak_megabytes(options.stored)
    print(f"peak memory of reading {options.stored // 10} / {options.stored}: {small:.1f} / {large:.1f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
