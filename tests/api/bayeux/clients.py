"""Clients of real-time notifications that speak the protocol by hand: over a websocket, and by long polling."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Mapping
from typing import Any, Self

import orjson

from mockc8y.domain import users
from tests.api.websockets import PATIENCE, Peer, connected, turns
from tests.door import ADMIN
from tests.world import TENANT, World

REALTIME = "/notification/realtime"
OPERATIONS = "/notification/operations"
Message = dict[str, Any]


def authn(**claims: str) -> Message:
    """Return the extension by which a handshake proves who speaks."""
    return {"ext": {"com.cumulocity.authn": claims}}


def basic(login: str = ADMIN) -> str:
    """Return a login as handshakes and headers carry it."""
    return base64.b64encode(login.encode()).decode()


def user(world: World, name: str, *roles: str) -> str:
    """Add a user with just these roles and return its login."""
    users.add(world.tenant, name, name, roles)
    return f"{TENANT}/{name}:{name}"


def names(messages: list[Message]) -> list[str]:
    """Return the channels of messages."""
    return [message["channel"] for message in messages]


def brief(messages: list[Message]) -> list[tuple[str, str]]:
    """Return channel and action of notifications."""
    return [(message["channel"], message["data"]["realtimeAction"]) for message in messages]


class SocketClient:
    """A client with a websocket, and its session."""

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self.client_id = ""
        self._ids = iter(range(1, 10_000))

    @classmethod
    async def open(cls, world: World, path: str = REALTIME, headers: Mapping[str, str] | None = None) -> Self:
        """Open a websocket, which takes no login."""
        peer = await connected(world.app, path, headers)
        assert peer.status == 101
        return cls(peer)

    @classmethod
    async def ready(cls, world: World, *channels: str, login: str = ADMIN, path: str = REALTIME) -> Self:
        """Shake hands, subscribe and connect, so that what is published comes from now on."""
        client = await cls.open(world, path)
        await client.shake_hands(authn(token=basic(login)))
        for channel in channels:
            [reply] = await client.ask("subscribe", subscription=channel)
            assert reply["successful"], reply
        assert names(await client.ask("connect", advice={"timeout": 0})) == ["/meta/connect"]
        assert await client.ask("connect") == []
        return client

    async def shake_hands(self, proof: Message) -> Message:
        """Begin a session and return the answer."""
        [reply] = await self.ask("handshake", version="1.0", **proof)
        self.client_id = reply.get("clientId", "")
        return reply

    async def ask(self, kind: str, **fields: object) -> list[Message]:
        """Send one message and return what comes without waiting."""
        return await self.send([self.message(kind, **fields)])

    async def send(self, messages: object) -> list[Message]:
        """Send a frame and return what comes without waiting."""
        await self.peer.send(orjson.dumps(messages).decode())
        return await self.heard()

    async def heard(self) -> list[Message]:
        """Return the messages that have come by now."""
        return [message for frame in await self.peer.all() for message in orjson.loads(frame)]

    def message(self, kind: str, **fields: object) -> Message:
        """Write down a message of the session."""
        known = {"clientId": self.client_id} if self.client_id else {}
        return {"id": str(next(self._ids)), "channel": f"/meta/{kind}", **known, **fields}


class PollingClient:
    """A client that polls, and its session."""

    def __init__(self, world: World, login: str = ADMIN, path: str = REALTIME, host: str = "mock.test") -> None:
        self.client_id = ""
        self._host = host
        self._world = world
        self._login = login
        self._path = path

    @classmethod
    async def ready(
        cls, world: World, *channels: str, login: str = ADMIN, path: str = REALTIME, host: str = "mock.test"
    ) -> Self:
        """Shake hands and subscribe."""
        client = cls(world, login, path, host)
        client.client_id = (await client.ask("handshake", version="1.0"))[0]["clientId"]
        for channel in channels:
            [reply] = await client.ask("subscribe", subscription=channel)
            assert reply["successful"], reply
        return client

    async def ask(self, kind: str, **fields: object) -> list[Message]:
        """Post one message and wait for the answer."""
        return await asyncio.wait_for(self.poll(kind, **fields).answer(), PATIENCE)

    async def told(self) -> list[Message]:
        """Return what waits."""
        return [message for message in await self.ask("connect", advice={"timeout": 0}) if "data" in message]

    def poll(self, kind: str, **fields: object) -> Poll:
        """Post one message; the answer may take its time."""
        known = {"clientId": self.client_id} if self.client_id else {}
        return self.post([{"channel": f"/meta/{kind}", **known, **fields}])

    def post(self, messages: object, suffix: str = "") -> Poll:
        """Post messages, without saying what is accepted, as the official client does."""
        headers = {"authorization": f"Basic {basic(self._login)}", "content-type": "application/json;charset=UTF-8"}
        scope = self._world.call.scope("POST", self._path + suffix, {"host": self._host, **headers})
        return Poll(self._world, scope, orjson.dumps(messages))


class Poll:
    """One POST that may be held."""

    def __init__(self, world: World, scope: Message, body: bytes) -> None:
        self.status = 0
        self._events: asyncio.Queue[Message] = asyncio.Queue()
        self._events.put_nowait({"type": "http.request", "body": body, "more_body": False})
        self._body = b""
        self._task = asyncio.ensure_future(world.app(scope, self._events.get, self._take))

    async def is_held(self) -> bool:
        """Tell whether there is no answer yet."""
        await turns()
        return not self._task.done()

    async def answer(self) -> list[Message]:
        """Wait for the answer."""
        await self._task
        assert self.status == 200, self._body
        return list(orjson.loads(self._body))

    async def leave(self) -> None:
        """Break the connection."""
        self._events.put_nowait({"type": "http.disconnect"})
        await turns()

    async def _take(self, message: Any) -> None:
        self.status = message.get("status", self.status)
        self._body += message.get("body", b"")
