"""Credentials, as `httpx.Auth` objects that add the Authorization header to each request."""

from __future__ import annotations

import base64
import binascii
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, Final, Self

import httpx

from c8y_client._access.jwt import JWT
from c8y_client._http.headers import sendable


class Auth(httpx.Auth, ABC):
    """What all credentials have in common."""

    @abstractmethod
    def build_auth_header(self) -> str:
        """Write the value of the Authorization header."""

    @abstractmethod
    def get_tenant_id(self) -> str:
        """Tell the tenant ID; a `ValueError` where the credentials do not name it."""

    @abstractmethod
    def get_username(self) -> str:
        """Tell the user name, without the tenant."""

    @property
    def is_one_header(self) -> bool:
        """Whether the header is all there is to these credentials, which do not look at answers."""
        kind = type(self)
        return (
            kind.auth_flow is Auth.auth_flow
            and kind.sync_auth_flow is httpx.Auth.sync_auth_flow
            and kind.async_auth_flow is httpx.Auth.async_auth_flow
        )

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the header to a request; called by httpx."""
        request.headers["Authorization"] = self.build_auth_header()
        yield request


# `None` would be sent as text, for it goes into one.
def _require_text(what: str, *values: object) -> None:
    if not all(isinstance(value, str) for value in values):
        raise TypeError(f"{what}; perhaps a variable of the environment is missing")


@dataclass(frozen=True, repr=False)
class BasicAuth(Auth):
    """User name and password. The user name may begin with the tenant ID: `BasicAuth("t123/joe", "secret")`."""

    username: str
    password: str

    def __post_init__(self) -> None:
        _require_text("user name and password are text", self.username, self.password)
        if ":" in self.username:
            raise ValueError("a user name cannot contain a colon; the password is the second parameter")

    def __repr__(self) -> str:
        return f"BasicAuth({self.username!r}, ...)"

    @classmethod
    def parse(cls, auth_value: str) -> Self:
        """Read the value of an Authorization header, without the word Basic."""
        try:
            decoded = base64.b64decode(auth_value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise ValueError("the Basic credentials are not base64 of UTF-8 text") from error
        username, colon, password = decoded.partition(":")
        if not colon:
            raise ValueError("the Basic credentials lack the colon between user name and password")
        return cls(username, password)

    def build_auth_header(self) -> str:
        """Write the value of the Authorization header."""
        return f"Basic {base64.b64encode(f'{self.username}:{self.password}'.encode()).decode()}"

    def get_tenant_id(self) -> str:
        """Tell the tenant ID in front of the user name; a `ValueError` where there is none."""
        tenant_id, slash, _ = self.username.partition("/")
        if not slash or not tenant_id:
            raise ValueError(f"the user name {self.username!r} does not name a tenant; write '<tenant>/<user>'")
        return tenant_id

    def get_username(self) -> str:
        """Tell the user name, without the tenant."""
        return self.username.partition("/")[2] or self.username


@dataclass(frozen=True, repr=False)
class BearerAuth(Auth):
    """A token, such as the one that the OAuth login hands out."""

    token: str

    def __post_init__(self) -> None:
        _require_text("the token is text", self.token)
        sendable(self.token, "the token")

    def __repr__(self) -> str:
        return "BearerAuth(...)"

    @classmethod
    def parse(cls, auth_value: str) -> Self:
        """Read the value of an Authorization header, without the word Bearer."""
        return cls(auth_value)

    def build_auth_header(self) -> str:
        """Write the value of the Authorization header."""
        return f"Bearer {self.token}"

    def get_tenant_id(self) -> str:
        """Tell the tenant ID that the token was issued for; a `ValueError` where it does not say."""
        return JWT(self.token).tenant_id

    def get_username(self) -> str:
        """Tell the user that the token was issued to; a `ValueError` where it does not say."""
        return JWT(self.token).username


@dataclass(frozen=True, repr=False)
class CookieAuth(BearerAuth):
    """A token that goes as cookie, together with the anti-forgery token that the platform then asks for.

    Browsers log in like this. Without `xsrf_token` the one that the token itself names is sent.
    """

    xsrf_token: str | None = None

    def __repr__(self) -> str:
        return "CookieAuth(...)"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add cookies and header to a request; called by httpx."""
        xsrf_token = self.xsrf_token or JWT(self.token).payload.get("xsrfToken")
        own = {"authorization": self.token} | ({"XSRF-TOKEN": xsrf_token} if xsrf_token else {})
        others = [cookie for cookie in _cookies(request) if cookie.partition("=")[0] not in own]
        request.headers["Cookie"] = "; ".join([*others, *(f"{name}={value}" for name, value in own.items())])
        if xsrf_token:
            request.headers["X-XSRF-TOKEN"] = xsrf_token
        yield request


def _cookies(request: httpx.Request) -> list[str]:
    return [cookie for part in request.headers.get("Cookie", "").split(";") if (cookie := part.strip())]


@dataclass(frozen=True, repr=False, eq=False)
class _ForeignAuth(Auth):
    """Credentials of another library that have the same methods, asked anew for each request."""

    other: Any

    def __repr__(self) -> str:
        return f"<credentials as {type(self.other).__name__}>"

    def build_auth_header(self) -> str:
        return str(self.other.build_auth_header())

    def get_tenant_id(self) -> str:
        return str(self.other.get_tenant_id())

    def get_username(self) -> str:
        return str(self.other.get_username())


def as_auth(auth: Any) -> Auth:
    """Accept credentials: ours, objects with the same methods, and the pairs of name and password of `requests`."""
    if isinstance(auth, Auth):
        return auth
    if hasattr(auth, "build_auth_header"):
        return _ForeignAuth(auth)
    if hasattr(auth, "username") and hasattr(auth, "password"):
        return BasicAuth(auth.username, auth.password)
    if hasattr(auth, "token"):
        return BearerAuth(auth.token)
    raise TypeError(f"auth is to be BasicAuth(user, password) or BearerAuth(token), got a {type(auth).__name__}")


_PARSERS: Final[dict[str, Callable[[str], Auth]]] = {"basic": BasicAuth.parse, "bearer": BearerAuth.parse}


def parse_auth(header: str) -> Auth:
    """Read the value of an Authorization header: Basic or Bearer, in any case, with any blanks in between."""
    scheme, _, value = header.strip().partition(" ")
    parser = _PARSERS.get(scheme.lower())
    if parser is None or not value.strip():
        raise ValueError("the Authorization header is to be 'Basic <credentials>' or 'Bearer <token>'")
    return parser(value.strip())
