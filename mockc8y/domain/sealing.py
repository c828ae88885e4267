"""Secrets of a tenant as they are kept: encrypted, so that a snapshot or a journal gives none away."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from mockc8y.domain.tenant import Tenant

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12


def seal(tenant: Tenant, place: str, text: str) -> str:
    """Encrypt a text. It can be read at the place it was sealed for only, with the key of its tenant."""
    nonce = tenant.random.randbytes(NONCE_BYTES)
    sealed = _cipher(tenant).encrypt(nonce, text.encode(), place.encode())
    return base64.b64encode(nonce + sealed).decode()


def unseal(tenant: Tenant, place: str, sealed: str) -> str:
    """Return the text that was sealed for a place."""
    raw = base64.b64decode(sealed)
    return _cipher(tenant).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode()).decode()


def _cipher(tenant: Tenant) -> AESGCM:
    # Imported on first use: most tenants keep no secrets, and the library costs every start.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    return AESGCM(_key(tenant))


def _key(tenant: Tenant) -> bytes:
    """Return the key of a tenant, which is drawn when it is first needed."""
    if not tenant.sealing_key.value:
        tenant.sealing_key.value = tenant.random.randbytes(KEY_BYTES)
    return tenant.sealing_key.value
