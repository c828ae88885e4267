"""Passwords: how they are kept, compared and judged."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b, scrypt
from random import Random

SALT_BYTES = 16
DIGEST_BYTES = 32
COST, BLOCK, LANES = 512, 8, 1
"""About a millisecond: a leaked snapshot is no list of passwords, and test suites stay fast."""
REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class PasswordHash:
    """What is kept of a password."""

    salt: bytes
    digest: bytes

    def matches(self, password: str) -> bool:
        """Compare in a time that tells nothing about the password."""
        return hmac.compare_digest(self.digest, _digest(password, self.salt))


def hashed(password: str, random: Random) -> PasswordHash:
    """Hash a password with a salt of its own."""
    salt = random.randbytes(SALT_BYTES)
    return PasswordHash(salt, _digest(password, salt))


def decoy(name: str) -> PasswordHash:
    """Return what is compared with where there is no such user: a refusal takes as long as for a wrong password.

    Each name has a salt of its own, as each user has. With one for all, a password that was tried with one name that
    does not exist would be remembered, and refused sooner with the next one.
    """
    return PasswordHash(blake2b(name.encode(), digest_size=SALT_BYTES).digest(), bytes(DIGEST_BYTES))


def _digest(password: str, salt: bytes) -> bytes:
    return _stretched(hmac.digest(salt, password.encode(), "sha256"), salt)


@lru_cache(REMEMBERED)
def _stretched(digest: bytes, salt: bytes) -> bytes:
    """Make guessing expensive. Fresh tenants of one seed hash the same passwords again, so results are remembered."""
    return scrypt(digest, salt=salt, n=COST, r=BLOCK, p=LANES)[:DIGEST_BYTES]
