"""Consumers of Notification 2.0 over real sockets that break, fall silent, or talk nonsense."""

from __future__ import annotations

import base64
import socket
import struct
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from mockc8y.control.mock_tenant import MockTenant

TOPIC = "levels"
PATIENCE = 10.0
"""Seconds after which what does not come has not come."""
MASK = b"\0\0\0\0"
TEXT, BINARY, LAST = 0x1, 0x2, 0x80
TEN_MEGABYTES = 10 * 1024 * 1024


@pytest.fixture
def client(c8y_mock: MockTenant) -> Iterator[httpx.Client]:
    """Give a client of the administrator over a socket."""
    with httpx.Client(base_url=c8y_mock.base_url, auth=c8y_mock.auth, trust_env=False) as made:
        yield made


@pytest.fixture
def device(c8y_mock: MockTenant, client: httpx.Client) -> str:
    """Give the id of a device whose events go to the topic."""
    made: str = c8y_mock.inventory.create({"name": "Pump", "c8y_IsDevice": {}})["id"]
    subscription = {
        "context": "mo",
        "source": {"id": made},
        "subscription": TOPIC,
        "subscriptionFilter": {"apis": ["events"]},
    }
    client.post("/notification2/subscriptions", json=subscription).raise_for_status()
    return made


@pytest.fixture
def happen(client: httpx.Client, device: str) -> Callable[..., None]:
    """Give a function that lets something happen at the device."""

    def create(*texts: str, padding: str = "") -> None:
        for text in texts:
            event = {"source": {"id": device}, "type": "x", "text": text, "time": "2026-01-15T12:00:00Z", "p": padding}
            client.post("/event/events", json=event).raise_for_status()

    return create


def token(client: httpx.Client, subscriber: str = "worker") -> str:
    """Return a token for the topic."""
    document = {"subscriber": subscriber, "subscription": TOPIC}
    made: str = client.post("/notification2/token", json=document).raise_for_status().json()["token"]
    return made


def consumer(client: httpx.Client, subscriber: str = "worker") -> ClientConnection:
    """Connect a well-behaved client, as soon as it is let in."""
    url = f"ws{str(client.base_url)[4:]}/notification2/consumer/?token={token(client, subscriber)}"
    patient = time.monotonic() + PATIENCE
    while True:
        try:
            return connect(url, proxy=None, compression=None)
        except InvalidStatus:
            assert time.monotonic() < patient, "it is never let in"
            time.sleep(0.02)


def texts(connection: ClientConnection, count: int) -> list[str]:
    """Return the texts of the next events."""
    frames = [str(connection.recv(PATIENCE)) for _ in range(count)]
    return [frame.partition('"text":"')[2].partition('"')[0] for frame in frames]


class Rude:
    """A client that has no manners: what it sends goes out as it is."""

    def __init__(self, client: httpx.Client, subscriber: str = "worker") -> None:
        parts = urlsplit(str(client.base_url))
        self.socket = socket.create_connection((parts.hostname, parts.port), PATIENCE)
        key = base64.b64encode(bytes(16)).decode()
        lines = [
            f"GET /notification2/consumer/?token={token(client, subscriber)} HTTP/1.1",
            f"Host: {parts.netloc}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {key}",
        ]
        self.socket.sendall("".join(f"{line}\r\n" for line in [*lines, ""]).encode())
        assert self.socket.recv(4096).startswith(b"HTTP/1.1 101 ")

    def frame(self, opcode: int, payload: bytes) -> None:
        """Send one frame."""
        self.socket.sendall(struct.pack("!BBQ", LAST | opcode, 0xFF, len(payload)) + MASK + payload)

    def reset(self) -> None:
        """Be gone at once, as a machine that lost its power and came back."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


def test_socket_cut_within_a_frame_costs_nothing(client: httpx.Client, happen: Callable[..., None]) -> None:
    """What it did not acknowledge goes to the next client, which is let in."""
    rude = Rude(client)
    happen("one")
    rude.socket.sendall(struct.pack("!BBQ", LAST | TEXT, 0xFF, 100) + MASK + b"CAEQ")
    rude.reset()

    with consumer(client) as connection:
        happen("two")
        assert texts(connection, 2) == ["one", "two"]


@pytest.mark.parametrize("opcode", [TEXT, BINARY])
def test_frame_of_ten_megabytes_is_passed_over(client: httpx.Client, happen: Callable[..., None], opcode: int) -> None:
    """Its sender goes on to get messages."""
    rude = Rude(client)

    rude.frame(opcode, b"x" * TEN_MEGABYTES)
    happen("one")

    rude.socket.settimeout(PATIENCE)
    assert b"/events/" in rude.socket.recv(4096)
    rude.reset()


GARBAGE = {
    "no frame": b"\xff\xff\xff\xff\xff\xff\xff\xff",
    "no mask": b"\x81\x05hello",
    "no UTF-8": struct.pack("!BBQ", LAST | TEXT, 0xFF, 4) + MASK + b"\xff\xfe\xfd\xfc",
    "twenty megabytes": struct.pack("!BBQ", LAST | TEXT, 0xFF, 2 * TEN_MEGABYTES) + MASK,
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_garbage_ends_the_connection_and_nothing_else(
    client: httpx.Client, happen: Callable[..., None], garbage: bytes
) -> None:
    """Other consumers are told on, and the next client of this one as well."""
    with consumer(client, "other") as other:
        rude = Rude(client)
        rude.socket.sendall(garbage)

        assert rude.socket.recv(4096)[:1] == b"\x88", "no close frame"
        happen("one")
        assert texts(other, 1) == ["one"]
    rude.socket.close()
    with consumer(client) as connection:
        happen("two")
        assert texts(connection, 1)[0] in {"one", "two"}


def test_client_that_does_not_read_delays_nobody(client: httpx.Client, happen: Callable[..., None]) -> None:
    """Neither who writes nor another consumer; what it did not read waits for the next client."""
    rude = Rude(client, "lazy")
    count, padding = 300, "x" * 100_000
    with consumer(client, "quick") as quick:
        before = time.monotonic()
        for number in range(count):
            happen(str(number), padding=padding)
            assert texts(quick, 1) == [str(number)]
        assert time.monotonic() - before < PATIENCE
    rude.reset()

    with consumer(client, "lazy") as connection:
        assert texts(connection, count) == [str(number) for number in range(count)]


def test_refusal_is_a_whole_answer(client: httpx.Client, device: str) -> None:
    """A client reads status and body, and the connection ends in order."""
    del device
    url = f"ws{str(client.base_url)[4:]}/notification2/consumer/?token=none"

    with pytest.raises(InvalidStatus) as raised:
        connect(url, proxy=None)

    assert raised.value.response.status_code == 401
    assert b"security/Unauthorized" in (raised.value.response.body or b"")


def test_token_of_another_tenant_hears_nothing_of_this_one(
    client: httpx.Client, c8y_mock: MockTenant, happen: Callable[..., None]
) -> None:
    """The topic of a token is one of the tenant that handed it out, whatever its name."""
    auth = c8y_mock.management_auth
    with httpx.Client(base_url=c8y_mock.base_url, auth=auth, trust_env=False) as other, consumer(other) as foreign:
        happen("one")

        with pytest.raises(TimeoutError):
            foreign.recv(0.3)


def test_end_of_a_consumer_is_told_to_its_client(client: httpx.Client, device: str) -> None:
    """The close is one in order."""
    del device
    with consumer(client) as connection:
        client.post(f"/notification2/unsubscribe?token={token(client)}", json={}).raise_for_status()

        with pytest.raises(ConnectionClosed):
            connection.recv(PATIENCE)
        assert connection.close_code == 1000
