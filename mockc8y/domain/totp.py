"""The second factor: codes that change every half minute (RFC 6238), made from a secret that a user's app keeps."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from mockc8y.domain.errors import error
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
SECRET_LENGTH = 32
"""Characters: 160 bits, as RFC 4226 advises."""
STEP = 30_000
"""Milliseconds for which a code is valid; the code before is tolerated too."""
QR_SERVICE = "https://chart.googleapis.com/chart"
"""Draws the code that the app reads, as on the platform. Nothing is sent there: the address is only handed out."""


@dataclass(frozen=True, slots=True)
class Totp:
    """The secret of a user, in base32. Codes are asked for at login once it is active."""

    secret: str
    is_active: bool = False


def is_active(user: User) -> bool:
    """Tell whether a user needs a code to log in."""
    return user.totp is not None and user.totp.is_active


def renew_secret(tenant: Tenant, user: User) -> Totp:
    """Give a user another secret, which is as active as the one before.

    # unverified: what becomes of a second factor in use; that it is not switched off is known.
    """
    totp = Totp("".join(tenant.random.choices(ALPHABET, k=SECRET_LENGTH)), is_active(user))
    tenant.users.put(user.name, replace(user, totp=totp))
    return totp


def activated(user: User, active: object) -> User:
    """Return the user with its second factor switched on.

    A user cannot switch it off again: 403. Without a secret there is nothing to switch: 409.
    """
    if not isinstance(active, bool):
        raise error("invalid_data", area="users", reason="'isActive' must be true or false")
    if user.totp is None:
        raise error("totp.no_secret_yet")
    if not active:
        raise error("totp.stays_active", rule="a user cannot switch its second factor off")
    return replace(user, totp=replace(user.totp, is_active=True))


def check(tenant: Tenant, user: User, code: str) -> None:
    """Raise 403 for a wrong code, and 404 when the user has no secret."""
    if not matches(require(user), code, tenant.clock.now()):
        raise error("totp.wrong_code", rule="the code is not the one of this half minute or the one before")


def require(user: User) -> Totp:
    """Return the secret of a user and its state, or raise 404."""
    if user.totp is None:
        raise error("totp.unknown")
    return user.totp


def matches(totp: Totp, code: str, now: int) -> bool:
    """Tell whether a code is right at a time in milliseconds UTC."""
    import pyotp  # noqa: PLC0415 - most servers never see a second factor

    known, typed = pyotp.TOTP(totp.secret), code.strip().encode()
    return any(hmac.compare_digest(known.at(time // 1000).encode(), typed) for time in (now, now - STEP))


def qr_address(tenant: Tenant, user: User, totp: Totp) -> str:
    """Return the address of a picture from which an app reads the secret."""
    issuer = tenant.profile.value.domain
    label = quote(f"{issuer}:{user.name}", safe=":@")
    content = f"otpauth://totp/{label}?{urlencode({'secret': totp.secret, 'issuer': issuer})}"
    return f"{QR_SERVICE}?{urlencode({'chs': '200x200', 'chld': 'M|0', 'cht': 'qr', 'chl': content})}"
