"""A door for clients that show certificates when they connect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.certificates import Holder, described
from tests.door import Door


class CertificateDoor(Door):
    """Describes connections as a server does that asks clients for certificates."""

    chain: Sequence[Holder] = ()

    def scope(self, method: str, path: str, headers: Mapping[str, str]) -> dict[str, Any]:
        """Describe a request as a server does (ASGI and its TLS extension)."""
        return super().scope(method, path, headers) | {"extensions": {"tls": described(self.chain)}}
