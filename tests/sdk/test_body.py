"""Bodies of requests, apart from how they are sent."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from c8y_client._http.body import chunks, content_body, multipart_body


class Unseekable(io.BytesIO):
    """A file that is read once, such as a pipe."""

    def seekable(self) -> bool:
        """Deny it."""
        return False


@given(st.binary(max_size=50), st.dictionaries(st.from_regex(r"\A[a-z]+\Z"), st.from_regex(r"\A[ -~]*\Z"), max_size=3))
def test_form_reads_back(data: bytes, fields: dict[str, str]) -> None:
    """A parser that we did not write finds every field and the file in a form."""
    body = multipart_body(fields, io.BytesIO(data), filename="a b.txt", content_type="text/x")

    content = b"".join(chunks(body))
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {body.content_type}\r\n\r\n".encode() + content)
    parts: list[Any] = list(message.iter_parts())
    assert {part.get_param("name", header="content-disposition"): part.get_content() for part in parts[:-1]} == fields
    assert (parts[-1].get_filename(), parts[-1].get_content_type()) == ("a b.txt", "text/x")
    assert body.length == len(content)


def test_file_within_a_form_is_sent_as_it_is() -> None:
    """The bytes of the file stand between the form's own lines, whatever they are."""
    data = bytes(range(256))

    content = b"".join(chunks(multipart_body({}, io.BytesIO(data), filename="f", boundary="B")))

    assert content.partition(b"\r\n\r\n")[2] == data + b"\r\n--B--\r\n"


def test_bytes_can_be_the_file_of_a_form() -> None:
    """Bytes at hand need no file around them."""
    body = multipart_body({}, b"data", filename="f", boundary="B")

    assert body.head.endswith(b"\r\n\r\ndata\r\n--B--\r\n")
    assert not body.is_streamed


def test_file_name_cannot_break_out() -> None:
    """Quotes and line ends in a file name are encoded as browsers do it."""
    body = multipart_body({}, b"", filename='a"\r\nX: y', boundary="B")

    assert b'filename="a%22%0D%0AX: y"\r\n' in body.head


def test_boundaries_differ() -> None:
    """Each form has a boundary of its own that no file can guess."""
    kinds = {multipart_body({}, b"", filename="f").content_type for _ in range(2)}

    assert len(kinds) == 2


def test_real_file_can_be_sent_twice(tmp_path: Path) -> None:
    """A file is read from where it stood, each time."""
    place = tmp_path / "f"
    place.write_bytes(b"0123456789")

    with place.open("rb") as file:
        file.seek(4)
        body = content_body(file)
        sent = [b"".join(chunks(body)) for _ in range(2)]

    assert sent == [b"456789", b"456789"]
    assert (body.length, body.is_repeatable) == (6, True)


def test_pipe_is_sent_once_and_without_a_size() -> None:
    """What cannot be rewound cannot be repeated or measured."""
    body = content_body(Unseekable(b"data"))

    assert (body.length, body.is_repeatable) == (None, False)
    assert b"".join(chunks(body)) == b"data"


@pytest.mark.parametrize("content", ["ä", "ä".encode(), bytearray("ä".encode())], ids=["text", "bytes", "bytearray"])
def test_ready_content_is_bytes(content: Any) -> None:
    """Text is sent as UTF-8, bytes as they are."""
    assert content_body(content).head == "ä".encode()


@pytest.mark.parametrize(
    ("content", "message"),
    [({"a": 1}, "pass it as json="), (io.StringIO("x"), "open it with mode 'rb'")],
    ids=["mapping", "text file"],
)
def test_unusable_content_is_refused(content: Any, message: str) -> None:
    """Content that could only be sent wrongly is a `TypeError` that says what to do."""
    with pytest.raises(TypeError, match=message):
        content_body(content)


def test_asynchronous_pieces_are_for_the_asynchronous_client() -> None:
    """The synchronous client says so instead of sending nothing."""

    async def pieces() -> AsyncIterator[bytes]:
        yield b"x"

    with pytest.raises(TypeError, match="cannot send pieces that are produced asynchronously"):
        list(chunks(content_body(pieces())))
