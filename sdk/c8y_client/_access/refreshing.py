"""Credentials that log in by themselves and renew their token before it expires."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncGenerator, Callable, Generator

import httpx

from c8y_client._access.auth import Auth, BearerAuth
from c8y_client._access.jwt import JWT
from c8y_client._access.login import FORM_TYPE, OAUTH_TOKEN, access_token, form
from c8y_client._http.exchange import Request, Response
from c8y_client._http.refusals import error_for
from c8y_client._http.urls import checked_base, target

_MARGIN = 60.0

# A server that is busy with a login is asked again by the transport, as for any other request.
_PASSING = frozenset({429, 502, 503, 504})


class RefreshingAuth(Auth):
    """Name and password that are exchanged for tokens (OAuth internal login).

    The first request logs in. A token is renewed `margin` seconds before it expires, and once when the platform refuses
    it earlier, for instance because the user was logged out. Requests that need a new token at the same time share it.

    `tfa_token` is the second-factor code; since a code serves once, give a function that makes or asks for one if the
    client is to live longer than its first token. `token` is one to begin with. `now` tells the time in seconds since
    1970. A refused login is an `UnauthorizedError`, or a `MissingTfaError` if a code is wanted.
    """

    def __init__(
        self,
        base_url: str,
        tenant_id: str,
        username: str,
        password: str,
        tfa_token: str | Callable[[], str] | None = None,
        *,
        token: str | None = None,
        margin: float = _MARGIN,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._url = target(checked_base(base_url), OAUTH_TOKEN, {"tenant_id": tenant_id})
        self._tenant_id = tenant_id
        self._username = username.removeprefix(f"{tenant_id}/")
        self._password = password
        self._tfa_token = tfa_token
        self._token = token
        self._margin = margin
        self._now = now
        self._lock = threading.Lock()
        self._async_lock = asyncio.Lock()

    def __repr__(self) -> str:
        return f"RefreshingAuth({self._tenant_id!r}, {self._username!r}, ...)"

    def build_auth_header(self) -> str:
        """Write the value of the Authorization header; a `ValueError` before the first login."""
        if self._token is None:
            raise ValueError("there is no token yet: the first request logs in")
        return BearerAuth(self._token).build_auth_header()

    def get_tenant_id(self) -> str:
        """Tell the tenant ID."""
        return self._tenant_id

    def get_username(self) -> str:
        """Tell the user name, without the tenant."""
        return self._username

    def change_password(self, password: str) -> None:
        """Log in with another password from now on; tokens that the platform refuses are replaced as ever."""
        self._password = password

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Log in if need be, then send the request with a token; called by httpx."""
        refused: str | None = None
        may_repeat = is_repeatable(request)
        while True:
            with self._lock:
                if self._needs_login(refused):
                    answer = yield self._login(request)
                    answer.read()
                    if not self._took_token(answer):
                        return
                sent = self._sign(request)
            answer = yield request
            if refused or not may_repeat or answer.status_code != httpx.codes.UNAUTHORIZED:
                return
            refused = sent

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Log in if need be, then send the request with a token; called by httpx."""
        refused: str | None = None
        may_repeat = is_repeatable(request)
        while True:
            async with self._async_lock:
                if self._needs_login(refused):
                    answer = yield self._login(request)
                    await answer.aread()
                    if not self._took_token(answer):
                        return
                sent = self._sign(request)
            answer = yield request
            if refused or not may_repeat or answer.status_code != httpx.codes.UNAUTHORIZED:
                return
            refused = sent

    def _needs_login(self, refused: str | None) -> bool:
        if self._token is None or self._token == refused:
            return True
        try:
            return not JWT(self._token, now=self._now).is_valid(self._margin)
        except ValueError:  # a token that does not tell is good until it is refused
            return False

    def _login(self, request: httpx.Request) -> httpx.Request:
        code = self._tfa_token() if callable(self._tfa_token) else self._tfa_token
        return httpx.Request(
            "POST",
            self._url,
            content=form(self._username, self._password, code),
            headers={"Content-Type": FORM_TYPE, "Accept": "application/json"},
            extensions={name: value for name, value in request.extensions.items() if name == "timeout"},
        )

    def _took_token(self, answer: httpx.Response) -> bool:
        if answer.status_code in _PASSING:
            return False
        response = Response(answer.status_code, answer.headers, answer.content, Request("POST", self._url))
        if not answer.is_success:
            raise error_for(response)
        self._token = access_token(response)
        return True

    def _sign(self, request: httpx.Request) -> str | None:
        request.headers["Authorization"] = self.build_auth_header()
        return self._token


def is_repeatable(request: httpx.Request) -> bool:
    """Tell whether a request can be sent again: a body that is streamed is gone once it was sent."""
    return isinstance(request.stream, httpx.ByteStream)
