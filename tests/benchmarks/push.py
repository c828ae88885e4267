"""Measures how soon clients of both push systems hear of a change: `python -m tests.benchmarks.push`.

The time is from the answer to the request that changed something until the frame is there, beside that of a Starlette
application that does nothing but pass frames on. Clients and server have a process each.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.push_clients import PATIENCE, Consumer, Listener, WebSocket, Writer
from tests.benchmarks.push_serve import resident_kilobytes

ROOT = Path(__file__).parents[2]
FANNED = 20
"""Changes that everybody is told of."""
KINDS = {"floor": "the floor", "consumers": "Notification 2.0", "listeners": "real-time"}


class Latency(NamedTuple):
    """Milliseconds from an answer to its frames: of the middle one and the last but one in a hundred; frames lost."""

    median: float
    p99: float
    lost: int


class Figures(NamedTuple):
    """What one server did: changes spread over its consumers, one for all of them, and kilobytes for each."""

    spread: Latency
    fanned: Latency
    kilobytes: float


class Bench:
    """Clients of one server, and who writes to it."""

    def __init__(self, port: int, addresses: list[tuple[str, list[str]]], bodies: list[str]) -> None:
        self._port = port
        self._bodies = bodies
        self._heard: list[list[float]] = [[] for _ in addresses]
        self._consumers: list[WebSocket] = [
            Listener(address, times.append, channels) if channels else Consumer(address, times.append)
            for (address, channels), times in zip(addresses, self._heard, strict=True)
        ]
        self._writer = Writer()

    async def open(self) -> None:
        """Connect everybody."""
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: self._writer, "127.0.0.1", self._port)
        for consumer in self._consumers:
            await loop.create_connection(lambda made=consumer: made, "127.0.0.1", self._port)  # type: ignore[misc]
            await asyncio.wait_for(consumer.ready, PATIENCE)

    def close(self) -> None:
        """Let everybody go."""
        for consumer in self._consumers:
            consumer.close()

    async def spread(self, rate: int, seconds: float) -> Latency:
        """Change one device after the other, evenly in time."""
        loop = asyncio.get_running_loop()
        start, delays, lost = loop.time(), [], 0
        for turn in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, start + turn / rate - loop.time()))
            number = turn % len(self._consumers)
            answered = await self._writer.post(self._bodies[number])
            found = await self._collected([number])
            lost += 1 - len(found)
            delays += [moment - answered for moment in found]
        return _latency(delays, lost)

    async def fan_out(self, times: int) -> Latency:
        """Change the device of all."""
        delays: list[float] = []
        lost = 0
        everybody = range(len(self._consumers))
        for _ in range(times):
            answered = await self._writer.post(self._bodies[-1])
            found = await self._collected(everybody)
            lost += len(everybody) - len(found)
            delays += [moment - answered for moment in found]
        return _latency(delays, lost)

    async def _collected(self, numbers: range | list[int]) -> list[float]:
        """Return when each of some consumers heard, as far as they did."""
        patient = time.perf_counter() + PATIENCE
        # An event for each frame would cost the client as much as all else.
        while not all(self._heard[number] for number in numbers) and time.perf_counter() < patient:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        found = [moment for number in numbers for moment in self._heard[number]]
        for number in numbers:
            self._heard[number].clear()
        return found


def _latency(delays: list[float], lost: int) -> Latency:
    ordered = sorted(max(delay, 0.0) * 1000 for delay in delays)
    return Latency(statistics.median(ordered), ordered[int(len(ordered) * 0.99)], lost)


def measure(kind: str, count: int, rate: int, seconds: float) -> Figures:
    """Start a server, let everything happen, and end it."""
    command = [sys.executable, "-m", "tests.benchmarks.push_serve", kind, str(count)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as server:
        try:
            assert server.stdout is not None
            return asyncio.run(_measured(server.pid, json.loads(server.stdout.readline()), rate, seconds))
        finally:
            server.kill()


async def _measured(pid: int, told: dict[str, Any], rate: int, seconds: float) -> Figures:
    bench = Bench(**told)
    before = resident_kilobytes(pid)
    await bench.open()
    grown = resident_kilobytes(pid) - before
    spread = await bench.spread(rate, seconds)
    fanned = await bench.fan_out(FANNED)
    bench.close()
    return Figures(spread, fanned, grown / len(told["addresses"]))


def main() -> None:
    """Print one line for each round of each server, then the medians."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.push")
    parser.add_argument("--consumers", type=int, default=1000)
    parser.add_argument("--rate", type=int, default=200, help="changes in a second")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    say(f"{'':<18}{'spread: median':>16}{'p99':>8}{'lost':>6}{'to all: median':>16}{'p99':>8}{'lost':>6}{'kB each':>9}")
    done: dict[str, list[Figures]] = {kind: [] for kind in KINDS}
    for _ in range(options.rounds):
        for kind, rounds in done.items():
            rounds.append(measure(kind, options.consumers, options.rate, options.seconds))
            say(line(KINDS[kind], rounds[-1]))
    for kind in ("consumers", "listeners"):
        for name in ("spread", "fanned"):
            floor, mock = (_middle_p99(done[each], name) for each in ("floor", kind))
            say(f"{KINDS[kind]}, {name}: p99 {mock:.2f} ms, {mock / floor:.1f} times the floor")


def _middle_p99(rounds: list[Figures], name: str) -> float:
    latencies: list[Latency] = [getattr(figures, name) for figures in rounds]
    return statistics.median(latency.p99 for latency in latencies)


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def line(label: str, figures: Figures) -> str:
    """Format one round, in milliseconds."""
    spread, fanned = figures.spread, figures.fanned
    return (
        f"{label:<18}{spread.median:>16.2f}{spread.p99:>8.2f}{spread.lost:>6}"
        f"{fanned.median:>16.2f}{fanned.p99:>8.2f}{fanned.lost:>6}{figures.kilobytes:>9.1f}"
    )


if __name__ == "__main__":
    main()
