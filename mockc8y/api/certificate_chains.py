"""Verification of certificate chains."""

from __future__ import annotations

from collections.abc import Sequence

from mockc8y.api import multipart, render
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import Route
from mockc8y.domain import certificate_chains, tenants
from mockc8y.domain.certificate_chains import Link
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_profile import MANAGEMENT

HEADER = b"x-cumulocity-client-cert-chain"
LONGEST_IN_HEADER = 5
"""Certificates in the header at most (specification)."""


def verify(request: Request) -> Reply:
    """POST a chain in a file or a header, of which the file counts, and ask whether a tenant trusts it."""
    parts = multipart.form(request) if request.kind == multipart.FORM else {}
    named = parts.get("tenantId")
    candidates = _candidates(request, named.content.decode("utf-8", "replace").strip() if named else "")
    file = parts.get("file")
    chain = _from_file(file.content) if file else _from_header(request)
    tenant, _ = certificate_chains.anchored(candidates, chain)
    device = chain[0].facts
    verdict = {"tenantId": tenant.id, "issuer": device.issuer, "subject": device.subject}
    return render.value(request, {"successfullyValidated": True, **verdict})


def _from_file(content: bytes) -> Sequence[Link]:
    return certificate_chains.in_text(content.decode("utf-8", "replace"))


def _from_header(request: Request) -> Sequence[Link]:
    return certificate_chains.in_text(request.header(HEADER) or "", LONGEST_IN_HEADER)


def _candidates(request: Request, tenant_id: str) -> Sequence[Tenant]:
    """Return the tenants whose trust is asked for: the one that is named, else all that the caller may ask about."""
    if tenant_id:
        return [_named(request, tenant_id)]
    return request.platform.tenants if request.tenant.id == MANAGEMENT else [request.tenant]


def _named(request: Request, tenant_id: str) -> Tenant:
    try:
        return tenants.reach(request.platform, request.tenant, tenant_id)
    except PlatformError:
        raise error("certificate_chain.tenant_unknown") from None


ROUTES = (
    Route(
        "POST",
        "/tenant/trusted-certificates/verify-cert-chain",
        "postX509ChainValidate",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_MANAGEMENT_READ"),
        verify,
    ),
)
"""The operations of this family in the official specification."""
