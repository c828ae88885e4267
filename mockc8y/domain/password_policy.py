"""Which passwords a user may have, and how good they are."""

from __future__ import annotations

import string
from dataclasses import replace
from typing import TYPE_CHECKING

from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.passwords import hashed

if TYPE_CHECKING:
    from mockc8y.domain.tenant import Tenant
    from mockc8y.domain.users import User

AREA = "users"
SHORTEST, LONGEST = 6, 32
STRONG_LENGTH = 8
"""The least length of a strong password where no login option says otherwise (`greenMinLength`)."""
SYMBOLS = "`~!@#$%^&*()_|+-=?;:'\",.<>{}[]\\/"
GREEN, YELLOW, RED = "GREEN", "YELLOW", "RED"
REMEMBERED = 10
"""Earlier passwords of a user that are kept. unverified: the platform tells no number."""

_CLASSES = (string.ascii_uppercase, string.ascii_lowercase, string.digits, SYMBOLS)
_ALLOWED = frozenset("".join(_CLASSES))
_FAIR_CLASSES = 3


def strength(password: str, least: int = STRONG_LENGTH) -> str:
    """Judge a password: GREEN has upper and lower case, digits and symbols, and `least` characters.

    # unverified: what makes a password YELLOW rather than RED; here it is one kind of character less.

    >>> strength("Str0ng!pass"), strength("Passw0rds"), strength("secret")
    ('GREEN', 'YELLOW', 'RED')
    """
    classes = sum(not known.isdisjoint(password) for known in map(frozenset, _CLASSES))
    if len(password) < least or classes < _FAIR_CLASSES:
        return RED
    return GREEN if classes == len(_CLASSES) else YELLOW


def check(tenant: Tenant, user: User | None, password: object) -> str:
    """Return a password that a user, who need not exist yet, may be given, or raise 422 and say what is wrong."""
    if not isinstance(password, str):
        raise _refused("The password must be a string")
    if not SHORTEST <= len(password) <= LONGEST:
        raise _refused(f"The password must have at least {SHORTEST} and at most {LONGEST} characters")
    if not _ALLOWED.issuperset(password):
        raise _refused(f"The password may hold Latin letters, digits and the symbols {SYMBOLS} only")
    if enforces_strength(tenant):
        _check_strong(tenant, user, password)
    return password


def changed(tenant: Tenant, user: User, password: str) -> User:
    """Return the user with another password, of which nothing but the hash is kept. Checks and stores nothing."""
    earlier = (*user.earlier_passwords, user.password) if user.password else user.earlier_passwords
    return replace(
        user,
        password=hashed(password, tenant.random),
        earlier_passwords=earlier[-REMEMBERED:],
        last_password_change=tenant.clock.now(),
        password_strength=strength(password, least_length(tenant)),
        should_reset_password=False,
    )


def enforces_strength(tenant: Tenant) -> bool:
    """Tell whether passwords must be strong, by a login option or the tenant option `password/enforce.strength`."""
    if tenant.options.get(("password", "enforce.strength")) == "true":
        return True
    options = tenant.login_options.values()
    return any(option.get("enforceStrength") or option.get("strengthValidity") for option in options)


def least_length(tenant: Tenant) -> int:
    """Return how many characters a strong password has at least."""
    options = tenant.login_options.values()
    return max((option["greenMinLength"] for option in options if "greenMinLength" in option), default=STRONG_LENGTH)


def _check_strong(tenant: Tenant, user: User | None, password: str) -> None:
    least = least_length(tenant)
    if strength(password, least) != GREEN:
        kinds = "an upper-case letter, a lower-case letter, a digit and a symbol"
        raise _refused(f"The password must have at least {least} characters, among them {kinds}")
    if user is not None and any(known.matches(password) for known in (user.password, *user.earlier_passwords) if known):
        raise _refused("The password must differ from at least the last ones of this user")


def _refused(reason: str) -> PlatformError:
    return error("invalid_data", area=AREA, reason=reason)
