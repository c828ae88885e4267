"""Serves clients, or the floor for them: `python -m tests.benchmarks.push_serve floor|consumers|listeners COUNT`."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from mockc8y.api.asgi import build_app
from mockc8y.api.bayeux.limits import RealtimeLimits
from mockc8y.api.settings import Settings
from mockc8y.control.live_server import listening_socket
from mockc8y.control.mock_tenant import PASSWORD, TENANT_ID, USERNAME
from mockc8y.control.websocket_protocol import PING_SECONDS, SILENCE_SECONDS, WatchedWebSocket
from mockc8y.domain import inventory, users
from mockc8y.domain.callers import Caller
from mockc8y.domain.default_groups import ADMINS
from mockc8y.domain.notifications import subscriptions as notification_subscriptions
from mockc8y.domain.notifications import tokens as notification_tokens
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant

Address = tuple[str, list[str]]
"""Where a client connects to, and the channels it subscribes to there."""
Start = tuple[object, list[Address], list[str]]
"""An application, the addresses of its clients, and the bodies to post: one for each, one for all."""


def consumers(count: int) -> Start:
    """Let each consumer have a topic of its own, to which its own device and one device of all subscribe."""
    platform, tenant, devices = furnished(count)
    for number in range(count):
        subscribe(tenant, f"own{number}", devices[number])
        subscribe(tenant, f"own{number}", devices[count])
    tokens = [token(platform, tenant, f"own{number}") for number in range(count)]
    return build_app(platform), [(f"/notification2/consumer/?token={text}", []) for text in tokens], bodies(devices)


def listeners(count: int) -> Start:
    """Let each listener subscribe to its own device and to one device of all. All are sessions of one user."""
    platform, _, devices = furnished(count)
    settings = Settings(realtime=RealtimeLimits(connections=count))
    channels = [[f"/events/{own}", f"/events/{devices[count]}"] for own in devices[:count]]
    return build_app(platform, settings), [("/notification/realtime", each) for each in channels], bodies(devices)


def furnished(count: int) -> tuple[Platform, Tenant, list[str]]:
    """Make a tenant with a device for each client, and one for all."""
    platform = Platform()
    tenant = platform.add_tenant(TENANT_ID)
    users.add(tenant, USERNAME, PASSWORD, groups=[ADMINS])
    return platform, tenant, [device(tenant) for _ in range(count + 1)]


def bodies(devices: list[str]) -> list[str]:
    """Write down an event of each device."""
    common = {"type": "x", "text": "x", "time": "2026-01-15T12:00:00Z"}
    return [orjson.dumps({"source": {"id": device}, **common}).decode() for device in devices]


def device(tenant: Tenant) -> str:
    """Make a device and return its id."""
    return str(inventory.create(tenant, {"name": "Pump", "c8y_IsDevice": {}}, Caller(USERNAME)).id)


def subscribe(tenant: Tenant, topic: str, source: str) -> None:
    """Let events of a device go to a topic."""
    filters = {"apis": ["events"]}
    subscription = {"context": "mo", "source": {"id": source}, "subscription": topic, "subscriptionFilter": filters}
    notification_subscriptions.create(tenant, subscription)


def token(platform: Platform, tenant: Tenant, topic: str) -> str:
    """Return a token for the one consumer of a topic."""
    return notification_tokens.issue(platform, tenant, {"subscriber": "worker", "subscription": topic})


def floor(count: int) -> Start:
    """Let a Starlette application that keeps nothing send a frame of the same form to one websocket, or to all."""
    connected: dict[int, WebSocket] = {}

    async def consume(websocket: WebSocket) -> None:
        number = int(websocket.query_params["number"])
        await websocket.accept()
        connected[number] = websocket
        try:
            while True:
                await websocket.receive_text()
        except WebSocketDisconnect:
            del connected[number]

    async def create(request: Request) -> Response:
        event = orjson.loads(await request.body())
        number = int(event["source"]["id"])
        frame = f"CAEQACAAMAE=\n/t07007007/events/{number}\nCREATE\n\n{orjson.dumps(event).decode()}{' ' * 200}"
        meant = list(connected.values()) if number == count else [connected[number]]

        async def tell() -> None:
            for websocket in meant:
                await websocket.send_text(frame)

        body = orjson.dumps(event)
        return Response(body, status_code=201, media_type="application/json", background=BackgroundTask(tell))

    routes = [Route("/event/events", create, methods=["POST"]), WebSocketRoute("/consume", consume)]
    addresses: list[Address] = [(f"/consume?number={number}", []) for number in range(count)]
    return Starlette(routes=routes), addresses, bodies([str(number) for number in range(count + 1)])


def main(kind: str, count: int) -> None:
    """Print the port, addresses and bodies as JSON on one line, and serve until killed."""
    app, addresses, posted = {"floor": floor, "consumers": consumers, "listeners": listeners}[kind](count)
    gc.collect()
    gc.freeze()
    listener = listening_socket("127.0.0.1", 0)
    told = {"port": listener.getsockname()[1], "addresses": addresses, "bodies": posted}
    sys.stdout.write(orjson.dumps(told).decode() + "\n")
    sys.stdout.flush()
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]
        http="httptools",
        ws=WatchedWebSocket,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=SILENCE_SECONDS,
        ws_per_message_deflate=False,
        loop="asyncio",
        access_log=False,
        log_level="error",
    )
    uvicorn.Server(config).run(sockets=[listener])


def resident_kilobytes(pid: int) -> int:
    """Return how much memory a process has now."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
