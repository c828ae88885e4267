"""A door to the application for the tests of the HTTP edge: requests are stepped by hand."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote, unquote

import orjson
import pytest

from mockc8y.api.asgi import build_app
from mockc8y.api.settings import Settings
from mockc8y.api.stepping import step
from mockc8y.domain.platform import Platform
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
    """Sends one request as the administrator."""

    # One signature for all tests; what it does is said at the fixture below.
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


@pytest.fixture
def app_settings() -> Settings:
    """The settings of the application under test; override it to change them."""
    return Settings()


@pytest.fixture
def call(platform: Platform, app_settings: Settings) -> Call:
    """Send requests to a fresh tenant; every successful answer must also be right by the specification."""
    app = build_app(platform, app_settings)

    def send(
        method: str,
        path: str,
        *,
        json: object = None,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        accept: str | None = "application/json",
        login: str | None = ADMIN,
    ) -> Response:
        sent = {"host": "mock.test"}
        if accept is not None:
            sent["accept"] = accept
        if json is not None:
            body = orjson.dumps(json)
            sent["content-type"] = "application/json"
        if login is not None:
            sent["authorization"] = "Basic " + base64.b64encode(login.encode()).decode()
        sent |= {name.lower(): value for name, value in (headers or {}).items()}
        raw_path, _, query = path.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "scheme": "http",
            "path": unquote(raw_path),
            "raw_path": quote(raw_path, safe="/%:@!$&'()*+,;=~").encode(),
            "query_string": query.replace(" ", "%20").encode(),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in sent.items()],
        }
        answer = step(app, scope, body)
        found = {name.decode().lower(): value.decode("latin-1") for name, value in answer.headers}
        complaints = (
            specification.complaints(method, raw_path, answer.status, found.get("content-type", ""), answer.body)
            if (specification := load_specification())
            else []
        )
        assert not complaints, "the specification disagrees:\n" + "\n".join(complaints)
        return Response(answer.status, found, answer.body)

    return send
