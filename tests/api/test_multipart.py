"""Forms: as clients write them, broken, and too large."""

from __future__ import annotations

from contextlib import suppress

import httpx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from urllib3 import encode_multipart_formdata

from mockc8y.api import multipart
from mockc8y.api.multipart import Part
from mockc8y.domain.errors import PlatformError
from tests.api.forms import encoded, part

TYPE = b"multipart/form-data; boundary=b"
HEAD = b'--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n'

# A percent sign is not escaped by the encoders, and two backslashes are only by one of them, so names that hold these
# cannot be told from names that were encoded; examples of them are among the tests of `disposition`.
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="%\x7f"), min_size=1).filter(
    lambda name: "\\\\" not in name and not name.endswith("\\")
)
CONTENTS = st.one_of(
    st.binary(), st.sampled_from([b"\r\n", b"\r\n--", b"--b--", b"\r\n--b", b"\r", b"--", b"\n--b\r\n"])
)


@given(file_name=NAMES, content=CONTENTS, described=st.binary())
def test_form_of_urllib3_is_read_back(file_name: str, content: bytes, described: bytes) -> None:
    """What requests sends arrives: content, name and type of the file, and the part beside it."""
    parts = [part("object", described), part("file", content, file_name=file_name, media_type="image/png")]
    body, content_type = encoded(parts)

    form = multipart.parse(body, content_type.encode())

    assert form == {"object": Part(described), "file": Part(content, "image/png", file_name)}


@given(file_name=NAMES, content=CONTENTS)
def test_form_of_httpx_is_read_back(file_name: str, content: bytes) -> None:
    """Another encoder, with escapes of its own, is understood as well."""
    files = [("file", (file_name, content, "text/plain")), ("object", (None, b"{}", "application/json"))]
    request = httpx.Request("POST", "http://mock.test", files=files)

    form = multipart.parse(request.read(), request.headers["content-type"].encode())

    assert form == {"file": Part(content, "text/plain", file_name), "object": Part(b"{}", "application/json")}


@given(boundary=st.text("abcXYZ019'()+_,-./:=?", min_size=1, max_size=70), content=CONTENTS)
def test_any_boundary_delimits(boundary: str, content: bytes) -> None:
    """Every character that a boundary may have is understood, quoted in the content type as it must be."""
    assume(f"--{boundary}".encode() not in content)
    body, _ = encode_multipart_formdata({"file": content}, boundary=boundary)

    form = multipart.parse(body, f'multipart/form-data; charset=utf-8; boundary="{boundary}"'.encode())

    assert form == {"file": Part(content)}


@given(st.binary(max_size=200))
def test_any_body_is_read_or_refused(body: bytes) -> None:
    """Whatever is sent, it is a form, or the platform's own error says that it is none."""
    for attempt in (body, HEAD + body, HEAD + body + b"\r\n--b--"):
        with suppress(PlatformError):
            assert all(multipart.parse(attempt, TYPE))


BROKEN = {
    "empty": b"",
    "no form": b'{"a": 1}',
    "no end": HEAD + b"x",
    "no end after a part": HEAD + b"x\r\n--b\r\n",
    "bare line feeds": HEAD.replace(b"\r\n", b"\n") + b"x\n--b--\n",
    "other boundary": HEAD.replace(b"--b", b"--c") + b"x\r\n--c--",
    "no headers": b"--b\r\n\r\nx\r\n--b--",
    "no name": b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
    "no colon": b"--b\r\nContent-Disposition\r\n\r\nx\r\n--b--",
    "many parts": HEAD + b"x\r\n" + (HEAD + b"x\r\n") * multipart.PARTS_LIMIT + b"--b--",
    "many headers": b"--b\r\n" + b"a: b\r\n" * (multipart.HEADERS_LIMIT + 1) + b"\r\nx\r\n--b--",
    "long header": HEAD.replace(b'"x"', b'"' + b"x" * multipart.HEADER_BYTES_LIMIT + b'"') + b"x\r\n--b--",
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_broken_body_is_refused(body: bytes) -> None:
    """A body that is no form, or one past the bounds, is a bad request and says so."""
    with pytest.raises(PlatformError, match="400 undefined/Bad Request: The multipart body cannot be read: "):
        multipart.parse(body, TYPE)


@pytest.mark.parametrize("suffix", [b"", b"; boundary=", b'; boundary=""', b"; boundary=" + b"x" * 300])
def test_form_needs_a_boundary(suffix: bytes) -> None:
    """Without a usable boundary there are no parts to find."""
    with pytest.raises(PlatformError, match=r"^400 "):
        multipart.parse(HEAD + b"x\r\n--b--", b"multipart/form-data" + suffix)


@pytest.mark.parametrize("around", [(b"\r\n", b""), (b"", b"\r\n"), (b"", b"\r\nepilogue\r\n--b\r\n")])
def test_surroundings_of_the_form_are_passed_over(around: tuple[bytes, bytes]) -> None:
    """Line breaks before the form and anything after it belong to nobody."""
    before, after = around

    assert multipart.parse(before + HEAD + b"x\r\n--b--" + after, TYPE) == {"file": Part(b"x", None, "x")}


def test_first_of_several_parts_of_a_name_counts() -> None:
    """A form has one part of a name."""
    body = HEAD + b"first\r\n" + HEAD + b"second\r\n--b--"

    assert multipart.parse(body, TYPE)["file"].content == b"first"


def test_header_names_are_read_without_case() -> None:
    """`content-type` and `CONTENT-TYPE` are one header."""
    body = HEAD.replace(b"\r\n\r\n", b"\r\nCONTENT-type:text/plain\r\nX-Empty:\r\n\r\n") + b"x\r\n--b--"

    assert multipart.parse(body, TYPE) == {"file": Part(b"x", "text/plain", "x")}
