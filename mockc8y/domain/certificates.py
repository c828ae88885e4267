"""Certificates as bytes and facts: what can be kept and told of them without reading them again."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from hashlib import sha1

CERTIFICATE, PRIVATE_KEY = "CERTIFICATE", "PRIVATE KEY"
"""What a PEM file says that it holds."""
_BEGIN, _END = "-----BEGIN {}-----", "-----END {}-----"
COLUMNS = 64
"""Characters in a line of a PEM file (RFC 7468)."""


class Unreadable(ValueError):
    """What was sent is no certificate, key, signature or request for a certificate."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a certificate says. Times are in milliseconds UTC; names are as RFC 4514 writes them.

    `common_name` is that of the subject, empty if it has none. `is_authority` tells whether it may sign others:
    version 3 with the basic constraint CA:TRUE.
    """

    fingerprint: str
    algorithm: str
    version: int
    issuer: str
    subject: str
    common_name: str
    serial: int
    not_before: int
    not_after: int
    is_authority: bool

    def is_valid_at(self, now: int) -> bool:
        """Tell whether a moment, in milliseconds UTC, lies in its time of validity, both ends included."""
        return self.not_before <= now <= self.not_after


def fingerprint(der: bytes) -> str:
    """Return the name of a certificate on the platform: the SHA-1 digest of its bytes in lower-case hex digits."""
    return sha1(der, usedforsecurity=False).hexdigest()


def pem_body(data: bytes) -> str:
    """Write bytes as the lines of a PEM file less the first and the last one, which is how the platform shows them."""
    text = base64.b64encode(data).decode()
    return "\n".join(text[start : start + COLUMNS] for start in range(0, len(text), COLUMNS))


def pem(data: bytes, label: str = CERTIFICATE) -> str:
    """Write a certificate, or what else the label says, as a PEM file."""
    return f"{_BEGIN.format(label)}\n{pem_body(data)}\n{_END.format(label)}\n"


def from_pem(text: str, label: str = CERTIFICATE) -> list[bytes]:
    """Read the certificates, or what else the label says, in a text: PEM files in a row, or base64 between commas.

    The platform takes lines that are indented, and those that became one with blanks between, as in headers. Raises
    `Unreadable` for a text without any. That the bytes are certificates is not looked at.
    """
    armoured = text.split(_BEGIN.format(label))[1:]
    bodies = [body.partition(_END.format(label))[0] for body in armoured] or text.split(",")
    return list(map(decoded, bodies))


def decoded(text: str) -> bytes:
    """Decode base64 with whitespace anywhere, or raise `Unreadable`; nothing at all is no base64 either."""
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except ValueError:
        raise Unreadable("no base64") from None
    if not data:
        raise Unreadable("Incomplete data")
    return data
