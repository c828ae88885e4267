"""One request and its answer, as errors and callers see them: small, detached from the wire, safe to print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from c8y_client._http.refusals import decoding_error
from c8y_client._types import JSON

_UNREAD = object()


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: the method and the URL, in which secret parameters are masked."""

    method: str
    url: str

    def __str__(self) -> str:
        return f"{self.method} {self.url}"


class Response:
    """What was answered. The body is decoded when `json` is first called, then kept."""

    __slots__ = ("_document", "content", "headers", "request", "status")

    def __init__(self, status: int, headers: Mapping[str, str], content: bytes, request: Request) -> None:
        self.status: int = status
        self.headers: Mapping[str, str] = headers
        self.content: bytes = content
        self.request: Request = request
        self._document: JSON = _UNREAD

    def __repr__(self) -> str:
        return f"<Response {self.status} to {self.request}, {len(self.content)} bytes>"

    def __reduce__(self) -> tuple[type[Response], tuple[int, Mapping[str, str], bytes, Request]]:
        return Response, (self.status, self.headers, self.content, self.request)

    def json(self) -> JSON:
        """Decode the body; an empty one is `None`.

        Raises `DecodingError` when the body is something else than JSON, such as the login page of a proxy.
        """
        if self._document is _UNREAD:
            self._document = self._decoded()
        return self._document

    def document(self) -> dict[str, JSON]:
        """Decode the body, which is to be a document; anything else is a `DecodingError`."""
        document = self.json()
        if not isinstance(document, dict):
            raise decoding_error(self, "a document")
        return document

    def value(self, name: str) -> JSON:
        """Decode the body, which is to be a document, and read a value of it; a missing one is a `DecodingError`."""
        document = self.document()
        if name not in document:
            raise decoding_error(self, f"a document with {name!r}")
        return document[name]

    def number(self) -> int:
        """Decode the body, which is to be a whole number; anything else is a `DecodingError`."""
        number = self.json()
        if not isinstance(number, int):
            raise decoding_error(self, "a number")
        return number

    def _decoded(self) -> JSON:
        if not self.content:
            return None
        try:
            return orjson.loads(self.content)
        except orjson.JSONDecodeError as error:
            raise decoding_error(self) from error
