"""The certificate authority that the platform keeps for a tenant: it signs the certificates of devices."""

from __future__ import annotations

from mockc8y.domain import trusted_certificates
from mockc8y.domain.callers import Caller
from mockc8y.domain.errors import error
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import DAY_MS
from mockc8y.domain.trusted_certificate import TrustedCertificate

# unverified: how long the certificate of an authority is valid.
LIFETIME = 3 * 365 * DAY_MS
RENEWABLE = 548 * DAY_MS
"""Eighteen months: with more than that left a certificate is not renewed (specification)."""


def create(tenant: Tenant, caller: Caller) -> TrustedCertificate:
    """Make key and certificate, and trust it, with automatic registration. Raises 409 if there is one already."""
    # Imported on first use: most tests never see a certificate.
    from mockc8y.domain import x509_signing  # noqa: PLC0415

    if trusted_certificates.authorities(tenant):
        raise error("certificate_authority.duplicate", tenant=tenant.id)
    return _add(tenant, x509_signing.new_key(), caller)


def renew(tenant: Tenant, caller: Caller) -> TrustedCertificate:
    """Replace the certificate by one with the same key and a new time of validity; what it signed stays good.

    Raises 404 without an authority, 422 where it is too early.
    # unverified: that status, and that the certificate which is replaced goes.
    """
    present = require(tenant)
    if present.facts.not_after - tenant.clock.now() > RENEWABLE:
        raise error("certificate_authority.not_due", tenant=tenant.id)
    key = key_of(tenant, present)
    trusted_certificates.delete(tenant, present.fingerprint, caller)
    return _add(tenant, key, caller)


def require(tenant: Tenant) -> TrustedCertificate:
    """Return the certificate of the tenant's authority, or raise 404."""
    found = trusted_certificates.authorities(tenant)
    if not found:
        raise error("certificate_authority.unknown", tenant=tenant.id)
    return found[0]


def key_of(tenant: Tenant, authority: TrustedCertificate) -> bytes:
    """Return the private key of the tenant's authority, or raise 404."""
    key = tenant.authority_keys.get(authority.fingerprint)
    if key is None:
        raise error("certificate_authority.unknown", tenant=tenant.id)
    return key


def _add(tenant: Tenant, key: bytes, caller: Caller) -> TrustedCertificate:
    from mockc8y.domain import x509, x509_signing  # noqa: PLC0415 - as above

    now = tenant.clock.now()
    terms = x509_signing.Terms(x509_signing.new_serial(tenant.random), now, now + LIFETIME)
    der = x509_signing.self_signed(key, tenant.id, terms)
    made = TrustedCertificate(der, x509.facts(der), name=tenant.id, auto_registration=True, is_tenant_authority=True)
    tenant.authority_keys.put(made.fingerprint, key)
    return trusted_certificates.add(tenant, made, caller)
