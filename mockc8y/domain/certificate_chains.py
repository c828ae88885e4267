"""Chains of certificates: from that of a device, each signed with the key of the next, to one that a tenant trusts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mockc8y.domain import revocations
from mockc8y.domain.certificates import Facts, Unreadable, from_pem
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.trusted_certificate import TrustedCertificate

LONGEST = 10
"""Certificates in one chain at most (specification, for a chain in a file)."""


class Link(NamedTuple):
    """One certificate of a chain: its bytes (DER) and what it says."""

    der: bytes
    facts: Facts


class Anchored(NamedTuple):
    """A chain that is trusted: by which tenant, and for the sake of which of its certificates."""

    tenant: Tenant
    anchor: TrustedCertificate


def in_text(text: str, limit: int = LONGEST) -> list[Link]:
    """Read the certificates in a text, that of the device first, or raise 400, also for more than the limit."""
    try:
        found = from_pem(text)
    except Unreadable as problem:
        raise _unreadable(str(problem)) from None
    if len(found) > limit:
        raise _unreadable(f"{len(found)} certificates, {limit} are the most")
    return links(found)


def links(certificates: Iterable[bytes]) -> list[Link]:
    """Read certificates (DER), or raise 400."""
    # Imported on first use: most tests never see a certificate.
    from mockc8y.domain import x509  # noqa: PLC0415

    try:
        return [Link(der, x509.facts(der)) for der in certificates]
    except Unreadable as problem:
        raise _unreadable(str(problem)) from None


def anchored(tenants: Iterable[Tenant], chain: Sequence[Link]) -> Anchored:
    """Return the first of some tenants that trusts a chain, or raise 401."""
    for tenant in tenants:
        anchor = _anchor_in(tenant, chain)
        if anchor is not None:
            return Anchored(tenant, anchor)
    raise untrusted()


def untrusted() -> PlatformError:
    """Make the platform's 401 for a certificate that nobody answers for."""
    return error("certificate_chain.invalid")


def _anchor_in(tenant: Tenant, chain: Sequence[Link]) -> TrustedCertificate | None:
    """Find the certificate that a tenant trusts and that answers for the first of a chain.

    The others may come in any order, and need not all belong to it. What is on the way must be valid now.
    """
    now = tenant.clock.now()
    anchors = [known for known in tenant.trusted_certificates.values() if known.admits_devices(now)]
    current, others = chain[0], list(chain[1:])
    while current.facts.is_valid_at(now) and not revocations.is_revoked(tenant, current.facts.serial):
        anchor = next((known for known in anchors if _answers_for(known.der, current)), None)
        if anchor is not None:
            return None if revocations.is_revoked(tenant, anchor.facts.serial) else anchor
        above = next((link for link in others if link.facts.is_authority and _answers_for(link.der, current)), None)
        if above is None:
            return None
        others.remove(above)
        current = above
    return None


def _answers_for(der: bytes, link: Link) -> bool:
    from mockc8y.domain import x509  # noqa: PLC0415 - as above

    return der == link.der or x509.is_issued_by(link.der, der)


def _unreadable(reason: str) -> PlatformError:
    return error("request.bad", area="Device Certificates", reason=f"Cannot parse X509 certificate. : {reason}")
