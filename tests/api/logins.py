"""Sessions as browsers and programs begin them, and requests with their tokens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

import jwt

from tests.api.conftest import Call, Response

FORM = {"content-type": "application/x-www-form-urlencoded"}
GRANT = {"grant_type": "PASSWORD"}
TOKEN = "/tenant/oauth/token"


class Login(NamedTuple):
    """A session: its token, and ways to show it."""

    token: str

    @property
    def claims(self) -> dict[str, Any]:
        """What the token says."""
        found: dict[str, Any] = jwt.decode(self.token, options={"verify_signature": False})
        return found

    @property
    def bearer(self) -> dict[str, str]:
        """The header of a program."""
        return {"authorization": f"Bearer {self.token}"}

    @property
    def cookies(self) -> dict[str, str]:
        """The header of a browser that only reads."""
        return {"cookie": f"authorization={self.token}; XSRF-TOKEN={self.claims['xsrfToken']}"}

    @property
    def browser(self) -> dict[str, str]:
        """The headers of a browser that writes."""
        return {**self.cookies, "x-xsrf-token": self.claims["xsrfToken"]}


def ask_for_token(
    call: Call, path: str = TOKEN, headers: Mapping[str, str] | None = None, /, **fields: str
) -> Response:
    """POST a login form."""
    body = urlencode({**GRANT, **fields}).encode()
    return call("POST", path, body=body, headers={**FORM, **(headers or {})}, login=None)


def log_in(call: Call, username: str = "admin", password: str = "admin") -> Login:
    """Begin a session."""
    answer = ask_for_token(call, username=username, password=password)
    assert answer.status == 200, answer.body
    return Login(answer.json()["access_token"])


def whoami(call: Call, headers: Mapping[str, str]) -> Response:
    """Ask who the headers stand for."""
    return call("GET", "/user/currentUser", headers=headers, login=None)
