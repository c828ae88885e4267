"""Tenants."""

from __future__ import annotations

from collections.abc import Iterable

import orjson

from mockc8y.api import parameters, render
from mockc8y.api.application_documents import reference_of
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route, query_names
from mockc8y.domain import applications, tenant_tfa, tenants
from mockc8y.domain.applications import MARKET, Application
from mockc8y.domain.paging import page_of
from mockc8y.domain.permissions import denied
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import format_millis
from mockc8y.store.codec import Document

PATH = "/tenant/tenants"
CURRENT = "/tenant/currentTenant"
OFFERS = render.item_offers("tenant")
FILTER = ("company", "domain", "parent")
_OTHERS_TFA = roles("TENANT_MANAGEMENT_READ", "USER_MANAGEMENT_READ")


def create(request: Request) -> Reply:
    """POST a tenant below the caller's."""
    tenant = tenants.create(request.platform, request.tenant, request.document(), request.caller)
    reply = render.written(request, 201, OFFERS, orjson.dumps(document_of(request, tenant)))
    reply.headers.append((b"location", request.links.to(f"{PATH}/{tenant.id}").encode()))
    return reply


def find(request: Request) -> Reply:
    """GET a page of the tenants below the caller's."""
    wanted = {name: request.query.get(name) for name in FILTER}
    found = tenants.select(request.platform, request.tenant, wanted)
    page = page_of(found, parameters.page_request(request))
    items = [orjson.dumps(document_of(request, tenant)) for tenant in page.items]
    return render.listed_as(request, "tenantcollection", "tenants", items, page)


def get(request: Request) -> Reply:
    """GET one tenant below the caller's."""
    tenant = tenants.get(request.platform, request.tenant, *request.arguments)
    return render.value(request, document_of(request, tenant), *OFFERS)


def get_current(request: Request) -> Reply:
    """GET the caller's own tenant, whose names for id and domain differ from those of other tenants."""
    profile = request.tenant.profile.value
    document: Document = {
        "name": profile.id,
        "domainName": profile.domain,
        "self": request.links.to(CURRENT),
        "allowCreateTenants": profile.allow_create_tenants,
        "customProperties": profile.custom_properties,
        "applications": _references(request, request.tenant, _subscribed(request, request.tenant)),
    }
    if parameters.flag(request.query, "withParent") and profile.parent is not None:
        document["parent"] = profile.parent
    return render.value(request, document, *render.item_offers("currenttenant"))


def update(request: Request) -> Reply:
    """PUT changes of a tenant below the caller's."""
    (tenant_id,) = request.arguments
    tenant = tenants.update(request.platform, request.tenant, tenant_id, request.document(), request.caller)
    return render.written(request, 200, OFFERS, orjson.dumps(document_of(request, tenant)))


def delete(request: Request) -> Reply:
    """DELETE a tenant with all it holds."""
    (tenant_id,) = request.arguments
    tenants.delete(request.platform, request.tenant, tenant_id, request.caller)
    return no_content()


def get_tfa(request: Request) -> Reply:
    """GET how a tenant demands a second factor. Users without a role for it may ask for their own tenant."""
    tenant = tenants.reach(request.platform, request.tenant, *request.arguments)
    if tenant is not request.tenant and not request.holds(*_OTHERS_TFA):
        raise denied("the settings of another tenant want ROLE_TENANT_MANAGEMENT_READ or ROLE_USER_MANAGEMENT_READ")
    return render.value(request, tenant_tfa.settings_of(tenant))


def update_tfa(request: Request) -> Reply:
    """PUT the kind of second factor that a tenant demands."""
    tenant = tenants.reach(request.platform, request.tenant, *request.arguments)
    tenant_tfa.choose(tenant, request.document())
    return no_content()


def document_of(request: Request, tenant: Tenant) -> Document:
    """Return a tenant as its parent sees it."""
    profile = tenant.profile.value
    address = request.links.to(f"{PATH}/{tenant.id}/applications")
    shown: Document = {
        "id": tenant.id,
        "self": request.links.to(f"{PATH}/{tenant.id}"),
        "domain": profile.domain,
        "company": profile.company,
        "status": profile.status,
        "parent": profile.parent,
        "adminName": profile.admin_name,
        "adminEmail": profile.admin_email,
        "contactName": profile.contact_name,
        "contactPhone": profile.contact_phone,
        "creationTime": format_millis(profile.created),
        "allowCreateTenants": profile.allow_create_tenants,
        "customProperties": profile.custom_properties,
        "applications": {"self": address, **_references(request, tenant, _subscribed(request, tenant))},
        "ownedApplications": {"self": address, **_references(request, tenant, _offered(tenant))},
    }
    return {name: value for name, value in shown.items() if value is not None}


def _references(request: Request, tenant: Tenant, found: Iterable[Application]) -> Document:
    """Show applications, each wrapped as it is on real tenants, though the specification has them bare."""
    return {"references": [reference_of(application, tenant, request.links) for application in found]}


def _subscribed(request: Request, tenant: Tenant) -> list[Application]:
    return applications.subscribed(request.platform, tenant)


def _offered(tenant: Tenant) -> list[Application]:
    """List the applications that a tenant owns and offers to others; the specification shows no more."""
    return [found for found in tenant.applications.values() if found.document.get("availability") == MARKET]


ROUTES = (
    Route(
        "POST",
        PATH,
        "postTenantCollectionResource",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_MANAGEMENT_CREATE"),
        create,
        Evidence.RECORDED,
    ),
    Route(
        "GET",
        PATH,
        "getTenantCollectionResource",
        roles("TENANT_MANAGEMENT_READ"),
        find,
        Evidence.RECORDED,
        parameters=query_names("company domain parent") | PAGING,
    ),
    Route(
        "GET",
        CURRENT,
        "getCurrentTenantResource",
        roles("USER_MANAGEMENT_OWN_READ", "SYSTEM"),
        get_current,
        Evidence.RECORDED,
        parameters=query_names("withParent"),
    ),
    Route(
        "GET",
        f"{PATH}/{{tenantId}}",
        "getTenantResource",
        roles("TENANT_MANAGEMENT_READ"),
        get,
        Evidence.RECORDED,
    ),
    Route(
        "PUT",
        f"{PATH}/{{tenantId}}",
        "putTenantResource",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_MANAGEMENT_UPDATE"),
        update,
        Evidence.RECORDED,
    ),
    Route("DELETE", f"{PATH}/{{tenantId}}", "deleteTenantResource", roles("TENANT_MANAGEMENT_ADMIN"), delete),
    Route(
        "GET",
        f"{PATH}/{{tenantId}}/tfa",
        "getTenantsTfaResourceTfa",
        roles("TENANT_MANAGEMENT_READ", "USER_MANAGEMENT_READ", "USER_MANAGEMENT_OWN_READ"),
        get_tfa,
    ),
    Route(
        "PUT",
        f"{PATH}/{{tenantId}}/tfa",
        "putTenantsTfaResourceTfa",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_MANAGEMENT_UPDATE"),
        update_tfa,
    ),
)
"""The operations of this family in the official specification."""
