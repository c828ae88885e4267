"""A door to the application for tests of the HTTP edge: requests are stepped by hand, without an event loop."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote, unquote

import orjson

from mockc8y.api.asgi import Server
from mockc8y.api.stepping import step
from tests.specification import load_specification

ADMIN = "t07007007/admin:admin"


@dataclass(frozen=True)
class Response:
    """An answer, with header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """Return the body as JSON."""
        return orjson.loads(self.body)


class Call(Protocol):
    """Sends one request, as the administrator unless told otherwise."""

    # One signature for all tests; what it does is said at `Door`.
    def __call__(  # noqa: D102
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        accept: str | None = "application/json",
        login: str | None = ADMIN,
    ) -> Response: ...


class Door:
    """Sends requests to an application; every answer must also be right by the specification."""

    def __init__(self, app: Server) -> None:
        self._app = app

    def __call__(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        accept: str | None = "application/json",
        login: str | None = ADMIN,
    ) -> Response:
        """Send a request and judge the answer. What a path may not hold as it is gets encoded on the way."""
        if json is not None:
            body = orjson.dumps(json)
        sent = _headers(accept, login, has_json=json is not None)
        sent |= {name.lower(): value for name, value in (headers or {}).items()}
        response = self.send(method, path, sent, body)
        complaints = complaints_about(method, path, response)
        assert not complaints, "the specification disagrees:\n" + "\n".join(complaints)
        return response

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Response:
        """Send a request with just these headers, and judge nothing."""
        answer = step(self._app, self.scope(method, path, headers), body)
        found = {name.decode().lower(): value.decode("latin-1") for name, value in answer.headers}
        return Response(answer.status, found, answer.body)

    def scope(self, method: str, path: str, headers: Mapping[str, str]) -> dict[str, Any]:
        """Describe a request as a server does (ASGI)."""
        raw_path, _, query = path.partition("?")
        return {
            "type": "http",
            "method": method,
            "scheme": "http",
            "path": unquote(raw_path),
            "raw_path": quote(raw_path, safe="/%:@!$&'()*+,;=~").encode(),
            "query_string": query.replace(" ", "%20").encode(),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
        }


def complaints_about(method: str, path: str, response: Response) -> list[str]:
    """List what the specification, where there is one, has against an answer."""
    specification = load_specification()
    if specification is None:
        return []
    media_type = response.headers.get("content-type", "")
    return specification.complaints(method, path, response.status, media_type, response.body)


def _headers(accept: str | None, login: str | None, *, has_json: bool) -> dict[str, str]:
    sent = {"host": "mock.test"}
    if accept is not None:
        sent["accept"] = accept
    if has_json:
        sent["content-type"] = "application/json"
    if login is not None:
        sent["authorization"] = "Basic " + base64.b64encode(login.encode()).decode()
    return sent
