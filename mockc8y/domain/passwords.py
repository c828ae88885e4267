"""Passwords: how they are kept, compared and judged."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from functools import lru_cache
from hashlib import scrypt
from random import Random

SALT_BYTES = 16
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


DECOY = PasswordHash(bytes(SALT_BYTES), bytes(32))
"""Compared with where there is no such user, so that a refusal takes as long as for a wrong password."""


def _digest(password: str, salt: bytes) -> bytes:
    return _stretched(hmac.digest(salt, password.encode(), "sha256"), salt)


@lru_cache(REMEMBERED)
def _stretched(digest: bytes, salt: bytes) -> bytes:
    """Make guessing expensive. Fresh tenants of one seed hash the same passwords again, so results are remembered."""
    return scrypt(digest, salt=salt, n=COST, r=BLOCK, p=LANES)[:32]
