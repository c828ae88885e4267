"""Proof that who uploaded a certificate holds its private key: a code that is to be signed with it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mockc8y.domain.certificates import Unreadable, decoded
from mockc8y.domain.documents import require_fields, text_field
from mockc8y.domain.errors import error
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import DAY_MS
from mockc8y.store.codec import Document

if TYPE_CHECKING:
    from mockc8y.domain.trusted_certificate import TrustedCertificate

SIGNED = "proofOfPossessionSignedVerificationCode"
CODE_BYTES = 120
"""The specification's example has as many."""
# unverified: how long a code can be used.
USABLE = 7 * DAY_MS


@dataclass(frozen=True, slots=True)
class Possession:
    """Whether it was proved, else the code to sign and until when that may be done, in milliseconds UTC."""

    is_proved: bool = False
    code: str | None = None
    usable_until: int = 0


UNASKED = Possession()
PROVED = Possession(is_proved=True)


def unproved(tenant: Tenant) -> Possession:
    """Draw a code that nobody has signed yet."""
    code = base64.b64encode(tenant.random.randbytes(CODE_BYTES)).decode()
    return Possession(code=code, usable_until=tenant.clock.now() + USABLE)


def renew_code(tenant: Tenant, certificate: TrustedCertificate) -> TrustedCertificate:
    """Give a certificate another code. What was proved before has to be proved again."""
    return _keep(tenant, certificate, unproved(tenant))


def prove(tenant: Tenant, certificate: TrustedCertificate, document: Document) -> TrustedCertificate:
    """Take the signed code: the base64 of a SHA-256 signature of its text, made with the key of the certificate.

    Raises 400 for a wrong signature and 422 for none, or when there is no code that could be signed now.
    """
    # Imported on first use: most tests never see a certificate.
    from mockc8y.domain import x509  # noqa: PLC0415

    require_fields(document, (SIGNED,))
    evidence = {"fingerprint": certificate.fingerprint, "tenant": tenant.id}
    try:
        signature = decoded(text_field(document, SIGNED, "tenants"))
    except Unreadable:
        raise error("possession.unreadable", **evidence) from None
    code = _usable_code(tenant, certificate)
    if not x509.is_signed_by(certificate.der, code.encode(), signature):
        raise error("possession.wrong", **evidence)
    return _keep(tenant, certificate, PROVED)


def confirm(tenant: Tenant, certificate: TrustedCertificate) -> TrustedCertificate:
    """Take the word of the management tenant instead of a signature."""
    return _keep(tenant, certificate, PROVED)


def _usable_code(tenant: Tenant, certificate: TrustedCertificate) -> str:
    possession = certificate.possession
    if possession.code is None or tenant.clock.now() > possession.usable_until:
        raise error("possession.unprovable", fingerprint=certificate.fingerprint, tenant=tenant.id)
    return possession.code


def _keep(tenant: Tenant, certificate: TrustedCertificate, possession: Possession) -> TrustedCertificate:
    kept = replace(certificate, possession=possession)
    tenant.trusted_certificates.put(kept.fingerprint, kept)
    return kept
