"""What the operations on trusted certificates share: whose certificates a path means, and how one is shown."""

from __future__ import annotations

import orjson

from mockc8y.api.links import Links
from mockc8y.api.negotiation import JSON
from mockc8y.api.reply import Reply, content
from mockc8y.api.request import Request
from mockc8y.domain import tenants
from mockc8y.domain.certificates import pem_body
from mockc8y.domain.permissions import denied
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_profile import MANAGEMENT
from mockc8y.domain.times import format_millis
from mockc8y.domain.trusted_certificate import TrustedCertificate, settings_of
from mockc8y.store.codec import Document


def own_tenant(request: Request) -> Tenant:
    """Return the tenant that the path names, which must be the caller's own, or raise 403 or 404."""
    tenant = tenants.reach(request.platform, request.tenant, request.arguments[0])
    if tenant is not request.tenant:
        raise denied("only the tenant itself may ask for this")
    return tenant


def own_or_any_tenant(request: Request) -> Tenant:
    """Return the tenant that the path names: the caller's own, or any for the management tenant."""
    tenant = tenants.reach(request.platform, request.tenant, request.arguments[0])
    if tenant is not request.tenant and request.tenant.id != MANAGEMENT:
        raise denied("only the tenant itself and the management tenant may ask for this")
    return tenant


def shown(tenant: Tenant, certificate: TrustedCertificate, links: Links) -> Document:
    """Describe a certificate as the platform does."""
    facts, possession = certificate.facts, certificate.possession
    document = settings_of(certificate) | {
        "fingerprint": facts.fingerprint,
        "algorithmName": facts.algorithm,
        "issuer": facts.issuer,
        "subject": facts.subject,
        "serialNumber": str(facts.serial),
        "version": facts.version,
        "notBefore": format_millis(facts.not_before),
        "notAfter": format_millis(facts.not_after),
        "certInPemFormat": pem_body(certificate.der),
        "proofOfPossessionValid": possession.is_proved,
        "proofOfPossessionUnsignedVerificationCode": possession.code,
        "proofOfPossessionVerificationCodeUsableUntil": possession.code and format_millis(possession.usable_until),
        "tenantCertificateAuthority": certificate.is_tenant_authority,
        "self": address(tenant, certificate, links),
    }
    return {name: value for name, value in document.items() if value is not None}


def address(tenant: Tenant, certificate: TrustedCertificate, links: Links) -> str:
    """Return where a certificate is found."""
    return links.to(f"/tenant/tenants/{tenant.id}/trusted-certificates/{certificate.fingerprint}")


def created(request: Request, tenant: Tenant, certificate: TrustedCertificate) -> Reply:
    """Answer a POST that made a certificate: 201 and `Location`."""
    reply = written(request, 201, shown(tenant, certificate, request.links))
    reply.headers.append((b"location", address(tenant, certificate, request.links).encode()))
    return reply


def changed(request: Request, tenant: Tenant, certificate: TrustedCertificate) -> Reply:
    """Answer a request that changed a certificate."""
    return written(request, 200, shown(tenant, certificate, request.links))


def written(request: Request, status: int, document: Document) -> Reply:
    """Answer a POST or PUT in plain JSON, whichever JSON was asked for; without `Accept` there is no body."""
    return Reply(status) if request.accept is None else content(status, JSON, orjson.dumps(document))
