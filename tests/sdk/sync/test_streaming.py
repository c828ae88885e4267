# Made from tests/sdk/_async/test_streaming.py by sdk/scripts/unasync.py; change that.
"""Bodies piece by piece, in both directions."""

from __future__ import annotations

import io
from collections.abc import Iterator

import httpx
import pytest

from c8y_client import NotFoundError
from c8y_client._http.body import multipart_body
from c8y_client.sync._transport import Transport
from tests.sdk.doors import Answer, Tenant, door


def connected(tenant: Tenant) -> Transport:
    """Connect to a scripted tenant."""
    return Transport("http://tenant.test", transport=door(tenant))


def test_download_comes_in_pieces() -> None:
    """The body is handed out in pieces of the size asked for."""
    tenant = Tenant(Answer(200, b"abcdefgh", {"content-type": "text/plain"}))

    with connected(tenant) as transport, transport.stream("GET", "/inventory/binaries/7") as response:
        pieces = [piece for piece in response.iter_bytes(3)]

    assert pieces == [b"abc", b"def", b"gh"]
    assert (response.status, response.headers["Content-Type"]) == (200, "text/plain")


def test_failed_download_is_an_error_with_its_message() -> None:
    """An error status is raised on entering the block, with the platform's message read from the body."""
    tenant = Tenant(Answer(404, b'{"error": "Not Found", "message": "Attachment not found"}'))

    with connected(tenant) as transport:
        with pytest.raises(NotFoundError, match="404 Not Found: Attachment not found"):
            with transport.stream("GET", "/event/events/7/binaries"):
                pytest.fail("there is nothing to read")


def test_error_within_the_block_comes_out_unchanged() -> None:
    """What fails while the caller works with the answer is the caller's own error."""
    with connected(Tenant(Answer(200, b"x"))) as transport:
        with pytest.raises(httpx.ReadError, match="the caller's"):
            with transport.stream("GET", "/a"):
                raise httpx.ReadError("the caller's")


def test_file_is_uploaded_from_its_position() -> None:
    """A file is sent from its present position, with its size, and stays open."""
    file = io.BytesIO(b"skipped|" + b"x" * 3_000_000)
    file.seek(8)
    tenant = Tenant(Answer(201))

    with connected(tenant) as transport:
        transport.put("/inventory/binaries/7", content=file, content_type="text/plain")

    [seen] = tenant.seen
    assert seen.body == b"x" * 3_000_000
    assert (seen.headers["content-length"], seen.headers["content-type"]) == ("3000000", "text/plain")
    assert not file.closed


def test_pieces_are_uploaded_as_they_are_made() -> None:
    """A generator of bytes is sent without being collected first, hence without a size."""

    def pieces() -> Iterator[bytes]:
        yield b"ab"
        yield b"cd"

    tenant = Tenant(Answer(201))
    with connected(tenant) as transport:
        transport.post("/a", content=pieces())

    assert tenant.seen[0].body == b"abcd"
    assert tenant.seen[0].headers["transfer-encoding"] == "chunked"


def test_form_with_a_file_is_streamed() -> None:
    """A form is laid out around the file, with its size known beforehand."""
    form = multipart_body({"object": "{}"}, io.BytesIO(b"data"), filename="a.txt", boundary="B")
    tenant = Tenant(Answer(201))

    with connected(tenant) as transport:
        transport.post("/inventory/binaries", content=form)

    [seen] = tenant.seen
    assert seen.headers["content-type"] == "multipart/form-data; boundary=B"
    assert int(seen.headers["content-length"]) == len(seen.body)
    assert seen.body.endswith(b"\r\n\r\ndata\r\n--B--\r\n")
