"""The key with which a platform signs what it will later take its own word for."""

from __future__ import annotations

from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

BITS = 2048
EXPONENT = 65537


class SigningKey:
    """An RSA key that is made when it is first wanted, as that takes a while.

    It is the one thing about a platform that no seed repeats: nobody shall be able to guess it.
    """

    @cached_property
    def private(self) -> RSAPrivateKey:
        """The half that signs."""
        # Imported on first use: a server that nobody logs in to by token does without.
        from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415

        return rsa.generate_private_key(public_exponent=EXPONENT, key_size=BITS)

    @cached_property
    def public(self) -> RSAPublicKey:
        """The half that verifies."""
        return self.private.public_key()

    def unguessable(self, text: str) -> bytes:
        """Return 16 bytes that belong to a text, and that only who holds the key can work out."""
        return blake2b(text.encode(), key=self._secret, digest_size=16).digest()

    @cached_property
    def _secret(self) -> bytes:
        exponent = self.private.private_numbers().d
        return blake2b(exponent.to_bytes(BITS // 8, "big")).digest()
