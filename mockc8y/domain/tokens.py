"""Signed tokens (JWT, RFC 7519): sessions, devices and subscribers carry them."""

from __future__ import annotations

import base64
import json

from mockc8y.domain.errors import error
from mockc8y.domain.platform import Platform
from mockc8y.store.codec import Document

ALGORITHM = "RS256"
SECOND = 1000
"""Milliseconds: the clock counts in them, tokens in whole seconds."""

_UNSAFE = (">", "?", "~")


def sign(platform: Platform, claims: Document, kind: str = "JWT") -> str:
    """Return a token that says this, without padding. Its header names its kind (`typ`) unless that is empty.

    Its payload is pure ASCII less a few characters. Clients decode it with the alphabet of plain base64, which lacks
    the `-` and `_` that these would lead to.
    """
    from jwt.api_jws import encode  # noqa: PLC0415 - it brings the cryptography library along

    return encode(_payload(claims), platform.signing_key.private, ALGORITHM, headers={"typ": kind})


def unsigned(claims: Document) -> str:
    """Return a token that says this and is signed by nobody. It still has three parts, the last of them empty."""
    parts = (b'{"alg":"none"}', _payload(claims), b"")
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def verify(platform: Platform, text: str) -> Document:
    """Return what a token says that this platform signed, or raise 401.

    The platform's clock decides whether it holds already (`nbf`) and still (`exp`).
    """
    claims = signed(platform, text)
    require_current(platform, claims)
    return claims


def require_current(platform: Platform, claims: Document) -> None:
    """Raise 401 for claims that hold no more, or not yet, by the platform's clock."""
    now = platform.clock.now()
    if now < _moment(claims, "nbf", default=0):
        raise error("authentication.bad_credentials")
    if now >= _moment(claims, "exp", default=0):
        raise error("authentication.session_expired")


def signed(platform: Platform, text: str) -> Document:
    """Return what a token says that this platform signed, whenever that holds, or raise 401."""
    from jwt import InvalidTokenError  # noqa: PLC0415 - as above
    from jwt.api_jws import decode  # noqa: PLC0415

    try:
        claims = json.loads(decode(text, platform.signing_key.public, [ALGORITHM]))
        if isinstance(claims, dict) and _is_canonical(text):
            return claims
    except (InvalidTokenError, ValueError):
        pass
    raise error("authentication.bad_credentials")


def _payload(claims: Document) -> bytes:
    payload = json.dumps(claims, separators=(",", ":"))
    for character in _UNSAFE:
        payload = payload.replace(character, f"\\u{ord(character):04x}")
    return payload.encode()


def _is_canonical(text: str) -> bool:
    """Tell whether the signature is written in the one way it should be: lenient decoders accept several."""
    signature = text.rpartition(".")[2]
    raw = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode() == signature


def _moment(claims: Document, name: str, default: int) -> int:
    value = claims.get(name, default)
    return value * SECOND if isinstance(value, int) else default
