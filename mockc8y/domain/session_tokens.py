"""The tokens of sessions: what a user gets at login and shows with each request from then on."""

from __future__ import annotations

import base64
from typing import NamedTuple
from urllib.parse import urlsplit

from mockc8y.domain import login_options, sessions, tokens, totp
from mockc8y.domain.errors import error
from mockc8y.domain.platform import Platform
from mockc8y.domain.sessions import Session
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User
from mockc8y.store.codec import Document

SECOND = tokens.SECOND


class Started(NamedTuple):
    """A session that just began: its token, the value that a browser repeats with each write, its length in seconds."""

    token: str
    xsrf: str
    seconds: int


class Accepted(NamedTuple):
    """A session that is running, whose token was shown. It is over at `until` in milliseconds UTC."""

    tenant: Tenant
    user: User
    session: Session
    until: int


def start(platform: Platform, tenant: Tenant, user: User, base: str, seconds: int | None = None) -> Started:
    """Begin a session of a user that proved who it is.

    `base` is the address under which the client knows the platform, `https://host:port`. Clients take it from the
    token when they have nothing else. It lasts as long as the tenant's login options say, unless `seconds` does.
    """
    serial = sessions.next_serial(tenant, user.name)
    session_id = f"{serial:08x}-{tenant.random.getrandbits(96):024x}"
    xsrf = _text(platform.signing_key.unguessable(session_id))
    now = tenant.clock.now() // SECOND
    seconds = login_options.session_millis(tenant) // SECOND if seconds is None else seconds
    claims: Document = {
        "aud": _audience(base),
        "exp": now + seconds,
        "iat": now,
        "iss": urlsplit(base).netloc,
        "jti": session_id,
        "nbf": now,
        "sub": user.name,
        "tci": f"{tenant.random.getrandbits(64):016x}",
        "ten": tenant.id,
        "tfa": totp.is_active(user),
        "xsrfToken": xsrf,
    }
    most = login_options.most_sessions(tenant)
    if most is not None:
        sessions.count(tenant, _session(claims), most)
    return Started(tokens.sign(platform, claims), xsrf, seconds)


def accept(platform: Platform, text: str) -> Accepted:
    """Return the session whose token this is, if it is running and its user may still log in, or raise 401.

    Tokens of other purposes, signed by the same key, lack what a session's token says.
    """
    claims = tokens.verify(platform, text)
    if not all(isinstance(claims.get(name), str) for name in ("jti", "sub", "ten", "xsrfToken")):
        raise error("authentication.bad_credentials")
    tenant = platform.tenant(claims["ten"])
    user = None if tenant is None else tenant.users.get(claims["sub"])
    if tenant is None or user is None or not user.enabled or tenant.profile.value.is_suspended:
        raise error("authentication.bad_credentials")
    session = _session(claims)
    until = sessions.over_from(tenant, session)
    if until <= tenant.clock.now():
        raise error("authentication.logged_out")
    return Accepted(tenant, user, session, until)


def _session(claims: Document) -> Session:
    serial = int(claims["jti"].partition("-")[0], 16)
    return Session(claims["jti"], serial, claims["sub"], claims["xsrfToken"], claims["exp"] * SECOND)


def _audience(base: str) -> str:
    """Return the address as clients expect it in a token: they put `https://` before what has no scheme."""
    parts = urlsplit(base)
    is_plain = parts.scheme == "https" and parts.port is None and not parts.path
    return parts.netloc if is_plain else base


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
