"""Bodies past the limit are refused by every operation, and are never kept in memory."""

from __future__ import annotations

import gzip
import time
import tracemalloc
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

import pytest

from mockc8y.api.body import MULTIPART_ALLOWANCE, Receive
from mockc8y.api.settings import MEBIBYTE, Settings
from tests.door import Response
from tests.fuzz.target import EMULATED, SECONDS, Target
from tests.refusal import flaws
from tests.world import Ask, Wire, World, wire

HUGE = 100 * MEBIBYTE
SMALL = Settings(document_limit=64 * 1024, file_limit=256 * 1024)
"""Limits that show the same behaviour as the default ones at a fraction of the time."""

OVERHEAD = 8 * MEBIBYTE
"""What may be allocated beside the body itself: a chunk under way, the answer, what the test keeps."""


class Stream:
    """A body that arrives in chunks, none of which exists before it is asked for."""

    def __init__(self, size: int, chunk: int = MEBIBYTE) -> None:
        self._sizes = iter([chunk] * (size // chunk))
        self.chunks = 0

    async def receive(self) -> MutableMapping[str, Any]:
        """Hand out the next chunk, and after the last one nothing more."""
        size = next(self._sizes, None)
        self.chunks += size is not None
        return {"type": "http.request", "body": b" " * (size or 0), "more_body": size is not None}


def streamed(world: World, request: Wire, receive: Receive) -> Response:
    """Send a request whose body is read from a stream."""
    sent: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    coroutine = world.app(world.call.scope(request.method, request.path, request.headers), receive, send)
    with pytest.raises(StopIteration):
        coroutine.__await__().send(None)
    headers = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    return Response(sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]))


def peak_of(action: Callable[[], object]) -> int:
    """Return how many bytes were allocated at most while something ran."""
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.fixture
def creation() -> tuple[World, Wire]:
    """A request to create a managed object, with the limits that a server has by default."""
    route = next(route for route in EMULATED if route.operation == "postManagedObjectCollectionResource")
    return World(), wire(route, Ask(json={"name": "Pump"}))


@pytest.fixture
def small_target(target: Target) -> Target:
    """The operation under fire, with small limits."""
    return Target(target.route, SMALL)


def test_stream_past_the_limit_is_refused(small_target: Target) -> None:
    """Every operation reads 100 MB to the end, so that the client gets to see its 413, and changes nothing."""
    stream, world = Stream(HUGE), small_target.world
    before = world.digest()

    start = time.process_time()
    response = streamed(world, small_target.valid, stream.receive)

    assert time.process_time() - start < SECONDS
    assert (response.status, flaws(small_target.valid, response)) == (413, [])
    assert stream.chunks == HUGE // MEBIBYTE
    assert world.digest() == before


def test_body_past_the_limit_in_one_piece_is_refused(small_target: Target) -> None:
    """A server may hand over the whole body at once."""
    request = small_target.valid._replace(body=b" " * (SMALL.file_limit + MULTIPART_ALLOWANCE + 1))

    assert small_target.refuse("a large body", request) == []
    assert small_target.send(request).status == 413


def test_document_past_its_limit_is_refused(small_target: Target) -> None:
    """A JSON body has a smaller limit than a file."""
    if small_target.ask.json is None:
        return
    request = small_target.valid.with_body(b" " * SMALL.document_limit + small_target.valid.body)

    assert small_target.refuse("a large document", request) == []
    assert small_target.send(request).status == 413


def test_gzip_bomb_is_refused(small_target: Target) -> None:
    """What unpacks to more than the limit is refused by every operation."""
    request = small_target.valid.with_header("content-encoding", "gzip")._replace(body=BOMB)

    assert small_target.refuse("a bomb", request) == []
    assert small_target.send(request).status == 413


def test_stream_past_the_limit_is_not_kept(creation: tuple[World, Wire]) -> None:
    """Of 100 MB no more than the limit is ever in memory."""
    world, request = creation
    answers: list[Response] = []

    peak = peak_of(lambda: answers.append(streamed(world, request, Stream(HUGE).receive)))

    assert [answer.status for answer in answers] == [413]
    assert peak < Settings().file_limit + OVERHEAD


def test_gzip_bomb_is_not_unpacked(creation: tuple[World, Wire]) -> None:
    """A bomb of a gigabyte takes no more memory than the largest file that is allowed."""
    world, request = creation
    bomb = request.with_header("content-encoding", "gzip")._replace(body=gigabyte())

    peak = peak_of(lambda: world.send(bomb))

    assert world.send(bomb).status == 413
    assert peak < 2 * Settings().file_limit + OVERHEAD


def test_client_that_goes_away_is_not_answered(target: Target) -> None:
    """A request that breaks off is none: nothing is done, nothing is sent."""
    before = target.world.digest()
    messages: Iterator[MutableMapping[str, Any]] = iter(
        [{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}]
    )

    async def receive() -> MutableMapping[str, Any]:
        return next(messages)

    async def send(message: MutableMapping[str, Any]) -> None:
        raise AssertionError(f"nobody listens any more, but {message} was sent")

    scope = target.world.call.scope(target.valid.method, target.valid.path, target.valid.headers)
    with pytest.raises(StopIteration):
        target.world.app(scope, receive, send).__await__().send(None)

    assert target.world.digest() == before


def gigabyte() -> bytes:
    """Return a gigabyte of zeros, compressed."""
    block = gzip.compress(b"\0" * MEBIBYTE * 64)
    return block * 16


BOMB = gzip.compress(b"\0" * MEBIBYTE * 4)
