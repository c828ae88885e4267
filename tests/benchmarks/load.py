"""A load generator that costs little: raw requests over keep-alive connections, several in flight."""

from __future__ import annotations

import select
import socket
import time
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 8
CLOCK_TICKS = 100


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of requests cost."""

    requests_per_second: float
    server_microseconds: float
    """CPU time of the server process per request."""


def request_bytes(method: str, target: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """Spell out a request."""
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


class Load:
    """Keeps connections to one server."""

    def __init__(self, port: int, pid: int) -> None:
        self._pid = pid
        self._sockets = [socket.create_connection(("127.0.0.1", port)) for _ in range(CONNECTIONS)]
        for connection in self._sockets:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def run(self, request: bytes, seconds: float) -> Round:
        """Send the same request over all connections for a while. Raises if an answer is not a success."""
        count, cpu, start = 0, _cpu_seconds(self._pid), time.perf_counter()
        waiting = select.poll()
        by_number = {connection.fileno(): connection for connection in self._sockets}
        for number, connection in by_number.items():
            waiting.register(number, select.POLLIN)
            connection.sendall(request)
        end, open_requests = start + seconds, len(by_number)
        while open_requests:
            for number, _ in waiting.poll():
                _read_answer(by_number[number])
                count += 1
                if time.perf_counter() < end:
                    by_number[number].sendall(request)
                else:
                    open_requests -= 1
        elapsed = time.perf_counter() - start
        return Round(count / elapsed, (_cpu_seconds(self._pid) - cpu) / count * 1e6)

    def close(self) -> None:
        """Close the connections."""
        for connection in self._sockets:
            connection.close()


def _read_answer(connection: socket.socket) -> None:
    data = connection.recv(1 << 18)
    head_end = data.find(b"\r\n\r\n")
    while head_end < 0:
        data += connection.recv(1 << 18)
        head_end = data.find(b"\r\n\r\n")
    if data[9:10] != b"2":
        raise RuntimeError(f"not a success: {data[:400]!r}")
    at = data.lower().find(b"content-length:", 0, head_end)
    length = int(data[at + 15 : data.find(b"\r\n", at)])
    missing = head_end + 4 + length - len(data)
    while missing > 0:
        missing -= len(connection.recv(1 << 18))


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS
