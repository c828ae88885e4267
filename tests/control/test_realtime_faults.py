"""Clients of real-time notifications over real sockets that break, fall silent, or talk nonsense."""

from __future__ import annotations

import base64
import json
import socket
import struct
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from mockc8y.control.mock_tenant import MockTenant

REALTIME = "/notification/realtime"
PATIENCE = 10.0
"""Seconds after which what does not come has not come."""
TEN_MEGABYTES = 10 * 1024 * 1024
MASK = b"\0\0\0\0"
CUT_WITHIN = struct.pack("!BBQ", 0x81, 0xFF, 1000) + MASK + b'[{"channel":"/meta/conn'
GARBAGE = {
    "no frame": b"\xff\xff\xff\xff\xff\xff\xff\xff",
    "no mask": b"\x81\x05hello",
    "no UTF-8": struct.pack("!BBQ", 0x81, 0xFF, 4) + MASK + b"\xff\xfe\xfd\xfc",
}

Message = dict[str, Any]


@pytest.fixture
def client(c8y_mock: MockTenant) -> Iterator[httpx.Client]:
    """Give a client of the administrator over a socket."""
    with httpx.Client(base_url=c8y_mock.base_url, auth=c8y_mock.auth, trust_env=False) as made:
        yield made


@pytest.fixture
def pump(c8y_mock: MockTenant) -> str:
    """Give the id of a device."""
    made: str = c8y_mock.inventory.create({"name": "Pump", "c8y_IsDevice": {}})["id"]
    return made


def happen(client: httpx.Client, pump: str, text: str) -> None:
    """Let something happen at a device."""
    event = {"source": {"id": pump}, "type": "x", "text": text, "time": "2026-01-15T12:00:00Z"}
    client.post("/event/events", json=event).raise_for_status()


def session(client: httpx.Client) -> str:
    """Begin a session that listens to events, by long polling, and return its id."""
    shaken = client.post(REALTIME, json=[{"channel": "/meta/handshake", "version": "1.0"}]).json()
    client_id: str = shaken[0]["clientId"]
    client.post(REALTIME, json=[{"channel": "/meta/subscribe", "clientId": client_id, "subscription": "/events/*"}])
    return client_id


def opened(client: httpx.Client) -> ClientConnection:
    """Open a websocket."""
    return connect(f"ws{str(client.base_url)[4:].rstrip('/')}{REALTIME}", proxy=None, compression=None)


def told(connection: ClientConnection, client_id: str) -> list[str]:
    """Connect a session on a websocket, and return the texts of what waits."""
    message = {"channel": "/meta/connect", "clientId": client_id, "connectionType": "websocket"}
    connection.send(json.dumps([message]))
    messages: list[Message] = json.loads(connection.recv(PATIENCE))
    return [message["data"]["data"]["text"] for message in messages]


class Rude:
    """A client that has no manners: what it sends goes out as it is."""

    def __init__(self, client: httpx.Client) -> None:
        parts = urlsplit(str(client.base_url))
        self.socket = socket.create_connection((parts.hostname, parts.port), PATIENCE)
        names = ("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13")
        key = base64.b64encode(bytes(16)).decode()
        lines = [f"GET {REALTIME} HTTP/1.1", f"Host: {parts.netloc}", *names, f"Sec-WebSocket-Key: {key}", ""]
        self.socket.sendall("".join(f"{line}\r\n" for line in lines).encode())
        assert self.socket.recv(4096).startswith(b"HTTP/1.1 101 ")

    def say(self, *messages: Message) -> None:
        """Send a frame."""
        text = json.dumps(messages).encode()
        self.socket.sendall(struct.pack("!BBQ", 0x81, 0xFF, len(text)) + MASK + text)

    def reset(self) -> None:
        """Be gone at once, as a machine that lost its power and came back."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


def test_socket_cut_within_a_frame_leaves_the_session(client: httpx.Client, pump: str) -> None:
    """What happens meanwhile waits for the client, on whatever websocket it comes back."""
    client_id = session(client)
    rude = Rude(client)
    rude.say({"channel": "/meta/connect", "clientId": client_id, "advice": {"timeout": 0}})
    assert b"/meta/connect" in rude.socket.recv(4096)
    rude.socket.sendall(CUT_WITHIN)
    rude.reset()

    # When the server has answered another handshake it knows that the first websocket is gone.
    with opened(client) as connection:
        happen(client, pump, "one")
        assert told(connection, client_id) == ["one"]


def test_poll_that_is_cut_leaves_the_session(client: httpx.Client, pump: str) -> None:
    """Nobody is told anything by a poll that is gone."""
    client_id = session(client)
    message = {"channel": "/meta/connect", "clientId": client_id}
    with pytest.raises(httpx.ReadTimeout):
        client.post(REALTIME, json=[message], timeout=0.3)
    happen(client, pump, "one")

    answer = client.post(REALTIME, json=[{**message, "advice": {"timeout": 0}}]).json()

    assert [found["channel"] for found in answer] == [f"/events/{pump}", "/meta/connect"]


def test_frame_of_ten_megabytes_ends_its_connection(client: httpx.Client, pump: str) -> None:
    """The close code says why; its session goes on, as do others."""
    client_id = session(client)
    with opened(client) as large, opened(client) as connection:
        large.send(" " * TEN_MEGABYTES)
        with pytest.raises(ConnectionClosed):
            large.recv(PATIENCE)
        assert large.close_code == 1009

        happen(client, pump, "one")
        assert told(connection, client_id) == ["one"]


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_garbage_ends_the_connection_and_nothing_else(client: httpx.Client, pump: str, garbage: bytes) -> None:
    """Others are told on."""
    client_id = session(client)
    rude = Rude(client)

    rude.socket.sendall(garbage)

    assert rude.socket.recv(4096)[:1] == b"\x88", "no close frame"
    rude.socket.close()
    happen(client, pump, "one")
    with opened(client) as connection:
        assert told(connection, client_id) == ["one"]


def test_token_of_another_tenant_hears_nothing_of_this_one(
    client: httpx.Client, c8y_mock: MockTenant, pump: str
) -> None:
    """Channels are those of the tenant whose user shook hands, whatever their names."""
    with httpx.Client(base_url=c8y_mock.base_url, auth=c8y_mock.management_auth, trust_env=False) as other:
        client_id = session(other)
        happen(client, pump, "one")
        message = {"channel": "/meta/connect", "clientId": client_id, "advice": {"timeout": 0}}

        [answer] = other.post(REALTIME, json=[message]).json()
        [refused] = client.post(REALTIME, json=[message]).json()

    assert answer["successful"] is True
    assert refused["error"] == "402::Unknown client"
