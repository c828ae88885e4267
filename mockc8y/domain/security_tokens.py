"""Security tokens: a secret that a device shows when it asks for credentials, and its user when accepting it."""

from __future__ import annotations

import hmac

from mockc8y.domain.tenant import Tenant

IGNORED, OPTIONAL, REQUIRED = "IGNORED", "OPTIONAL", "REQUIRED"
OPTION = ("device-registration", "security-token.policy")
"""Where the policy stands."""

ATTEMPTS = 3
"""Wrong tokens that block a request. unverified: the documentation says "too many"."""


def policy(tenant: Tenant) -> str:
    """Return what a tenant demands of security tokens.

    # unverified: the default, and that a tenant option of that name comes first; the web applications read that one.
    """
    found = (tenant.options.get(OPTION) or OPTIONAL).upper()
    return found if found in (IGNORED, REQUIRED) else OPTIONAL


def objection(tenant: Tenant, shown: str | None, given: str | None) -> str | None:
    """Say why a device that has shown a token, or none, is not accepted with the one that its user gives."""
    rule = policy(tenant)
    if rule == REQUIRED and shown is None:
        return "the device has sent no security token"
    if rule == IGNORED or shown is None:
        return None
    return None if _equal(shown, given) else "the security token differs from the one of the device"


def agree(tenant: Tenant, first: str | None, second: str | None) -> bool:
    """Tell whether two polls may come from the same device."""
    return policy(tenant) == IGNORED or first is None or _equal(first, second)


def _equal(one: str, other: str | None) -> bool:
    return other is not None and hmac.compare_digest(one.encode(), other.encode())
