"""Who a request comes from: by password, by token, or by cookie. A proof is worked out once and then remembered."""

from __future__ import annotations

import base64
import binascii
import hmac
from hashlib import blake2b
from typing import NamedTuple

from mockc8y.api.request import Headers
from mockc8y.domain import login, login_options, session_tokens
from mockc8y.domain.callers import Caller
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.login import Credentials
from mockc8y.domain.platform import Platform
from mockc8y.domain.session_tokens import Accepted
from mockc8y.domain.sessions import FOREVER, Session
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User, effective_roles

REMEMBERED = 1024
"""Proofs remembered at most; past that they are worked out again."""
COOKIE = b"authorization"
XSRF_HEADER = b"x-xsrf-token"
READS = frozenset({"GET", "HEAD"})
"""Methods of which a cookie alone is proof enough. With others, the client repeats a value that only it can read."""
SECRET_BYTES = 32
DIGEST_BYTES = 16

State = tuple[object, ...]
"""Marks of all that decides who may sign in, and with which roles: others after every change."""


class Identity(NamedTuple):
    """A user of a tenant with the roles it holds, what it is to the domain, and how long that is true.

    `until` is in milliseconds UTC. `host` is there when it was the host name that told the tenant. `session` is that of
    a token, and `xsrf` belongs to it.
    """

    tenant: Tenant
    user: User
    roles: frozenset[str]
    caller: Caller
    state: State
    until: int = FOREVER
    host: str | None = None
    xsrf: bytes = b""
    session: Session | None = None

    def is_current(self, platform: Platform) -> bool:
        """Whether nothing has changed since, and the time is not over."""
        tenant = self.tenant
        if self.state != state_of(tenant) or (self.until is not FOREVER and self.until <= platform.clock.now()):
            return False
        if self.host is not None:
            return platform.tenant_of_host(self.host) is tenant
        return platform.tenant(tenant.id) is tenant


class Authenticator:
    """Recognises users by what their requests bring along.

    What it remembers is kept under digests: neither passwords nor tokens stay in memory for their sake.
    """

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._secret = platform.management.random.randbytes(SECRET_BYTES)
        self._known: dict[bytes, Identity] = {}

    def identify(self, method: str, headers: Headers) -> Identity:
        """Return who sent a request, or raise the platform's 401.

        Where there is both a cookie and the header `Authorization`, the cookie counts if the request repeats its
        XSRF value, else the header: clients send stale cookies along.
        """
        authorization = headers.get(b"authorization")
        token = cookie_token(headers)
        if token is None:
            return self._by_header(authorization, headers)
        if authorization is not None:
            return self._by_repeated_cookie(token, headers) or self._by_header(authorization, headers)
        identity = self._by_token(token)
        if method not in READS and not _repeats(headers, identity.xsrf):
            raise error("authentication.wrong_xsrf")
        return identity

    def identify_with_code(self, headers: Headers, code: str) -> Identity:
        """Return who sent a name and a password together with a second factor, or raise the platform's 401."""
        name, password = basic_credentials(headers.get(b"authorization", b""))
        host, agent = (headers.get(known, b"").decode("latin-1") for known in (b"host", b"user-agent"))
        tenant, user = login.prove_with_code(self._platform, Credentials(name, password, host), code)
        if login_options.forbids_basic(tenant, agent):
            raise error("authentication.basic_forbidden")
        return _identity(tenant, user)

    def _by_header(self, authorization: bytes | None, headers: Headers) -> Identity:
        if authorization is None:
            raise error("authentication.missing")
        token = _bearer_token(authorization)
        return self._by_password(authorization, headers) if token is None else self._by_token(token)

    def _by_repeated_cookie(self, token: bytes, headers: Headers) -> Identity | None:
        if XSRF_HEADER not in headers:
            return None
        try:
            identity = self._by_token(token)
        except PlatformError:
            return None
        return identity if _repeats(headers, identity.xsrf) else None

    def _by_password(self, authorization: bytes, headers: Headers) -> Identity:
        host, agent = headers.get(b"host", b""), headers.get(b"user-agent", b"")
        digest = self._digest(b"\0".join((authorization, host, agent)))
        known = self._known.get(digest)
        if known is not None and known.is_current(self._platform):
            return known
        name, password = basic_credentials(authorization)
        credentials = Credentials(name, password, host.decode("latin-1"))
        tenant, user = login.prove_without_code(self._platform, credentials)
        if login_options.forbids_basic(tenant, agent.decode("latin-1")):
            raise error("authentication.basic_forbidden")
        named_by_host = None if login.names_tenant(name) else credentials.host
        return self._remember(digest, _identity(tenant, user)._replace(host=named_by_host))

    def _by_token(self, token: bytes) -> Identity:
        digest = self._digest(token)
        known = self._known.get(digest)
        if known is not None and known.is_current(self._platform):
            return known
        accepted = session_tokens.accept(self._platform, token.decode("latin-1"))
        identity = _identity(accepted.tenant, accepted.user)
        session = accepted.session
        proven = identity._replace(until=accepted.until, xsrf=session.xsrf.encode(), session=session)
        return self._remember(digest, proven)

    def _remember(self, digest: bytes, identity: Identity) -> Identity:
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[digest] = identity
        return identity

    def _digest(self, proof: bytes) -> bytes:
        return blake2b(proof, key=self._secret, digest_size=DIGEST_BYTES).digest()


def session_of(platform: Platform, headers: Headers) -> Accepted | None:
    """Return the session whose token a request shows, by cookie or header, or `None` if there is none running."""
    token = cookie_token(headers) or _bearer_token(headers.get(b"authorization", b""))
    if token is None:
        return None
    try:
        return session_tokens.accept(platform, token.decode("latin-1"))
    except PlatformError:
        return None


def cookie_token(headers: Headers) -> bytes | None:
    """Return the token in the cookie of a session, if there is one."""
    cookies = headers.get(b"cookie")
    if cookies is None or COOKIE not in cookies:
        return None
    for cookie in cookies.split(b";"):
        name, _, value = cookie.partition(b"=")
        if name.strip() == COOKIE and value.strip():
            return value.strip()
    return None


def proves_intent(headers: Headers, accepted: Accepted) -> bool:
    """Tell whether a request is one that the user's own page sends: by header, or by cookie with the XSRF value."""
    return cookie_token(headers) is None or _repeats(headers, accepted.session.xsrf.encode())


def _identity(tenant: Tenant, user: User) -> Identity:
    return Identity(tenant, user, effective_roles(tenant, user), Caller(user.name), state_of(tenant))


def state_of(tenant: Tenant) -> State:
    """Return the marks of a tenant."""
    return (
        tenant.users.version,
        tenant.groups.version,
        tenant.profile.value,
        tenant.login_options.version,
        tenant.ended_tokens.version,
        tenant.session_floors.version,
    )


def _repeats(headers: Headers, xsrf: bytes) -> bool:
    return hmac.compare_digest(headers.get(XSRF_HEADER, b""), xsrf)


def _bearer_token(authorization: bytes) -> bytes | None:
    scheme, _, token = authorization.partition(b" ")
    return token.strip() if scheme.lower() == b"bearer" else None


def basic_credentials(authorization: bytes) -> tuple[str, str]:
    """Return the user name and the password in a header, or raise the platform's 401."""
    scheme, _, token = authorization.partition(b" ")
    if scheme.lower() != b"basic":
        raise error("authentication.missing")
    try:
        name, colon, password = base64.b64decode(token.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise error("authentication.bad_credentials") from None
    if not colon:
        raise error("authentication.bad_credentials")
    return name, password
