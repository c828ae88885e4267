"""Measures how soon consumers of Notification 2.0 hear of a change: `python -m tests.benchmarks.push`.

The time is from the answer to the request that changed something until the frame is there, beside that of a Starlette
application that does nothing but pass frames on. Client and server have a process each.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.push_serve import resident_kilobytes

LOGIN = base64.b64encode(b"t07007007/admin:admin").decode()
ROOT = Path(__file__).parents[2]
PATIENCE = 20.0
FANNED = 20
"""Changes that everybody is told of."""
TEXT, PING, PONG = 0x81, 0x89, 0x8A
SHORT_HEAD, LONG_HEAD = 2, 4
TWO_BYTES_OF_LENGTH = 126


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


class Consumer(asyncio.Protocol):
    """A websocket that acknowledges what it gets and tells when it got it."""

    def __init__(self, address: str, heard: Callable[[float], None]) -> None:
        self._address = address
        self._heard = heard
        self._data = bytearray()
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        """Ask for a websocket."""
        self._transport = transport
        key = base64.b64encode(bytes(16)).decode()
        names = ("Host: x", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13")
        lines = [f"GET {self._address} HTTP/1.1", *names, f"Sec-WebSocket-Key: {key}", "", ""]
        transport.write("\r\n".join(lines).encode())

    def data_received(self, data: bytes) -> None:
        """Take in what comes."""
        now = time.perf_counter()
        self._data += data
        if not self.ready.done():
            head, end, rest = bytes(self._data).partition(b"\r\n\r\n")
            if not end:
                return
            assert head.startswith(b"HTTP/1.1 101 "), head
            self._data[:] = rest
            self.ready.set_result(None)
        while (frame := self._frame()) is not None:
            opcode, payload = frame
            if opcode == TEXT:
                self._heard(now)
                self._send(TEXT, payload.partition(b"\n")[0])
            elif opcode == PING:
                self._send(PONG, payload)

    def close(self) -> None:
        """Leave without a word."""
        self._transport.abort()

    def _frame(self) -> tuple[int, bytes] | None:
        if len(self._data) < LONG_HEAD:
            return None
        start, length = SHORT_HEAD, self._data[1]
        if length == TWO_BYTES_OF_LENGTH:
            start, length = LONG_HEAD, int.from_bytes(self._data[SHORT_HEAD:LONG_HEAD])
        if len(self._data) < start + length:
            return None
        frame = self._data[0], bytes(self._data[start : start + length])
        del self._data[: start + length]
        return frame

    def _send(self, opcode: int, payload: bytes) -> None:
        self._transport.write(bytes((opcode, 0x80 | len(payload), 0, 0, 0, 0)) + payload)


class Writer(asyncio.Protocol):
    """A connection that posts events one after the other and waits for each answer."""

    def __init__(self) -> None:
        self._answer: asyncio.Future[float] | None = None

    def connection_made(self, transport: Any) -> None:
        """Keep the connection."""
        self._transport = transport

    async def post(self, body: str) -> float:
        """Post an event, and return when it was answered."""
        self._answer = asyncio.get_running_loop().create_future()
        head = f"POST /event/events HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {LOGIN}\r\n"
        kind = "Accept: application/json\r\nContent-Type: application/json\r\n"
        self._transport.write(f"{head}{kind}Content-Length: {len(body)}\r\n\r\n{body}".encode())
        return await asyncio.wait_for(self._answer, PATIENCE)

    def data_received(self, data: bytes) -> None:
        """Note when an answer begins. Its body may come in another piece."""
        now = time.perf_counter()
        if data.startswith(b"HTTP/1.1 ") and self._answer is not None:
            assert data.startswith(b"HTTP/1.1 201 "), data[:400]
            self._answer.set_result(now)


class Bench:
    """Consumers of one server, and who writes to it."""

    def __init__(self, port: int, addresses: list[str], bodies: list[str]) -> None:
        self._port = port
        self._bodies = bodies
        self._heard: list[list[float]] = [[] for _ in addresses]
        self._consumers = [
            Consumer(address, times.append) for address, times in zip(addresses, self._heard, strict=True)
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
    say(f"{'':<8}{'spread: median':>16}{'p99':>8}{'lost':>6}{'to all: median':>16}{'p99':>8}{'lost':>6}{'kB each':>9}")
    done: dict[str, list[Figures]] = {"floor": [], "mock": []}
    for _ in range(options.rounds):
        for kind, rounds in done.items():
            rounds.append(measure(kind, options.consumers, options.rate, options.seconds))
            say(line(kind, rounds[-1]))
    for name in ("spread", "fanned"):
        floor, mock = (statistics.median(getattr(figures, name).p99 for figures in done[kind]) for kind in done)
        say(f"{name}: p99 {mock:.2f} ms, {mock / floor:.1f} times the floor")


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def line(kind: str, figures: Figures) -> str:
    """Format one round, in milliseconds."""
    spread, fanned = figures.spread, figures.fanned
    return (
        f"{kind:<8}{spread.median:>16.2f}{spread.p99:>8.2f}{spread.lost:>6}"
        f"{fanned.median:>16.2f}{fanned.p99:>8.2f}{fanned.lost:>6}{figures.kilobytes:>9.1f}"
    )


if __name__ == "__main__":
    main()
