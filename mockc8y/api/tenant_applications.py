"""Applications a tenant is subscribed to, and the roles that its microservices may not require."""

from __future__ import annotations

import orjson

from mockc8y.api import parameters, references, render
from mockc8y.api.application_documents import REFERENCE_OFFERS, reference_of
from mockc8y.api.negotiation import negotiate
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route
from mockc8y.api.tenants import OFFERS as TENANT_OFFERS
from mockc8y.api.tenants import document_of
from mockc8y.domain import applications, restricted_roles, service_users, subscriptions, tenant_subscriptions, tenants
from mockc8y.domain.applications import Application
from mockc8y.domain.paging import page_of
from mockc8y.domain.permissions import denied
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document

PATH = "/tenant/tenants/{tenantId}/applications"
RESTRICTED = f"{PATH}/restricted-roles"
OWNER = roles("APPLICATION_MANAGEMENT_ADMIN")
PARENT = roles("TENANT_MANAGEMENT_ADMIN", "TENANT_MANAGEMENT_UPDATE")
READER = roles("TENANT_MANAGEMENT_READ", "TENANT_ADMIN")


def create(request: Request) -> Reply:
    """POST the subscription of a tenant to an application."""
    tenant = _reached(request)
    named = references.named(request.document(), "application", "applications")
    application = tenant_subscriptions.offered(request.platform, request.tenant, named)
    _require_any(request, _roles_to_subscribe(request.tenant, application))
    subscriptions.subscribe(tenant, application, request.caller)
    reference = reference_of(application, tenant, request.links)
    return render.written(request, 201, REFERENCE_OFFERS, orjson.dumps(reference))


def find(request: Request) -> Reply:
    """GET a page of the applications that a tenant is subscribed to; none for a tenant that is out of reach."""
    page = page_of(_references(request), parameters.page_request(request))
    items = map(orjson.dumps, page.items)
    return render.listed_as(request, "applicationreferencecollection", "references", items, page)


def delete(request: Request) -> Reply:
    """DELETE the subscription of a tenant to an application."""
    tenant = _reached(request)
    application = tenant_subscriptions.subscribed(request.platform, tenant, request.arguments[1])
    _require_any(request, _roles_to_unsubscribe(request.tenant, tenant, application))
    subscriptions.unsubscribe(tenant, application, request.caller)
    return no_content()


def get_restricted(request: Request) -> Reply:
    """GET the roles that no microservice of a tenant may require."""
    return render.value(request, restricted_roles.listed(_reached(request)))


def replace_restricted(request: Request) -> Reply:
    """PUT other roles in the place of those that are restricted."""
    tenant = _reached(request)
    restricted_roles.change(tenant, request.json())
    return _changed(request, tenant)


def restrict(request: Request) -> Reply:
    """POST one more role that is restricted."""
    tenant = _reached(request)
    restricted_roles.add(tenant, request.arguments[1])
    return _changed(request, tenant)


def lift(request: Request) -> Reply:
    """DELETE the restriction of a role. Unlike others, this answers with what was changed (specification)."""
    tenant = _reached(request)
    # Before anything is written: a client that could not read the answer must not have caused a change.
    negotiate(request.accept, TENANT_OFFERS)
    restricted_roles.remove(tenant, request.arguments[1])
    service_users.refresh(request.platform, tenant)
    return render.value(request, document_of(request, tenant), *TENANT_OFFERS)


def _references(request: Request) -> list[Document]:
    tenant = request.platform.tenant(request.arguments[0])
    if tenant is None or not tenants.is_within(request.platform, tenant, request.tenant):
        return []
    found = applications.subscribed(request.platform, tenant)
    return [reference_of(application, tenant, request.links) for application in found]


def _reached(request: Request) -> Tenant:
    return tenants.reach(request.platform, request.tenant, request.arguments[0])


def _changed(request: Request, tenant: Tenant) -> Reply:
    service_users.refresh(request.platform, tenant)
    return render.written(request, 200, TENANT_OFFERS, orjson.dumps(document_of(request, tenant)))


def _roles_to_subscribe(caller: Tenant, application: Application) -> frozenset[str]:
    """Return the roles of which one is needed: as the owner of the application, or above its owner (specification)."""
    as_owner = OWNER if application.owner == caller.id else frozenset()
    return as_owner | (PARENT if tenant_subscriptions.acts_as_parent(caller, application.owner) else frozenset())


def _roles_to_unsubscribe(caller: Tenant, tenant: Tenant, application: Application) -> frozenset[str]:
    """Return the roles of which one is needed: to leave an own application, or above the tenant (specification)."""
    as_owner = OWNER if tenant is caller and application.owner == caller.id else frozenset()
    return as_owner | (PARENT if tenant_subscriptions.acts_as_parent(caller, tenant.id) else frozenset())


def _require_any(request: Request, needed: frozenset[str]) -> None:
    if request.settings.permissions and not request.holds(*needed):
        raise denied(f"this tenant and application want one of: {', '.join(sorted(needed)) or 'nothing one can hold'}")


ROUTES = (
    Route(
        "POST",
        PATH,
        "postTenantApplicationReferenceCollectionResource",
        OWNER | PARENT,
        create,
        Evidence.CLIENT,
    ),
    Route(
        "GET",
        PATH,
        "getTenantApplicationReferenceCollectionResource",
        READER,
        find,
        Evidence.RECORDED,
        parameters=PAGING,
    ),
    Route(
        "DELETE",
        f"{PATH}/{{applicationId}}",
        "deleteTenantApplicationReferenceResource",
        OWNER | PARENT,
        delete,
    ),
    Route("GET", RESTRICTED, "getTenantApplicationRestrictedRolesResource", READER, get_restricted),
    Route(
        "PUT",
        RESTRICTED,
        "putTenantApplicationRestrictedRolesResource",
        PARENT | roles("TENANT_ADMIN"),
        replace_restricted,
    ),
    Route(
        "POST",
        f"{RESTRICTED}/{{roleId}}",
        "postTenantApplicationRestrictedRoleResource",
        PARENT | roles("TENANT_ADMIN"),
        restrict,
    ),
    Route(
        "DELETE",
        f"{RESTRICTED}/{{roleId}}",
        "deleteTenantApplicationRestrictedRoleResource",
        PARENT | roles("TENANT_ADMIN"),
        lift,
    ),
)
"""The operations of this family in the official specification."""
