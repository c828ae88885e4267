"""Serves the floor, or a tenant of a size, for a benchmark: `python -m tests.benchmarks.serve floor|COUNT`."""

from __future__ import annotations

import gc
import sys

import uvicorn

from mockc8y.api.asgi import Server, build_app
from mockc8y.control.live_server import listening_socket
from tests.benchmarks.floor import build_floor
from tests.benchmarks.tenant import platform_with


def tenant_app(count: int) -> tuple[Server, int]:
    """Return the mock with so many measurements, and its first device."""
    platform, device = platform_with(count)
    return build_app(platform), device


def main(what: str) -> None:
    """Print the port and serve until killed."""
    is_floor = what == "floor"
    app, device = (build_floor(), 0) if is_floor else tenant_app(int(what))
    gc.collect()
    gc.freeze()
    listener = listening_socket("127.0.0.1", 0)
    sys.stdout.write(f"{listener.getsockname()[1]} {device}\n")
    sys.stdout.flush()
    # As uvicorn comes for the floor, as `mockc8y serve` sets it up for the mock.
    config = uvicorn.Config(
        app,
        http="httptools",
        loop="asyncio",
        access_log=False,
        log_level="error",
        proxy_headers=is_floor,
        server_header=is_floor,
    )
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main(sys.argv[1])
