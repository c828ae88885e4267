"""Requests that are passed on to a microservice that runs outside of the platform."""

from __future__ import annotations

import asyncio
import base64
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, MutableMapping
from itertools import repeat
from types import MappingProxyType
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from mockc8y.api.asgi import build_app
from mockc8y.api.services import ServiceAddressBroken, checked_address
from mockc8y.api.settings import Settings
from mockc8y.control.live_server import LiveServer
from mockc8y.domain import application_changes
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant

ADMIN = ("t07007007/admin", "admin")
PATIENCE = 10.0
Message = MutableMapping[str, Any]


class Microservice:
    """A microservice that tells what it got, and does what the path of a request says."""

    def __init__(self) -> None:
        self.cancelled = threading.Event()
        self.may_go_on = threading.Event()
        self.received: list[bytes] = []

    async def __call__(self, scope: Message, receive: Callable[[], Any], send: Callable[[Message], Any]) -> None:
        """Serve one connection."""
        if scope["type"] == "websocket":
            await self._converse(scope, receive, send)
            return
        kind = scope["path"].rpartition("/")[2]
        answer = {"stream": self._stream, "slow": self._wait}.get(kind, self._echo)
        await answer(scope, receive, send)

    async def _echo(self, scope: Message, receive: Callable[[], Any], send: Callable[[Message], Any]) -> None:
        chunks = [chunk async for chunk in _chunks(receive)]
        told = {
            "method": scope["method"],
            "path": scope["raw_path"].decode(),
            "query": scope["query_string"].decode(),
            "headers": [(name.decode(), value.decode("latin-1")) for name, value in scope["headers"]],
            "length": sum(map(len, chunks)),
            "body": b"".join(chunks)[:100].decode(),
        }
        headers = [
            (b"content-type", b"application/json"),
            (b"set-cookie", b"a=1"),
            (b"set-cookie", b"b=2"),
            (b"x-of-service", b"yes"),
            (b"date", b"Thu, 15 Jan 2026 12:00:00 GMT"),
            (b"access-control-allow-origin", b"https://nobody.test"),
            (b"connection", b"x-hop"),
            (b"x-hop", b"1"),
        ]
        await send({"type": "http.response.start", "status": 418, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(told).encode()})

    async def _stream(self, scope: Message, receive: Callable[[], Any], send: Callable[[Message], Any]) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
        await send({"type": "http.response.body", "body": b"first\n", "more_body": True})
        await asyncio.to_thread(self.may_go_on.wait, PATIENCE)
        await send({"type": "http.response.body", "body": b"second\n"})

    async def _wait(self, scope: Message, receive: Callable[[], Any], send: Callable[[Message], Any]) -> None:
        await receive()
        assert (await receive())["type"] == "http.disconnect"
        self.cancelled.set()

    async def _converse(self, scope: Message, receive: Callable[[], Any], send: Callable[[Message], Any]) -> None:
        await receive()
        if scope["path"] == "/refuse":
            await send({"type": "websocket.close"})
            return
        await send({"type": "websocket.accept", "subprotocol": next(iter(scope["subprotocols"]), None)})
        authorization = dict(scope["headers"])[b"authorization"].decode()
        await send(
            {"type": "websocket.send", "text": f"{scope['path']}?{scope['query_string'].decode()} {authorization}"}
        )
        while (message := await receive())["type"] == "websocket.receive":
            if message.get("text") == "bye":
                await send({"type": "websocket.close", "code": 4001})
                return
            await send({"type": "websocket.send", **{key: message.get(key) for key in ("text", "bytes")}})
        self.cancelled.set()


async def _chunks(receive: Callable[[], Any]) -> AsyncIterator[bytes]:
    is_more = True
    while is_more:
        message = await receive()
        yield message.get("body", b"")
        is_more = message.get("more_body", False)


@pytest.fixture(scope="module")
def live() -> Iterator[LiveServer]:
    """A thread that serves the platform and the microservice."""
    server = LiveServer()
    yield server
    server.stop()


@pytest.fixture
def microservice() -> Microservice:
    """What the microservice got."""
    return Microservice()


@pytest.fixture
def base_url(live: LiveServer, platform: Platform, microservice: Microservice) -> Iterator[str]:
    """The address of a platform that knows a microservice, one below a path, one that answers nobody."""
    behind = live.open(microservice)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        services = {
            "feeder": behind.base_url,
            "deep": f"{behind.base_url}/base",
            "gone": f"http://127.0.0.1:{nobody.getsockname()[1]}",
        }
        door = live.open(build_app(platform, Settings(services=MappingProxyType(services))))
        yield door.base_url
        door.close()
    behind.close()


@pytest.fixture
def client(base_url: str) -> Iterator[httpx.Client]:
    """A client of the administrator."""
    with httpx.Client(base_url=base_url, auth=ADMIN, trust_env=False, timeout=PATIENCE) as made:
        yield made


def headers_of(answer: httpx.Response) -> Mapping[str, str]:
    """Return the headers that the microservice got."""
    return dict(answer.json()["headers"])


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "REPORT"])
def test_any_method_reaches_the_microservice(client: httpx.Client, method: str) -> None:
    """What a microservice offers is its own business; its status comes back as it is."""
    answer = client.request(method, "/service/feeder/levels")

    assert answer.status_code == 418
    assert answer.json()["method"] == method


@pytest.mark.parametrize(
    ("path", "seen", "query"),
    [
        ("/service/feeder", "/", ""),
        ("/service/feeder/", "/", ""),
        ("/service/feeder/a/b/", "/a/b/", ""),
        ("/service/feeder/a%2Fb%20c?x=1&x=%26&y", "/a%2Fb%20c", "x=1&x=%26&y"),
        ("/service/feeder/k%C3%A4se", "/k%C3%A4se", ""),
        ("/service/deep/a", "/base/a", ""),
    ],
)
def test_microservice_sees_its_own_path(client: httpx.Client, path: str, seen: str, query: str) -> None:
    """The part that leads to the microservice is taken away, the rest stays as the client wrote it."""
    answer = client.get(path).json()

    assert (answer["path"], answer["query"]) == (seen, query)


def test_credentials_are_passed_on(client: httpx.Client) -> None:
    """A microservice acts for its caller with what the caller has signed in with."""
    sent = {"Cookie": "authorization=x; other=y", "X-XSRF-TOKEN": "token", "X-Of-Client": "yes"}

    seen = headers_of(client.get("/service/feeder/a", headers=sent))

    assert seen["authorization"] == "Basic " + base64.b64encode(b"t07007007/admin:admin").decode()
    assert (seen["cookie"], seen["x-xsrf-token"], seen["x-of-client"]) == ("authorization=x; other=y", "token", "yes")


def test_headers_of_one_connection_are_not_passed_on(client: httpx.Client) -> None:
    """What is about the connection to the platform means nothing behind it, in both directions."""
    sent = {"Connection": "keep-alive, X-Mine", "X-Mine": "1", "Keep-Alive": "5", "TE": "trailers", "Upgrade": "x"}

    answer = client.get("/service/feeder/a", headers=sent)

    assert not {"connection", "x-mine", "keep-alive", "te", "upgrade"} & {
        name for name in headers_of(answer) if name != "connection" or headers_of(answer)[name] != "close"
    }
    assert "x-hop" not in answer.headers


def test_answer_comes_back_with_its_headers(client: httpx.Client) -> None:
    """Headers that come twice stay two. The date is left to the server in front, which would make it two of them."""
    answer = client.get("/service/feeder/a")

    assert answer.headers["x-of-service"] == "yes"
    assert answer.headers.get_list("set-cookie") == ["a=1", "b=2"]
    assert "date" not in answer.headers


def test_head_has_no_body(client: httpx.Client) -> None:
    """HEAD is passed on as HEAD."""
    answer = client.head("/service/feeder/a")

    assert (answer.status_code, answer.content) == (418, b"")


def test_large_body_of_known_length_passes(client: httpx.Client) -> None:
    """A body larger than the API takes is no problem: it is not kept."""
    chunk, count = bytes(1024 * 1024), 60
    size = len(chunk) * count

    answer = client.post("/service/feeder/upload", content=repeat(chunk, count), headers={"Content-Length": str(size)})

    assert answer.json()["length"] == size
    assert headers_of(answer)["content-length"] == str(size)


def test_body_of_unknown_length_passes(client: httpx.Client) -> None:
    """A body that is sent in chunks arrives in chunks."""
    answer = client.post("/service/feeder/upload", content=iter([b"one ", b"two"])).json()

    assert answer["body"] == "one two"
    assert dict(answer["headers"])["transfer-encoding"] == "chunked"


def test_answer_is_passed_on_while_it_is_written(client: httpx.Client, microservice: Microservice) -> None:
    """A client sees what there is before the microservice has finished."""
    with client.stream("GET", "/service/feeder/stream") as answer:
        lines = answer.iter_lines()
        first = next(lines)
        microservice.may_go_on.set()

        assert (first, next(lines)) == ("first", "second")


def test_microservice_learns_that_its_client_has_gone(client: httpx.Client, microservice: Microservice) -> None:
    """Nobody waits for the answer any more, so the microservice may stop."""
    with pytest.raises(httpx.ReadTimeout):
        client.get("/service/feeder/slow", timeout=0.3)

    assert microservice.cancelled.wait(PATIENCE)


@pytest.mark.parametrize("auth", [None, ("t07007007/admin", "wrong")])
def test_caller_must_sign_in(base_url: str, auth: tuple[str, str] | None) -> None:
    """The platform lets nobody through whom it does not know; the microservice is not asked."""
    answer = httpx.get(f"{base_url}/service/feeder/a", auth=auth, headers={"UseXBasic": "true"}, trust_env=False)

    assert answer.status_code == 401
    assert answer.json()["error"] == "security/Unauthorized"
    assert answer.headers["www-authenticate"].startswith("XBasic")


@pytest.mark.parametrize("path", ["/service/none/a", "/service/none", "/service/", "/service"])
def test_unknown_microservice_is_not_found(client: httpx.Client, path: str) -> None:
    """A name that leads nowhere is 404 in the platform's words."""
    answer = client.get(path)

    assert answer.status_code == 404
    assert answer.json()["error"] == "microservice/Not Found"


def test_registered_microservice_without_an_address_is_not_running(
    client: httpx.Client, platform: Platform, tenant: Tenant
) -> None:
    """One that the platform knows gives 503, and says how to tell the server where it runs."""
    document = {"name": "known", "key": "known-key", "contextPath": "known", "type": "MICROSERVICE"}
    application_changes.create(platform, tenant, document)

    answer = client.get("/service/known/a")

    assert answer.status_code == 503
    assert "--proxy-service known=" in answer.json()["message"]


def test_microservice_that_does_not_listen_is_unavailable(client: httpx.Client) -> None:
    """Nothing at its address is 503, with the address."""
    answer = client.get("/service/gone/a")

    assert answer.status_code == 503
    assert "127.0.0.1" in answer.json()["message"]


def hang_up(listener: socket.socket) -> None:
    """Accept one connection and close it."""
    listener.accept()[0].close()


def test_connection_that_is_cut_is_a_bad_gateway(live: LiveServer, platform: Platform) -> None:
    """A microservice that closes the connection instead of answering is 502."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=hang_up, args=[listener], daemon=True).start()
        services = {"rude": f"http://127.0.0.1:{listener.getsockname()[1]}"}
        door = live.open(build_app(platform, Settings(services=MappingProxyType(services))))
        answer = httpx.get(f"{door.base_url}/service/rude/a", auth=ADMIN, trust_env=False)
        door.close()

    assert answer.status_code == 502
    assert answer.json()["error"] == "microservice/Bad Gateway"


@pytest.mark.parametrize(
    "path",
    [
        b"/service/deep/../a",
        b"/service/deep/%2e%2e/a",
        b"/service/deep/a/%2E./../../b",
        b"/service/deep/..%2fa",
        b"/service/deep/a%2F..%2F..%2Fb",
        b"/service/deep/..\\a",
        b"/service/deep/..%5Ca",
    ],
)
def test_path_cannot_climb_out_of_the_microservice(base_url: str, path: bytes) -> None:
    """What is beside the microservice at its address is not for its callers."""
    host, port = base_url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        head = b"GET %b HTTP/1.1\r\nhost: x\r\nauthorization: Basic %b\r\nconnection: close\r\n\r\n"
        connection.sendall(head % (path, base64.b64encode(b"t07007007/admin:admin")))
        answer = b"".join(iter(lambda: connection.recv(65536), b""))

    assert answer.startswith(b"HTTP/1.1 404 ")


def test_pages_of_other_origins_may_read_what_the_tenant_allows(client: httpx.Client) -> None:
    """The platform says who may read, not the microservice; refusals are readable too."""
    for path in ("/service/feeder/a", "/service/none/a"):
        answer = client.get(path, headers={"Origin": "http://localhost:4200"})
        assert answer.headers.get_list("access-control-allow-origin") == ["http://localhost:4200"]


def converse(base_url: str, path: str, auth: tuple[str, str] | None = ADMIN) -> ClientConnection:
    """Open a websocket."""
    headers = {} if auth is None else {"Authorization": "Basic " + base64.b64encode(":".join(auth).encode()).decode()}
    url = base_url.replace("http", "ws") + path
    return connect(url, additional_headers=headers, subprotocols=["v1"], proxy=None)  # type: ignore[list-item]


def test_websocket_carries_messages_both_ways(base_url: str) -> None:
    """Text and bytes are passed on as they are, with path, query, credentials and sub-protocol of the handshake."""
    with converse(base_url, "/service/feeder/live?a=1") as connection:
        assert str(connection.recv(PATIENCE)).startswith("/live?a=1 Basic ")
        assert connection.subprotocol == "v1"
        connection.send("text")
        assert connection.recv(PATIENCE) == "text"
        connection.send(b"\0bytes")
        assert connection.recv(PATIENCE) == b"\0bytes"


def test_end_of_a_websocket_is_told_to_the_other_side(base_url: str, microservice: Microservice) -> None:
    """A code of the microservice reaches the client, and the microservice learns when the client leaves."""
    with converse(base_url, "/service/feeder/live") as connection:
        connection.recv(PATIENCE)
        connection.send("bye")
        with pytest.raises(ConnectionClosed) as closed:
            connection.recv(PATIENCE)
    with converse(base_url, "/service/feeder/live") as connection:
        connection.recv(PATIENCE)

    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4001
    assert microservice.cancelled.wait(PATIENCE)


@pytest.mark.parametrize(
    ("path", "auth", "status"),
    [
        ("/service/feeder/live", None, 401),
        ("/service/none/live", ADMIN, 404),
        ("/service/gone/live", ADMIN, 503),
        ("/service/feeder/refuse", ADMIN, 502),
    ],
)
def test_websocket_that_leads_nowhere_is_refused(
    base_url: str, path: str, auth: tuple[str, str] | None, status: int
) -> None:
    """A handshake is refused as a request would be."""
    with pytest.raises(InvalidStatus) as refused:
        converse(base_url, path, auth)

    assert refused.value.response.status_code == status


@pytest.mark.parametrize("url", ["feeder", "ftp://127.0.0.1", "http://", "http://h?x=1", "http://u:p@h", "//127.0.0.1"])
def test_address_that_cannot_be_asked_is_refused(url: str) -> None:
    """Only plain addresses lead to a microservice."""
    with pytest.raises(ServiceAddressBroken, match=r"such as http://127\.0\.0\.1:9000"):
        checked_address(url)
