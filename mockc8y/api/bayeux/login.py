"""Who shakes hands over a websocket: the message proves it, as browsers cannot set headers of the upgrade."""

from __future__ import annotations

from mockc8y.api.authentication import XSRF_HEADER, Authenticator, Identity
from mockc8y.api.request import Headers
from mockc8y.domain.login import NO_CODE
from mockc8y.store.codec import Document

EXTENSION = "com.cumulocity.authn"
DOTS_OF_A_JWT = 2


def identify(authenticator: Authenticator, upgrade: Headers, message: Document) -> Identity:
    """Return who sent a handshake, or raise the platform's 401.

    The message may hold a `token`, which is a JWT or the base64 of name and password, with a second factor as `tfa`;
    or the `xsrfToken` that makes the cookie of the upgrade count. A header of the upgrade counts as well.
    """
    claims = _claims(message)
    headers = dict(upgrade)
    token, xsrf, code = (_text(claims, name) for name in ("token", "xsrfToken", "tfa"))
    if token:
        scheme = b"Bearer " if token.count(".") == DOTS_OF_A_JWT else b"Basic "
        headers[b"authorization"] = scheme + token.encode()
    if xsrf:
        headers[XSRF_HEADER] = xsrf.encode()
    if code not in NO_CODE and headers.get(b"authorization", b"").startswith(b"Basic "):
        return authenticator.identify_with_code(headers, code)
    # Like a write: a foreign page can make a browser send the cookie along, but it cannot know the XSRF value.
    return authenticator.identify("POST", headers)


def _claims(message: Document) -> Document:
    extensions = message.get("ext")
    claims = extensions.get(EXTENSION) if isinstance(extensions, dict) else None
    return claims if isinstance(claims, dict) else {}


def _text(claims: Document, name: str) -> str:
    value = claims.get(name)
    return value if isinstance(value, str) else ""
