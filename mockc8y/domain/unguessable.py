"""Keys that no seed repeats, for what the knowledge of a name lets somebody do."""

from __future__ import annotations


def fresh_key() -> bytes:
    """Return 32 bytes that nobody can guess."""
    # Imported on first use, as it takes longer than most tests.
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey  # noqa: PLC0415

    return X25519PrivateKey.generate().private_bytes_raw()
