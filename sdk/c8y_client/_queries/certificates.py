"""Keywords of the queries for trusted certificates, and the wording of revocations."""

from __future__ import annotations

from typing import TypeAlias, TypedDict

from c8y_client._documents.dates import Moment, wire_moment
from c8y_client._reading.keywords import Reading

Serial: TypeAlias = str | int
"""The serial number of a certificate: hexadecimal digits, or a number."""

Revocation: TypeAlias = Serial | tuple[Serial, Moment]
"""Which certificate is revoked, and since when, if not now."""


class CertificateFilters(TypedDict, total=False):
    """Which certificates are meant: all, or the tenant's certificate authority alone."""

    certificate_authority: bool | None


class CertificateQuery(CertificateFilters, Reading, total=False):
    """Which certificates are read and how. The platform gives them in no order that could be chosen."""


def wire_revocation(revocation: Revocation) -> dict[str, str]:
    """Word a revocation.

    >>> wire_revocation((48879, "2026-01-01"))
    {'serialNumberInHex': 'beef', 'revocationDate': '2026-01-01T00:00:00.000Z'}
    """
    serial, since = revocation if isinstance(revocation, tuple) else (revocation, None)
    document = {"serialNumberInHex": f"{serial:x}" if isinstance(serial, int) else serial}
    return document if since is None else {**document, "revocationDate": wire_moment(since, "revocation date")}
