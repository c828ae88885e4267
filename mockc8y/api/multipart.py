"""Bodies of type `multipart/form-data`, taken apart in memory and at once: no temporary file, nothing to wait for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser

from mockc8y.api import disposition, json_text
from mockc8y.api.request import Request
from mockc8y.domain.documents import require_document
from mockc8y.domain.errors import PlatformError, error
from mockc8y.store.codec import Document

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

FORM = "multipart/form-data"
PARTS_LIMIT = 100
HEADERS_LIMIT = 16
HEADER_BYTES_LIMIT = 8 * 1024
"""Larger than any client sends; a body past these bounds is refused, not worked through."""


class Part(NamedTuple):
    """One field of a form. `media_type` and `file_name` are `None` where the sender gave none."""

    content: bytes
    media_type: str | None = None
    file_name: str | None = None


def form(request: Request) -> Mapping[str, Part]:
    """Return the parts of a request's body by name; of several with one name the first counts.

    Raises 415 when the body is something else, 400 when it is broken.
    """
    if request.kind != FORM:
        raise error("body.unsupported")
    return parse(request.body, request.headers.get(b"content-type", b""))


def document(request: Request, part: Part) -> Document:
    """Return a part that is a JSON object, whatever media type it says to be, or raise the platform's error."""
    return require_document(json_text.read(part.content, request.settings.document_limit))


def parse(body: bytes, content_type: bytes) -> Mapping[str, Part]:
    """Take a form apart that is delimited by the `boundary` which its content type names."""
    boundary = disposition.parameters(content_type).get("boundary")
    if not boundary:
        raise _broken("its Content-Type names no boundary")
    assembly = _Assembly()
    try:
        assembly.parser(boundary.encode()).write(body)
    except FormParserError as problem:
        raise _broken(str(problem)) from problem
    if not assembly.is_complete:
        raise _broken("it ends before its last boundary")
    return assembly.parts


class _Assembly:
    """Puts parts together from what the parser reports."""

    def __init__(self) -> None:
        self.parts: dict[str, Part] = {}
        self.is_complete = False
        self._count = 0
        self._headers: dict[bytes, bytes] = {}
        self._field = b""
        self._value = b""
        self._chunks: list[bytes] = []

    def parser(self, boundary: bytes) -> MultipartParser:
        callbacks: MultipartCallbacks = {
            "on_part_begin": self._begin,
            "on_header_field": self._take_field,
            "on_header_value": self._take_value,
            "on_header_end": self._end_header,
            "on_part_data": self._take_data,
            "on_part_end": self._end,
            "on_end": self._complete,
        }
        return MultipartParser(boundary, callbacks, max_header_count=HEADERS_LIMIT, max_header_size=HEADER_BYTES_LIMIT)

    def _begin(self) -> None:
        self._count += 1
        if self._count > PARTS_LIMIT:
            raise FormParserError(f"it has more than {PARTS_LIMIT} parts")
        self._headers, self._chunks = {}, []

    def _take_field(self, data: bytes, start: int, end: int) -> None:
        self._field = data[start:end].lower()

    def _take_value(self, data: bytes, start: int, end: int) -> None:
        self._value = data[start:end]

    def _end_header(self) -> None:
        self._headers[self._field] = self._value
        self._value = b""

    def _take_data(self, data: bytes, start: int, end: int) -> None:
        self._chunks.append(data[start:end])

    def _end(self) -> None:
        described = self._headers.get(b"content-disposition", b"")
        name = disposition.parameters(described).get("name")
        if not name:
            raise FormParserError("one of its parts has no name")
        media_type = self._headers.get(b"content-type", b"").decode("latin-1").strip() or None
        part = Part(b"".join(self._chunks), media_type, disposition.file_name(described))
        self.parts.setdefault(name, part)

    def _complete(self) -> None:
        self.is_complete = True


def _broken(reason: str) -> PlatformError:
    return error("request.bad", area="undefined", reason=f"The multipart body cannot be read: {reason}")
