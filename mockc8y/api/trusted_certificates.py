"""Trusted certificates."""

from __future__ import annotations

from mockc8y.api import parameters, render
from mockc8y.api.certificate_documents import changed, created, own_or_any_tenant, own_tenant, shown, written
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Route, query_names
from mockc8y.domain import trusted_certificates
from mockc8y.domain.documents import require_fields
from mockc8y.domain.errors import error
from mockc8y.domain.paging import page_of
from mockc8y.domain.roles import roles
from mockc8y.domain.trusted_certificate import AREA

PATH = "/tenant/tenants/{tenantId}/trusted-certificates"
KEY = "certificates"
READERS = roles("TENANT_MANAGEMENT_ADMIN", "TENANT_ADMIN", "TENANT_MANAGEMENT_READ")
WRITERS = roles("TENANT_MANAGEMENT_ADMIN", "TENANT_ADMIN")


def create(request: Request) -> Reply:
    """POST a certificate."""
    tenant = own_tenant(request)
    made = trusted_certificates.create(
        tenant, request.document(), request.caller, in_trust_store=_is_for_trust_store(request)
    )
    return created(request, tenant, made)


def create_all(request: Request) -> Reply:
    """POST several certificates."""
    tenant = own_tenant(request)
    document = request.document()
    require_fields(document, (KEY,))
    if not isinstance(document[KEY], list):
        raise error("invalid_data", area=AREA, reason=f"'{KEY}' must be a list")
    made = trusted_certificates.create_all(
        tenant, document[KEY], request.caller, in_trust_store=_is_for_trust_store(request)
    )
    return written(request, 201, {KEY: [shown(tenant, certificate, request.links) for certificate in made]})


def find(request: Request) -> Reply:
    """GET a page of certificates."""
    tenant = own_tenant(request)
    only_authority = parameters.flag(request.query, "certificateAuthority")
    found = trusted_certificates.authorities(tenant) if only_authority else tenant.trusted_certificates.values()
    page = page_of(found, parameters.page_request(request))
    items = [shown(tenant, certificate, request.links) for certificate in page.items]
    return render.value(request, {KEY: items} | render.page_frame(request, page))


def get(request: Request) -> Reply:
    """GET one certificate."""
    tenant = own_or_any_tenant(request)
    found = trusted_certificates.get(tenant, request.arguments[1])
    return render.value(request, shown(tenant, found, request.links))


def update(request: Request) -> Reply:
    """PUT changes of a certificate."""
    tenant = own_or_any_tenant(request)
    return changed(
        request,
        tenant,
        trusted_certificates.update(tenant, request.arguments[1], request.document(), request.caller),
    )


def delete(request: Request) -> Reply:
    """DELETE one certificate."""
    trusted_certificates.delete(own_or_any_tenant(request), request.arguments[1], request.caller)
    return no_content()


def _is_for_trust_store(request: Request) -> bool:
    return parameters.choice(request.query, "addToTrustStore") is not False


ROUTES = (
    Route(
        "POST",
        PATH,
        "postTrustedCertificateCollectionResource",
        WRITERS,
        create,
        parameters=query_names("addToTrustStore"),
    ),
    Route(
        "GET",
        PATH,
        "getTrustedCertificateCollectionResource",
        READERS,
        find,
        parameters=query_names("certificateAuthority") | PAGING,
    ),
    Route(
        "POST",
        f"{PATH}/bulk",
        "postTrustedCertificateCollectionResourceBulk",
        WRITERS,
        create_all,
        parameters=query_names("addToTrustStore"),
    ),
    Route("GET", f"{PATH}/{{fingerprint}}", "getTrustedCertificateResource", READERS, get),
    Route("PUT", f"{PATH}/{{fingerprint}}", "putTrustedCertificateResource", WRITERS, update),
    Route("DELETE", f"{PATH}/{{fingerprint}}", "deleteTrustedCertificateResource", WRITERS, delete),
)
"""The operations of this family in the official specification."""
