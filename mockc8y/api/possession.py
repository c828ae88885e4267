"""Proof of possession of trusted certificates."""

from __future__ import annotations

from mockc8y.api.certificate_documents import changed, own_tenant
from mockc8y.api.management import any_tenant
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import Route
from mockc8y.domain import possession, trusted_certificates
from mockc8y.domain.roles import roles

PATH = "/tenant/tenants/{tenantId}/trusted-certificates-pop/{fingerprint}"
WRITERS = roles("TENANT_MANAGEMENT_ADMIN", "TENANT_ADMIN")


def renew_code(request: Request) -> Reply:
    """POST the wish for a code to sign."""
    tenant = own_tenant(request)
    found = trusted_certificates.get(tenant, request.arguments[1])
    return changed(request, tenant, possession.renew_code(tenant, found))


def prove(request: Request) -> Reply:
    """POST the signed code."""
    tenant = own_tenant(request)
    found = trusted_certificates.get(tenant, request.arguments[1])
    return changed(request, tenant, possession.prove(tenant, found, request.document()))


def confirm(request: Request) -> Reply:
    """POST the word of the management tenant."""
    tenant = any_tenant(request, request.arguments[0])
    found = trusted_certificates.get(tenant, request.arguments[1])
    return changed(request, tenant, possession.confirm(tenant, found))


ROUTES = (
    Route("POST", f"{PATH}/pop", "postTrustedCertificatePopResource", WRITERS, prove),
    Route("POST", f"{PATH}/confirmed", "postConfirmedTrustedCertificatePopResource", WRITERS, confirm),
    Route(
        "POST", f"{PATH}/verification-code", "postVerificationCodeTrustedCertificatesPopResource", WRITERS, renew_code
    ),
)
"""The operations of this family in the official specification."""
