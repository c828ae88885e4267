"""The certificate authority of a tenant."""

from __future__ import annotations

from mockc8y.api.certificate_documents import created
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import Route
from mockc8y.domain import certificate_authority
from mockc8y.domain.roles import roles

PATH = "/certificate-authority"
WRITERS = roles("TENANT_MANAGEMENT_ADMIN", "TENANT_ADMIN")


def create(request: Request) -> Reply:
    """POST the wish for an authority."""
    return created(request, request.tenant, certificate_authority.create(request.tenant, request.caller))


def renew(request: Request) -> Reply:
    """POST the wish for a new certificate of the authority."""
    return created(request, request.tenant, certificate_authority.renew(request.tenant, request.caller))


ROUTES = (
    Route("POST", PATH, "postCertificateAuthorityResource", WRITERS, create),
    Route("POST", f"{PATH}/renew", "postRenewCertificateAuthorityResource", WRITERS, renew),
)
"""The operations of this family in the official specification."""
