"""The certificates that a client showed when it connected: the TLS extension of ASGI."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mockc8y.api.request import ClientChain
from mockc8y.domain.certificates import from_pem


def client_chain(extensions: Mapping[str, Any]) -> ClientChain | None:
    """Return the certificates (DER), the client's own first, or `None` where the server does not ask for any."""
    described = extensions.get("tls")
    if described is None:
        return None
    return tuple(der for text in described["client_cert_chain"] for der in from_pem(text))
